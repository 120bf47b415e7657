"""Publishing materially asks those who completed the module to read it. Nothing that they completed changes."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta
from uuid import uuid4

import pytest

from tests import factories
from tests.factories import NOW, TODAY, PractitionerFactory
from tests.training.counting import queries_of
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from training.actions import Refused, learning
from training.actions.module import freeze, retire
from training.actions.reattestation import attest
from training.actions.reminders import send_reminders
from training.models import (
    AuditEvent,
    Completion,
    Module,
    OutgoingMail,
    Publication,
    Reattestation,
    Standing,
)
from training.queries.integrity import differences
from training.queries.publications import concerned

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
NOTE = "Sit the patient up first."
LESSONS = [
    {"id": "one", "title": "Screen", "minutes": 10, "html": "<p>Ask.</p>", "blocks": ["ask"], "files": []},
    {"id": "two", "title": "Needle", "minutes": 10, "html": "<p>Count.</p>", "blocks": ["count"], "files": []},
]
QUESTION = {
    "id": "q1",
    "kind": "single",
    "text": "First?",
    "options": [{"id": "a", "text": "Screen"}, {"id": "b", "text": "Needle"}],
    "answer": ["a"],
    "feedback": "",
    "reference": "",
}


def content(words="ask", **given) -> dict:
    first = LESSONS[0] | {"blocks": [words], "html": f"<p>{words}</p>"}
    return {
        "title": "Before the needle",
        "summary": "Screening.",
        "credit": [{"subject": "safety", "mode": "self_paced", "minutes": 60}],
        "competencies": ["safety"],
        "lessons": [first, *LESSONS[1:]],
        "questions": [QUESTION],
        "pass_correct": 1,
        "max_attempts": 0,
        "cool_down_hours": 0,
        "draws": {},
        **given,
    }


@pytest.fixture
def key():
    return uuid4()


def publish(key, words="ask", change="", note="", now=NOW, **given) -> Module:
    made = {"key": key, "page_id": 1, "slug": "before", "content": content(words, **given)}
    return freeze(**made, change=change, note=note, by=None, now=now).module


def materially(key, words="sit", now=LATER, note=NOTE, **given) -> Module:
    return publish(key, words, "material", note, now, **given)


def acts(module) -> list:
    return [(each.change, each.revision.number, each.note) for each in module.publications.order_by("pk")]


def ends(**about) -> list[str]:
    return [row.closed or "open" for row in Reattestation.objects.filter(**about).order_by("pk")]


def complete(person, revision, now=NOW) -> Completion:
    """Whole, as handing in does it."""
    for lesson in revision.lessons:
        learning.read_lesson(by=person.user, practitioner=person, revision=revision, lesson=lesson["id"], now=now)
    attempt = learning.start(by=person.user, practitioner=person, module=revision.module, now=now)
    learning.answer(by=person.user, attempt=attempt, chosen={"q1": ["a"]}, now=now)
    return learning.submit(by=person.user, attempt=attempt, now=now, today=TODAY).completion


# What is written down


def test_each_act_that_changes_what_people_start_is_one_row(key):
    publish(key)
    publish(key)
    publish(key, "sit", "minor", "A word.")
    module = publish(key, "ask")
    assert acts(module) == [("first", 1, ""), ("minor", 2, "A word."), ("minor", 1, "")]
    assert AuditEvent.objects.filter(action="module.published").count() == 3


def test_a_material_answer_to_the_first_publishing_or_to_the_same_again_says_nothing(key):
    publish(key, "ask", "material", NOTE)
    publish(key, "ask", "material", NOTE)
    retire(key=key, now=NOW)
    module = publish(key, "ask", "material", NOTE)
    assert [change for change, *_ in acts(module)] == ["first", "minor"]


def test_a_material_change_without_a_note_is_refused_whole(key):
    publish(key)
    with pytest.raises(ValueError, match="needs a note"):
        publish(key, "sit", "material", "  ")
    assert (Module.objects.get(key=key).current.number, Publication.objects.count()) == (1, 1)


def test_a_module_of_the_time_before_is_not_published_first_again(key):
    module = factories.ModuleFactory(key=key)
    assert acts(publish(key)) == [("minor", 2, "")]
    assert module.revisions.count() == 2


# Whom it asks


def test_those_who_completed_it_are_asked_and_nobody_else(key):
    module = publish(key)
    done, begun = PractitionerFactory(login=True), PractitionerFactory(login=True)
    complete(done, module.current)
    learning.read_lesson(by=None, practitioner=begun, revision=module.current, lesson="one", now=NOW)
    replaced = factories.CompletionFactory(revision=module.current)
    Completion.objects.filter(pk=replaced.pk).update(superseded_at=NOW)
    before = list(Standing.objects.values())
    materially(key)
    (asked,) = Reattestation.objects.all()
    assert (asked.practitioner, asked.publication.note, asked.opened_at) == (done, NOTE, LATER)
    assert Completion.objects.current().filter(practitioner=done).count() == 1
    assert list(Standing.objects.values()) == before
    (letter,) = OutgoingMail.objects.all()
    assert (letter.to, letter.subject) == (done.user.email, "What changed in “Before the needle”")
    assert NOTE in letter.body and f"/learn/{key}/changes/" in letter.body


def test_a_minor_change_asks_nobody_and_closes_nothing(key):
    module = publish(key)
    complete(PractitionerFactory(login=True), module.current)
    publish(key, "typo", "minor")
    assert ends() == []
    materially(key)
    publish(key, "sit down", "minor", now=LATER)
    assert ends() == ["open"]


def test_a_second_material_change_takes_the_place_of_the_first(key):
    module = publish(key)
    person = PractitionerFactory(login=True)
    complete(person, module.current)
    materially(key)
    materially(key, "lie", LATER + timedelta(hours=1), "Lie down.")
    assert ends() == ["replaced", "open"]
    assert OutgoingMail.objects.count() == 2


def test_taking_a_change_back_asks_nobody_who_completed_what_is_offered_again(key):
    module = publish(key)
    complete(PractitionerFactory(login=True), module.current)
    materially(key)
    publish(key, "ask", "minor", now=LATER + timedelta(hours=1))
    assert ends() == ["undone"]


def test_who_passes_the_new_revision_has_nothing_left_to_confirm(key):
    module = publish(key)
    person = PractitionerFactory(login=True)
    complete(person, module.current)
    module = materially(key)
    complete(person, module.current, LATER + timedelta(hours=1))
    assert ends() == ["passed"]
    assert Completion.objects.current().filter(practitioner=person).count() == 2


@pytest.mark.parametrize(("change", "asked"), [("minor", []), ("material", ["open"])])
def test_who_finishes_the_old_revision_afterwards_is_asked_too(key, change, asked):
    module = publish(key)
    person = PractitionerFactory(login=True)
    old = module.current
    learning.read_lesson(by=None, practitioner=person, revision=old, lesson="one", now=NOW)
    publish(key, "sit", change, NOTE, now=LATER)
    complete(person, old, LATER + timedelta(hours=1))
    assert ends(practitioner=person) == asked
    assert OutgoingMail.objects.count() == len(asked)
    opened = AuditEvent.objects.filter(action="reattestation.open", chain=f"p:{person.pk}")
    assert opened.count() == len(asked)


def test_retiring_ends_every_request_and_offering_again_opens_none(key):
    module = publish(key)
    for _ in range(2):
        complete(PractitionerFactory(login=True), module.current)
    materially(key)
    retire(key=key, now=LATER)
    assert ends() == ["retired", "retired"]
    publish(key, "sit", now=LATER)
    assert ends() == ["retired", "retired"]
    assert AuditEvent.objects.get(action="module.retired").fields == ["current", "reattestations"]


def test_nobody_who_finishes_a_retired_module_is_asked(key):
    old = publish(key).current
    person = PractitionerFactory(login=True)
    learning.read_lesson(by=None, practitioner=person, revision=old, lesson="one", now=NOW)
    materially(key)
    retire(key=key, now=LATER)
    complete(person, old, LATER)
    assert ends() == []


# The person's word


@pytest.fixture
def asked(key):
    module = publish(key)
    person = PractitionerFactory(login=True)
    complete(person, module.current)
    materially(key)
    return Reattestation.objects.get()


def confirm(asked, now=LATER):
    return attest(by=asked.practitioner.user, asked=asked, statement="I have read it.", now=now)


def test_a_word_is_kept_once(asked):
    confirm(asked)
    row = confirm(asked, LATER + timedelta(minutes=1))
    assert (row.closed, row.statement, row.closed_at) == ("attested", "I have read it.", LATER)
    assert AuditEvent.objects.filter(action="reattestation.attest").count() == 1


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda key: retire(key=key, now=LATER), "retired"),
        (lambda key: materially(key, "lie", note="Lie down."), "changed again"),
        (lambda key: publish(key, "ask", now=LATER), "taken back"),
    ],
)
def test_a_word_that_comes_too_late_says_why(asked, key, act, words):
    act(key)
    with pytest.raises(Refused, match=words):
        confirm(asked)
    asked.refresh_from_db()
    assert asked.statement == ""


def test_who_confirmed_one_change_is_asked_about_the_next(asked, key):
    confirm(asked)
    materially(key, "lie", note="Lie down.")
    assert ends() == ["attested", "open"]


# Letters


def reminded(now) -> int:
    send_reminders(now=now)
    return OutgoingMail.objects.filter(key__startswith="reminder:change").count()


def test_one_more_letter_after_thirty_days_and_no_third(asked):
    assert reminded(LATER + timedelta(days=29)) == 0
    assert [reminded(LATER + timedelta(days=days)) for days in (30, 31, 90)] == [1, 1, 1]
    assert NOTE in OutgoingMail.objects.get(key__startswith="reminder:change").body


@pytest.mark.parametrize("act", [confirm, lambda asked: retire(key=asked.module.key, now=LATER)])
def test_confirming_and_retiring_end_the_reminders(asked, act):
    act(asked)
    assert reminded(LATER + timedelta(days=30)) == 0


def test_who_completed_nothing_that_counts_any_longer_is_not_reminded(asked):
    Completion.objects.update(superseded_at=LATER)
    assert reminded(LATER + timedelta(days=30)) == 0


def test_asking_costs_the_same_for_one_and_for_thirty():
    counts = set()
    for people in (1, 30):
        key = uuid4()
        module = publish(key)
        for _ in range(people):
            factories.CompletionFactory(revision=module.current, practitioner__login=True)
        counts.add(queries_of(lambda key=key: materially(key)))
        assert Reattestation.objects.filter(module=module, closed_at=None).count() == people
    assert len(counts) == 1


def test_those_concerned_are_counted_once(key):
    module = publish(key)
    person = PractitionerFactory(login=True)
    complete(person, module.current)
    complete(person, publish(key, "sit", "minor").current)
    assert concerned(module, "").count() == 1
    assert concerned(module, module.revisions.first().content_hash).count() == 0


def test_a_missing_act_of_publishing_is_found(key):
    module = publish(key)
    publish(key, "sit", "minor")
    assert [each for each in differences() if "published" in each] == []
    module.publications.last().delete()
    assert [each for each in differences() if "published" in each] == [
        f"Module {module.pk}: its revision 2 is started, but no act published it."
    ]


def test_a_request_that_outlived_its_module_is_found(asked):
    Module.objects.update(current=None)
    assert [each for each in differences() if "retired" in each] == [
        f"Module {asked.module_id} is retired, but practitioner {asked.practitioner_id} is asked to read it."
    ]
