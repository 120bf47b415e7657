"""A page that saves twice at once, two windows, and a save beside a submit: one entry, and no lost word."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests import factories
from tests.factories import NOW
from tests.training.test_acts_at_once import at_once
from training.actions.session import GIVEN
from training.actions.session_page import Page, keep
from training.models import AuditEvent, SupervisedSession
from training.session_content import content_hash

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 34
CHANGED = "This session was changed in another window or on another device since you opened it."


@pytest.fixture
def story():
    supervisor = factories.PractitionerFactory(supervisor=True, login=True)
    factories.LicenseFactory(practitioner=supervisor, checked=True)
    person = factories.PractitionerFactory(login=True)
    row = factories.SessionFactory(supervisor=supervisor)  # somebody else's
    told = {name: getattr(row, name) for name in GIVEN}
    return person, told | {"spots": ["calf-left"], "needle_gauge": 30, "needle_length_mm": 40, "needle_count": 1}


def saving(person, values, page, session=None, **more):
    given = {"by": person.user, "practitioner": person, "session": session, "now": NOW}
    return lambda: keep(values=values, page=page, **given, **more).pk


def test_a_page_that_saves_twice_at_once_makes_one_entry(story):
    person, told = story
    for made in range(1, TIMES + 1):
        page = Page(uuid4(), by_itself=True)
        first, second = at_once(*(saving(person, told | {"needle_count": count}, page) for count in (1, 2)))
        assert first == second == person.sessions.get(made_on_page=page.key).pk
        assert person.sessions.count() == AuditEvent.objects.filter(action="session.draft").count() == made


def test_of_two_windows_one_is_told(story):
    person, told = story
    for _ in range(TIMES):
        session = SupervisedSession.objects.get(pk=saving(person, told, Page(uuid4()))())
        pages = [Page(uuid4(), session.content_hash, by_itself=True) for _ in range(2)]
        came_to = at_once(
            *(saving(person, told | {"needle_count": 5 + place}, page, session) for place, page in enumerate(pages))
        )
        assert sorted(came_to, key=str) == [session.pk, CHANGED]
        session.refresh_from_db()
        assert session.needle_count == 5 + came_to.index(session.pk)


def test_what_is_submitted_is_what_was_submitted(story):
    """A late save of the same page loses against the button, whichever comes first."""
    person, told = story
    for _ in range(TIMES):
        page = Page(uuid4(), by_itself=True)
        session = SupervisedSession.objects.get(pk=saving(person, told, page)())
        late = saving(person, told | {"needle_count": 3}, page, session)
        pressed = saving(person, told | {"needle_count": 4}, replace(page, by_itself=False), session, submitting=True)
        _, came_to = at_once(late, pressed)
        session.refresh_from_db()
        assert came_to == session.pk
        assert (session.state, session.needle_count, session.steps.count()) == ("submitted", 4, 1)
        assert session.content_hash == content_hash(session)
