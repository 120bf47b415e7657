"""What a design may say, in which words it is refused, and that languages are whole."""

from dataclasses import fields, replace
from datetime import date

import pytest

from certificates.completion_document import CompletionDocument
from certificates.designs.color import contrast_on_white
from certificates.designs.content import DesignContent, Signatory
from certificates.designs.languages import SPOKEN
from certificates.designs.packaged import WORDING, packaged
from certificates.designs.wording import certified, completed
from certificates.document import CertificateDocument
from tests.certificates import course, make
from tests.certificates.designs import papers

PLAIN = packaged("certification")
START, END = date(2027, 3, 1), date(2029, 2, 28)
WORDS = {"words": "has met every requirement.", "scheme": "Dry Needling", "valid_from": START, "valid_until": END}
MAPS = ("decided", "held", "modes", "subjects", "competencies", "scopes")


@pytest.mark.parametrize(("kind", "language"), WORDING)
def test_the_packaged_designs_are_whole_and_kept_as_they_are(kind, language):
    content = packaged(kind, language)
    assert content.problems() == {}
    assert content.tidy() == content
    assert DesignContent.from_json(content.to_json()) == content


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"layout": "round"}, "layout", "Choose one of the list."),
        ({"language": "de"}, "language", "Choose one of the list."),
        ({"accent": "violet"}, "accent", "Write the color as #"),
        ({"accent": "#ffcc00"}, "accent", "too light to read on white paper: its contrast is 1.5 to 1"),
        ({"logo": "../etc/passwd"}, "logo", "Choose the logo again."),
        ({"title": " "}, "title", "Write these words"),
        ({"title": "C" * 61}, "title", "61 letters. Shorten them to 60."),
        (
            {"sentence": "is certified{limit} from {from} until {until}{extended}."},
            "sentence",
            "lacks {scheme} or {words}",
        ),
        ({"sentence": "{words}{limit} until {until}{extended}."}, "sentence", "lacks {from}. Without it"),
        ({"sentence": "{words} {score} {from}"}, "sentence", "There is no place {score} here."),
        ({"sentence": "{words.__class__}"}, "sentence", "There is no place {words.__class__} here."),
        ({"sentence": "{words!r}"}, "sentence", "Each place begins with { and ends with }"),
        ({"sentence": "{words"}, "sentence", "Each place begins with { and ends with }"),
        ({"sentence": PLAIN.sentence + "{from}"}, "sentence", "{from} stands there twice"),
        ({"sentence_of_change": PLAIN.sentence}, "sentence_of_change", "There is no place {words} here."),
        ({"signatories": (Signatory(name="A"),) * 4}, "signatories", "room for 3 signatories"),
        ({"signatories": (Signatory(name=" "),)}, "signatories", "needs a name"),
        ({"signatories": (Signatory(name="A" * 81),)}, "signatories", "more than 80 letters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes, field, said):
    problems = replace(PLAIN, **changes).problems()
    assert set(problems) == {field}
    assert said in problems[field]


def test_a_completion_does_not_change():
    content = replace(packaged("completion"), sentence_of_change=PLAIN.sentence_of_change)
    assert content.problems() == {"sentence_of_change": "A completion does not change. Leave this empty."}


@pytest.mark.parametrize(("color", "contrast"), [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#777777", 4.48)])
def test_contrast_is_that_of_wcag(color, contrast):
    assert contrast_on_white(color) == pytest.approx(contrast, abs=0.005)


@pytest.mark.parametrize("language", SPOKEN)
def test_a_language_has_every_word(language):
    spoken, english = SPOKEN[language], SPOKEN["en"]
    for name in MAPS:
        assert set(getattr(spoken, name)) == set(getattr(english, name)), name
        assert all(getattr(spoken, name).values())
    for labels in (spoken.labels_of("award"), spoken.completion):
        assert all(getattr(labels, each.name) for each in fields(labels))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "has met every requirement, and is certified from March 1, 2027 until February 28, 2029."),
        (
            "es",
            "ha cumplido todos los requisitos y cuenta con la certificación en Dry Needling "
            "desde el 1 de marzo de 2027 hasta el 28 de febrero de 2029.",
        ),
        (
            "fr",
            "a satisfait à toutes les exigences et détient la certification en Dry Needling du 1er mars 2027 au "
            "28 février 2029.",
        ),
    ],
)
def test_the_sentence_of_an_award(language, said):
    assert certified(packaged("certification", language), **WORDS).replace("\u00a0", " ") == said


def test_the_sentence_after_a_change_with_a_limit_and_an_extension():
    told = certified(PLAIN, **WORDS, changed=True, limited=True, extended_from=START).replace("\u00a0", " ")
    assert told == (
        "is certified in Dry Needling, for the scope named below alone, from March 1, 2027 until February 28, 2029, "
        "extended from March 1, 2027."
    )


def test_a_brace_in_a_fact_is_a_letter():
    assert "{until}" in completed(packaged("completion"), course="Needling {until} now", completed_on=START)


@pytest.mark.parametrize(
    ("language", "minutes", "amount", "said"),
    [
        ("en", 60, "1", "1 contact hour"),
        ("en", 90, "1.5", "1.5 contact hours"),
        ("es", 90, "1.5", "1.5 horas de contacto"),
        ("fr", 90, "1.5", "1,5 heure de formation"),
        ("fr", 120, "2", "2 heures de formation"),
    ],
)
def test_hours_are_counted_as_the_language_does(language, minutes, amount, said):
    assert SPOKEN[language].contact_hours(amount, minutes).replace("\u00a0", " ") == said


NEW = {"title", "labels", "language", "signatories", "look", "design"}


@pytest.mark.parametrize(
    ("kind", "document", "new"),
    [(CertificateDocument, make.document(), NEW), (CompletionDocument, course.document(), NEW | {"sentence"})],
    ids=["certification", "completion"],
)
def test_a_document_from_before_designs_reads_and_is_written_as_it_was(kind, document, new):
    stored = {name: value for name, value in document.to_json().items() if name not in new} | {"design_version": 1}
    read = kind.from_json(stored)
    assert read.to_json() == stored
    assert replace(read, design_version=2) == document


@pytest.mark.parametrize("kind", papers.KINDS)
def test_a_document_of_a_design_is_the_same_after_it_was_stored(kind):
    document = papers.KINDS[kind](language="fr")
    assert type(document).from_json(document.to_json()) == document
