"""Questions as a table: what leaves comes back the same; what cannot be meant is named by line and column."""

import csv
import io
from uuid import uuid4

import pytest

from cms.module_blocks import QuestionsBlock
from cms.question_table import HEAD, MOST, Flawed, Unreadable, questions_in, rows_of
from tests.cms import site
from training.views.csv import lines

BLOCK = QuestionsBlock()


def every_kind() -> list[dict]:
    several = [site.option(words, good) for words, good in (("a", True), ("b", True), ("=1+1", False))]
    asked = [
        site.question(pool="first", keep_order=True, figure=site.drawn()),
        site.question("multiple", several),
        site.question("true_false", correct="false"),
        site.number("-3", "0.5", "cm"),
    ]
    return BLOCK.get_prep_value(BLOCK.clean(BLOCK.to_python(asked)))


def table(*rows: dict, head=HEAD, delimiter=",") -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, head, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def row(**said) -> dict:
    base = {"kind": "single", "question": "Why?", "option 1": "So", "option 2": "Or so", "right": "1"}
    return {
        **base,
        "feedback": "Because.",
        "reference": "Lesson 1",
        **{name.replace("_", " "): v for name, v in said.items()},
    }


def flaws(*rows: dict, known=()) -> list[tuple[int, str]]:
    with pytest.raises(Flawed) as refused:
        questions_in(table(*rows), list(known))
    assert all(flaw.words for flaw in refused.value.flaws)
    return [(flaw.line, flaw.column) for flaw in refused.value.flaws]


def test_what_leaves_comes_back_the_same():
    known = every_kind()
    sent = "".join(lines(HEAD, rows_of(BLOCK.to_python(known)))).encode()
    assert b"'=1+1" in sent
    assert b"'-3" in sent
    assert questions_in(sent, known) == known


@pytest.mark.parametrize(
    "change", [lambda sent: sent.replace(b"\r\n", b"\n"), lambda sent: sent.decode().encode("utf-16")]
)
def test_other_ways_of_writing_a_file(change):
    known = every_kind()
    sent = "".join(lines(HEAD, rows_of(BLOCK.to_python(known)))).encode()
    assert questions_in(change(sent.removeprefix(b"\xef\xbb\xbf")), known) == known


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_ways_of_parting_columns(delimiter):
    (made,) = questions_in(table(row(), delimiter=delimiter), [])
    assert made["value"]["text"] == "Why?"


def test_a_row_changes_the_question_it_names():
    (before, *_) = known = every_kind()
    (sent, *_) = rows_of(BLOCK.to_python(known))
    changed = dict(zip(HEAD, sent, strict=True)) | {"question": "What now?", "option 2": "Ask them to lie down"}
    (after,) = questions_in(table(changed), known)
    assert (after["id"], after["value"]["text"]) == (before["id"], "What now?")
    assert after["value"]["figure"] == before["value"]["figure"]
    first, second = (item["id"] for item in after["value"]["options"])
    assert first == before["value"]["options"][0]["id"]
    assert second != before["value"]["options"][1]["id"]


def test_a_question_may_become_another_kind_and_keeps_its_figure():
    (before, *_) = known = every_kind()
    (after,) = questions_in(table(row(id=before["id"], kind="numeric", right="3", option_1="", option_2="")), known)
    assert (after["id"], after["type"], str(after["value"]["value"])) == (before["id"], "numeric", "3")
    assert after["value"]["figure"] == before["value"]["figure"]


def test_a_row_without_an_id_is_new():
    (made,) = questions_in(table(row()), every_kind())
    assert made["id"] not in {block["id"] for block in every_kind()}
    assert [item["value"]["correct"] for item in made["value"]["options"]] == [True, False]


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"kind": "essay"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"right": ""}, "right"),
        ({"right": "3"}, "right"),
        ({"right": "0"}, "right"),
        ({"right": "first"}, "right"),
        ({"right": "²"}, "right"),
        ({"right": "1, 2"}, "option 1"),
        ({"option_2": ""}, "option 1"),
        ({"option_2": "so"}, "option 1"),
        ({"option_1": ""}, "option 1"),
        ({"option_1": "x" * 301}, "option 1"),
        ({"keep_order": "perhaps"}, "keep order"),
        ({"question": ""}, "question"),
        ({"question": "x" * 601}, "question"),
        ({"feedback": ""}, "feedback"),
        ({"reference": ""}, "reference"),
        ({"pool": "x" * 41}, "pool"),
        ({"kind": "true_false", "right": "perhaps"}, "right"),
        ({"kind": "numeric", "right": "about 3"}, "right"),
        ({"kind": "numeric", "right": "NaN"}, "right"),
        ({"kind": "numeric", "right": "1e9"}, "right"),
        ({"kind": "numeric", "right": "3", "tolerance": "-1"}, "tolerance"),
        ({"kind": "numeric", "right": "3", "unit": "x" * 21}, "unit"),
        ({"id": "nobody"}, "id"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_named(said, column):
    assert flaws(row(**said)) == [(2, column)]


@pytest.mark.parametrize(
    ("options", "column", "words"),
    [
        ("", "option 1", "Write the answers to choose from: two at least, one in each column."),
        ("a", "right", "Write which option is right by its number. This row has one option: 1."),
        ("ab", "right", "Write which option is right by its number, from 1 to 2, such as 2 or 1, 2."),
    ],
)
def test_the_sentence_fits_the_number_of_options(options, column, words):
    sent = row(right="9", option_1="", option_2="") | dict(zip(("option 1", "option 2"), options, strict=False))
    with pytest.raises(Flawed) as refused:
        questions_in(table(sent), [])
    assert [(flaw.column, flaw.words) for flaw in refused.value.flaws] == [(column, words)]


def test_every_flaw_is_named_by_its_line():
    """A question of two lines: the next row begins on the fourth line of the file."""
    rows = [row(question="Why\nso?"), row(right="9"), row(), row(kind="essay")]
    assert flaws(*rows) == [(4, "right"), (6, "kind")]


def test_one_id_twice():
    known = every_kind()
    twice = row(id=known[0]["id"])
    assert flaws(twice, twice, known=known) == [(3, "id")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Missing: kind, question, right, feedback, reference"),
        (b"kind,question\n", "Missing: right, feedback, reference"),
        (b"kind,question,right,feedback,reference,answer\n", "“answer”"),
        (b"kind,question,right,feedback,reference,kind\n", "“kind” is there twice"),
        (b"kind,question,right,feedback,reference\na,b,c,d,e,f\n", "Line 2 has more cells"),
        (b'kind,question,right,feedback,reference\n"single,b', "cannot be read after line"),
        ("kind,question,right,feedback,reference\né".encode("latin-1"), "not in UTF-8"),
        (b"kind\0", "no text"),
        (b"\xff\xfek", "not in UTF-8"),
        (table(*[row()] * (MOST + 1)), f"more than {MOST} rows"),
    ],
)
def test_what_is_no_table_of_questions(content, words):
    with pytest.raises(Unreadable) as refused:
        questions_in(content, [])
    assert words in str(refused.value)


def test_empty_rows_and_columns_left_out_are_fine():
    content = b"Kind,Question,Option 1,Option 2,Right,Feedback,Reference,,\n,,,,,,,,\nsingle,Why?,a,b,2,c,d,,\n\n"
    (made,) = questions_in(content, [])
    assert [item["value"]["correct"] for item in made["value"]["options"]] == [False, True]


def test_no_row_is_no_question():
    assert questions_in(table(), [{"id": str(uuid4()), "type": "single", "value": {}}]) == []


@pytest.mark.parametrize("right", ["9" * 5000, "1, " + "9" * 5000, "²", "-0", "1e999", "0"])
def test_the_number_of_an_option_that_nobody_can_mean_is_named(right):
    assert flaws(row(right=right)) == [(2, "right")]


@pytest.mark.parametrize("words", ["1e999", "9" * 5000, "NaN", "Infinity", "٣", "1_0", ""])
def test_a_number_that_nobody_can_mean_is_named(words):
    assert flaws({**row(kind="numeric", right=words), "option 1": "", "option 2": ""}) == [(2, "right")]


def test_a_figure_that_cannot_stand_any_more_is_named_beside_its_question():
    """The image was taken out of the library, and the editor's form would not take the question either."""
    known = every_kind()[:1]
    known[0]["value"]["figure"][0]["value"].update(drawing="", image=None)
    sent = "".join(lines(HEAD, rows_of(BLOCK.to_python(known)))).encode()
    with pytest.raises(Flawed) as refused:
        questions_in(sent, known)
    [flaw] = refused.value.flaws
    assert (flaw.line, flaw.column) == (2, "id")
    assert "figure" in flaw.words
