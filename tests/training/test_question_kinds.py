"""What may be answered to each kind of question, and what is right."""

import pytest

from training.question_kinds import HOW_TO_WRITE, is_right, kind_of

OPTIONS = [{"id": id, "text": id} for id in "abc"]


def choice(kind, *answer):
    return {"kind": kind, "text": "?", "options": OPTIONS, "answer": list(answer)}


def number(answer, tolerance="0"):
    return {"kind": "numeric", "text": "?", "options": [], "answer": [answer], "tolerance": tolerance, "unit": "cm"}


SINGLE, SEVERAL, TRUE = choice("single", "a"), choice("multiple", "a", "b"), choice("true_false", "a")
RIGHT = [
    (SINGLE, ["a"], True),
    (SINGLE, ["b"], False),
    (TRUE, ["a"], True),
    (SEVERAL, ["b", "a"], True),
    (SEVERAL, ["a"], False),
    (SEVERAL, ["a", "b", "c"], False),
    (number("2.5"), ["2.5"], True),
    (number("2.5"), ["2.50"], True),
    (number("2.5"), ["2.51"], False),
    (number("2.5", "0.5"), ["3"], True),
    (number("2.5", "0.5"), ["2"], True),
    (number("2.5", "0.5"), ["3.000001"], False),
    (number("0.3", "0.1"), ["0.2"], True),  # 0.3 - 0.2 > 0.1 in binary fractions
    (number("0.3"), [".3"], True),
    (number("-3", "1"), ["-4."], True),
    (number("0"), ["-0"], True),
    (number("0"), [], False),
    (SEVERAL, [], False),
]


@pytest.mark.parametrize(("question", "given", "right"), RIGHT)
def test_what_is_right(question, given, right):
    taken = kind_of(question).taken(question, given)
    assert is_right(question, taken) is right


@pytest.mark.parametrize(
    "written", ["1,000", "2,5", "1e3", "NaN", "Infinity", "two", "2 cm", "1 2", "٣", "--1", "1" * 10]
)
def test_what_is_no_number_is_told_how_to_write_one(written):
    with pytest.raises(ValueError, match=HOW_TO_WRITE):
        kind_of(number("1")).taken(number("1"), [written])


@pytest.mark.parametrize(("written", "kept"), [(" 2.50 ", ["2.50"]), ("−3", ["-3"]), ("", []), ("  ", [])])
def test_a_number_is_kept_as_it_was_written(written, kept):
    assert kind_of(number("1")).taken(number("1"), [written]) == kept


@pytest.mark.parametrize(("question", "given"), [(SINGLE, ["z"]), (SINGLE, ["a", "b"]), (SEVERAL, ["a", "z"])])
def test_what_is_no_option_is_refused(question, given):
    with pytest.raises(ValueError, match="Choose from the answers shown"):
        kind_of(question).taken(question, given)
