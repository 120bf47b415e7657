"""A page that saves twice at once, two windows, and a save beside a submit: one entry, and no lost word."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests import factories
from tests.factories import NOW
from tests.training.at_once import raced, refusals
from training.actions.session import GIVEN, Discarded, discard, submit
from training.actions.session_page import Page, keep
from training.actions.standing import refresh_all
from training.models import AuditEvent, Practitioner, SupervisedSession
from training.session_content import content_hash

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CHANGED = "This session was changed in another window or on another device since you opened it."
GONE = "This draft was discarded in another window. Nothing was written."


@pytest.fixture
def story():
    supervisor = factories.PractitionerFactory(supervisor=True, login=True)
    factories.LicenseFactory(practitioner=supervisor, checked=True)
    person = factories.PractitionerFactory(login=True)
    row = factories.SessionFactory(supervisor=supervisor)  # somebody else's
    told = {name: getattr(row, name) for name in GIVEN}
    refresh_all(list(Practitioner.objects.values_list("pk", flat=True)))
    return person, told | {"spots": ["calf-left"], "needle_gauge": 30, "needle_length_mm": 40, "needle_count": 1}


@pytest.fixture
def drafted(story):
    """Makes a draft, and the page that it was written on."""

    def made():
        page = Page(uuid4(), by_itself=True)
        return SupervisedSession.objects.get(pk=saving(*story, page)()), page

    return made


def saving(person, values, page, session=None, **more):
    given = {"by": person.user, "practitioner": person, "session": session, "now": NOW}
    return lambda: keep(values=values, page=page, **given, **more).pk


def test_a_page_that_saves_twice_at_once_makes_one_entry(race, story):
    person, told = story
    for made, page in enumerate(race.rounds(lambda: Page(uuid4(), by_itself=True)), 1):
        first, second = raced(*(saving(person, told | {"needle_count": count}, page) for count in (1, 2)))
        assert first == second == person.sessions.get(made_on_page=page.key).pk
        assert person.sessions.count() == AuditEvent.objects.filter(action="session.draft").count() == made
        race.ended("one entry")


def test_of_two_windows_one_is_told(race, story, drafted):
    person, told = story
    for session, _ in race.rounds(drafted):
        pages = [Page(uuid4(), session.content_hash, by_itself=True) for _ in range(2)]
        came_to = raced(
            *(saving(person, told | {"needle_count": 5 + place}, page, session) for place, page in enumerate(pages))
        )
        assert sorted(came_to, key=str) == [session.pk, CHANGED]
        session.refresh_from_db()
        assert session.needle_count == 5 + came_to.index(session.pk)
        race.ended("one told")


def test_what_is_submitted_is_what_was_submitted(race, story, drafted):
    """A late save of the same page loses against the button, whichever comes first."""
    person, told = story
    for session, page in race.rounds(drafted, ways=2):
        late = saving(person, told | {"needle_count": 3}, page, session)
        pressed = saving(person, told | {"needle_count": 4}, replace(page, by_itself=False), session, submitting=True)
        saved, came_to = raced(late, pressed)
        session.refresh_from_db()
        assert came_to == session.pk
        assert (session.state, session.needle_count, session.steps.count()) == ("submitted", 4, 1)
        assert session.content_hash == content_hash(session)
        race.ended("saved before" if saved == session.pk else "saved too late")


def test_a_draft_discarded_twice_while_it_is_submitted(race, story, drafted):
    """Whoever comes too late reads it; nothing is left half done."""
    person, _ = story
    for session, _ in race.rounds(drafted, ways=2):
        rows = [SupervisedSession.objects.get(pk=session.pk) for _ in range(3)]
        came_to = raced(
            *(lambda row=row: discard(by=person.user, session=row, now=NOW) for row in rows[:2]),
            lambda row=rows[2]: submit(by=person.user, session=row, now=NOW),
        )
        left = SupervisedSession.objects.filter(pk=session.pk).first()
        if left:
            assert (left.state, len(refusals(came_to[:2]))) == ("submitted", 2)
        else:
            assert came_to == [None, None, GONE]
        discards = AuditEvent.objects.filter(action="session.discard", subject_id=str(session.pk))
        assert discards.count() == (left is None)
        race.ended("submitted" if left else "discarded")


def test_a_page_of_a_draft_that_was_discarded_is_told(story, drafted):
    person, told = story
    session, page = drafted()
    discard(by=person.user, session=SupervisedSession.objects.get(pk=session.pk), now=NOW)
    with pytest.raises(Discarded, match="discarded in another window"):
        saving(person, told | {"needle_count": 2}, page, session)()
