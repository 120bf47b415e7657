"""What the editor refuses is marked at the very block, in a plain sentence, however deep it stands."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from training.blocks import RequirementsBlock
from training.models import Module
from training.queries.readable import flaws_of, readable
from training.trees import block

pytestmark = pytest.mark.django_db
HOURS = block("hours", "h", hours="50")


def stream(*raw):
    return RequirementsBlock().to_python(list(raw))


def marks(value) -> dict:
    """Where the editor marks what: `{"0.hours": sentence}`."""
    try:
        RequirementsBlock().clean(value)
    except ValidationError as error:
        return dict(places(error.as_json_data()))
    return {}


def places(data, path=""):
    for name, below in data.get("blockErrors", {}).items():
        yield from places(below, f"{path}.{name}".strip("."))
    for words in data.get("messages", ()):
        yield path, words


@pytest.fixture
def module():
    return Module.objects.create(title="Clean needles")


@pytest.mark.parametrize(
    ("raw", "place", "words"),
    [
        (block("hours", "h", hours="0"), "0.hours", "Write an amount above zero."),
        (block("hours", "h", hours=None), "0.hours", "Write how many hours."),
        (block("sessions", "s", count=0), "0.count", "Write an amount above zero."),
        (block("licensed_for", "l", months=0, before="practice"), "0.months", "Write an amount above zero."),
        (block("attestation", "a", name="Skill", max_age_months=0), "0.max_age_months", "Write an amount above zero."),
        (
            block("hours", "h", hours="5", since="2021-01-01", until="2020-01-01"),
            "0.until",
            "This day is before “since”, so nothing could ever count.",
        ),
        (
            block("hours", "h", hours="5", subjects=["astrology"]),
            "0.subjects",
            "“astrology” is not in this list, or no longer. Choose again.",
        ),
        (
            block("modules", "m", modules=["0e1b3c52-0000-4000-8000-000000000000"]),
            "0.modules",
            "“0e1b3c52-0000-4000-8000-000000000000” is not in this list, or no longer. Choose again.",
        ),
        (block("modules", "m", modules=[]), "0.modules", "Choose at least one module."),
        (block("holds", "x", scheme="gone"), "0.scheme", "“gone” is not in this list, or no longer. Choose again."),
        (block("exam", "x", name=" ", score=0), "0.name", "Write what the exam is called."),
        (block("unknown", "x", what=""), "0.what", "Write what nobody has read yet."),
        (
            block("all_of", "g", of=[]),
            "0.of",
            "This group is empty. Add a requirement to it, or remove the group.",
        ),
        (
            block("any_of", "g", of=[block("all_of", "d", of=[block("hours", "h", hours="0")])]),
            "0.of.0.of.0.hours",
            "Write an amount above zero.",
        ),
        (
            block("any_of", "g", of=[HOURS, block("within", "w", months=6, anchor="first_course", of=[])]),
            "0.of.1.of",
            "This group is empty. Add a requirement to it, or remove the group.",
        ),
        (
            block("within", "w", months=None, anchor="first_course", of=[HOURS]),
            "0.months",
            "Write how many months.",
        ),
        (
            block("within", "w", months=6, anchor="", of=[HOURS]),
            "0.anchor",
            "A deadline needs an anchor: choose the day that it runs from.",
        ),
    ],
)
def test_each_flaw_is_marked_at_its_place(raw, place, words):
    assert marks(stream(raw)) == {place: words}


@pytest.mark.parametrize(
    ("given", "place", "words"),
    [
        ({"within_days": 60}, "0.anchor", "A deadline needs an anchor: choose the day that it runs from."),
        (
            {"anchor": "training_met"},
            "0.within_days",
            "An anchor needs a deadline: write how many days, or choose no anchor.",
        ),
        ({"within_days": 0, "anchor": "training_met"}, "0.within_days", "Write an amount above zero."),
        (
            {"within_days": 60, "anchor": "someday"},
            "0.anchor",
            "“someday” is not in this list, or no longer. Choose again.",
        ),
    ],
)
def test_a_filing_has_both_a_deadline_and_its_anchor_or_neither(given, place, words):
    factories.JurisdictionFactory(code="US-FL")
    assert marks(stream(block("filing", "f", jurisdiction="US-FL", name="Attestation", **given))) == {place: words}
    whole = block("filing", "f", jurisdiction="US-FL", name="Attestation", within_days=60, anchor="training_met")
    assert marks(stream(whole)) == {}


def test_more_modules_than_are_chosen(module):
    raw = block("modules", "m", modules=[str(module.key)], min_count=2)
    assert marks(stream(raw)) == {"0.min_count": "Only 1 module is chosen."}
    assert marks(stream(block("modules", "m", modules=[str(module.key)], min_count=1))) == {}


def test_a_module_removed_meanwhile_is_named(module):
    raw = block("modules", "m", modules=[str(module.key)])
    assert marks(stream(raw)) == {}
    module.delete()
    assert list(marks(stream(raw))) == ["0.modules"]


def in_person(hours, **more):
    return block("hours", "p", hours=hours, modes=["in_person"], **more)


def test_hours_in_person_are_not_above_the_total_beside_them():
    words = "60 hours are more than the 50 course hours beside them."
    assert marks(stream(HOURS, in_person("60"))) == {"1.hours": words}
    assert marks(stream(block("all_of", "g", of=[in_person("60"), HOURS]))) == {"0.of.0.hours": words}
    assert marks(stream(HOURS, in_person("50"))) == {}


@pytest.mark.parametrize(
    "raw",
    [
        [block("any_of", "g", of=[HOURS, in_person("60")])],
        [in_person("60"), block("all_of", "g", of=[HOURS])],
        [block("hours", "h", hours="10", subjects=["law"]), in_person("60")],
    ],
)
def test_hours_that_are_not_part_of_each_other_are_not_compared(raw):
    assert marks(stream(*raw)) == {}


def test_the_checklist_shows_the_sound_lines_and_says_where_the_others_are_wrong():
    deep = block("any_of", "g", of=[block("all_of", "d", of=[block("sessions", "s", count=0)])])
    read = readable(stream(HOURS, deep, block("unknown", "u", what="Exam requirement", citation="Rule 1")))
    assert [(each.line.words, each.line.unknown, each.line.citation) for each in read.lines] == [
        ("50 course hours", False, ""),
        ("One of", False, ""),
        ("Not known yet: Exam requirement", True, "Rule 1"),
    ]
    assert read.lines[1].flaws == ("One of › 1. All of › 1. Supervised sessions › Count: Write an amount above zero.",)
    assert not read.is_sound


def test_an_empty_tree_has_no_flaw():
    assert flaws_of(stream()) == []
