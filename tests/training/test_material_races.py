"""Publishing materially while somebody completes the module, and publishing twice at once: nobody is missed."""

import pytest
from django.db import connection  # noqa: F401 - named in the mark

from tests.factories import NOW, TODAY, PractitionerFactory
from tests.training.test_lock_order import Beside
from tests.training.test_material_changes import content
from tests.training.test_quiz_races import FEW, at_once
from training.actions import learning, module, reattestation
from training.models import AuditEvent, Completion, Module, OutgoingMail, Publication, Reattestation

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "9b2f0d0e-3f2d-4a86-8a8e-1a3f6c9b7d10"
NOTE = "Sit the patient up first."
one_writer = pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time anyway")


def publish(words="ask", change="", note=""):
    made = {"key": KEY, "page_id": 1, "slug": "before", "content": content(words)}
    return module.freeze(**made, change=change, note=note, by=None, now=NOW)


def materially(words="sit"):
    return publish(words, "material", NOTE)


@pytest.fixture
def trying(db):
    """The first revision is read and answered right, and not handed in."""
    revision, person = publish(), PractitionerFactory(login=True)
    for lesson in revision.lessons:
        learning.read_lesson(by=None, practitioner=person, revision=revision, lesson=lesson["id"], now=NOW)
    attempt = learning.start(by=person.user, practitioner=person, module=revision.module, now=NOW)
    learning.answer(by=person.user, attempt=attempt, chosen={"q1": ["a"]}, now=NOW)
    return attempt


def submit(attempt):
    return learning.submit(by=attempt.practitioner.user, attempt=attempt, now=NOW, today=TODAY)


def asked() -> list:
    return list(Reattestation.objects.filter(closed_at=None).values_list("practitioner", flat=True))


@one_writer
def test_a_completion_that_publishing_could_not_see_is_asked_about(trying, monkeypatch):
    """Publishing begins when the completion is written and not committed; it waits, or the completion does."""
    beside, real = Beside(materially), learning.settle
    monkeypatch.setattr(learning, "settle", lambda **given: (beside.begin(), real(**given)))
    submit(trying)
    beside.end()
    assert asked() == [trying.practitioner_id]
    assert (Completion.objects.count(), OutgoingMail.objects.count()) == (1, 1)


@one_writer
def test_without_the_lock_it_is_missed(trying, monkeypatch):
    """Both look before the other commits: why `settle` locks the module."""
    beside, real = Beside(materially), reattestation.material_after

    def looked(*given):
        found = real(*given)
        beside.begin()
        beside.thread.join(20)
        return found

    monkeypatch.setattr(reattestation, "material_after", looked)
    monkeypatch.setattr(Module.objects, "select_for_update", lambda **given: Module.objects.all())
    submit(trying)
    beside.end()
    assert asked() == []


@one_writer
def test_a_completion_beside_a_publishing_that_has_looked_already(trying, monkeypatch):
    """The completion begins after publishing asked those it could see, and before it is committed."""
    beside, real = Beside(lambda: submit(trying)), reattestation.ask

    def looked(publication, *, now):
        found = real(publication, now=now)
        beside.begin()
        return found

    monkeypatch.setattr("training.actions.publication.ask", looked)
    materially()
    beside.end()
    assert asked() == [trying.practitioner_id]


def test_many_at_once_complete_while_it_is_published(trying):
    people = [trying.practitioner, *(PractitionerFactory(login=True) for _ in range(FEW))]
    tries = [trying]
    for person in people[1:]:
        for lesson in trying.revision.lessons:
            person.lessons_read.create(revision=trying.revision, lesson=lesson["id"], read_at=NOW)
        attempt = learning.start(by=person.user, practitioner=person, module=trying.module, now=NOW)
        learning.answer(by=person.user, attempt=attempt, chosen={"q1": ["a"]}, now=NOW)
        tries.append(attempt)
    acts = iter([lambda: submit(tries[0]), materially, *(lambda each=each: submit(each) for each in tries[1:])])
    at_once(len(tries) + 1, lambda: next(acts)())
    assert sorted(asked()) == sorted(person.pk for person in people)
    assert OutgoingMail.objects.count() == len(people)


def test_publishing_the_same_twice_at_once_is_one_act(trying):
    submit(trying)
    at_once(FEW, materially)
    assert [each.change for each in Publication.objects.order_by("pk")] == ["first", "material"]
    assert asked() == [trying.practitioner_id]
    assert AuditEvent.objects.filter(action="module.published").count() == 2


def test_confirming_beside_retiring_ends_it_once(trying):
    submit(trying)
    materially()
    row = Reattestation.objects.get()
    acts = iter(
        [
            lambda: module.retire(key=KEY, now=NOW),
            lambda: reattestation.attest(by=None, asked=row, statement="I have read it.", now=NOW),
        ]
    )
    at_once(2, lambda: next(acts)())
    row.refresh_from_db()
    assert row.closed in {"retired", "attested"}
    assert (row.closed == "attested") == bool(row.statement)
    assert AuditEvent.objects.filter(action="reattestation.attest").count() == (row.closed == "attested")
