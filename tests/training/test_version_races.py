"""Acts on two versions of a session at once: each ends in one of the orders in which they might have come."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from tests.factories import NOW, TODAY, ClinicFactory, LicenseFactory, PractitionerFactory, UserFactory
from tests.training.signed_story import act, signed_session, submitted_amendment
from training.actions import Refused
from training.actions.amend import amend
from training.actions.session import withdraw
from training.actions.standing import refresh_all
from training.actions.void_session import ask, confirm
from training.models import SessionVoid
from training.queries.facts import load_facts
from training.queries.integrity import differences

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(hours=1)
TIMES = 5


@pytest.fixture
def clinic():
    return ClinicFactory(manager=UserFactory(role="manager"))


@pytest.fixture
def session(clinic):
    supervisor = PractitionerFactory(login=True, supervisor=True, clinic=clinic)
    LicenseFactory(practitioner=supervisor, jurisdiction=clinic.jurisdiction, checked=True)
    person = PractitionerFactory(login=True, clinic=clinic)
    found = signed_session(person, supervisor)
    refresh_all([person.pk, supervisor.pk])
    return found


def at_once(*acts) -> list:
    """What each gave: its answer, or the sentence of its refusal."""
    gate, told = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            gate.wait(10)
            told[place] = act()
        except Refused as refused:
            told[place] = str(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]
    assert None not in told
    return told


def refused(told) -> list[str]:
    return [each for each in told if isinstance(each, str)]


def ids(session):
    return [fact.id for fact in load_facts([session.practitioner_id])[session.practitioner_id].sessions]


@pytest.mark.parametrize("_", range(TIMES))
def test_an_amendment_signed_while_it_is_withdrawn(session, _):
    made = submitted_amendment(session, needle_count=4, now=LATER)
    told = at_once(
        lambda: act(made, now=LATER), lambda: withdraw(by=session.practitioner.user, session=made, now=LATER)
    )
    made.refresh_from_db()
    assert len(refused(told)) == 1
    assert (made.state, ids(session)) in [("signed", [str(made.pk)]), ("withdrawn", [str(session.pk)])]
    assert list(differences()) == []


@pytest.mark.parametrize("_", range(TIMES))
def test_a_session_voided_while_its_amendment_is_signed(session, _):
    made = submitted_amendment(session, needle_count=4, now=LATER)
    therapist, supervisor = session.practitioner.user, session.supervisor.user

    def void():
        asked = ask(by=therapist, session=session, reason="Another day.", now=LATER, today=TODAY)
        return confirm(by=supervisor, void=asked, now=LATER, today=TODAY)

    told = at_once(lambda: act(made, now=LATER), void)
    made.refresh_from_db()
    session.refresh_from_db()
    assert len(refused(told)) == 1
    after = (session.state, made.state, ids(session))
    assert after in [("signed", "signed", [str(made.pk)]), ("void", "withdrawn", [])]
    assert list(differences()) == []


@pytest.mark.parametrize("_", range(TIMES))
def test_two_confirmations_make_one(session, clinic, _):
    asked = ask(by=session.practitioner.user, session=session, reason="Another day.", now=LATER, today=TODAY)
    deciders = [session.supervisor.user, clinic.managers.get()]
    told = at_once(*(lambda by=by: confirm(by=by, void=asked, now=LATER, today=TODAY) for by in deciders))
    assert len(refused(told)) == 1
    assert session.steps.filter(state="void").count() == 1
    assert ids(session) == []
    assert list(differences()) == []


@pytest.mark.parametrize("_", range(TIMES))
def test_an_amendment_begun_while_somebody_asks_to_void(session, _):
    therapist, supervisor = session.practitioner.user, session.supervisor.user
    at_once(
        lambda: amend(by=therapist, session=session, reason="Four.", now=LATER),
        lambda: ask(by=supervisor, session=session, reason="Another day.", now=LATER, today=TODAY),
    )
    assert SessionVoid.objects.filter(session=session, outcome="").count() == 1, "asking never waits for a draft"
    assert ids(session) == [str(session.pk)]


@pytest.mark.parametrize("_", range(TIMES))
def test_two_amendments_begun_at_once_are_one(session, _):
    therapist = session.practitioner.user
    told = at_once(
        *(lambda why=why: amend(by=therapist, session=session, reason=why, now=LATER) for why in ("Four.", "Five."))
    )
    assert len(refused(told)) == 1
    assert session.amendments.count() == 1
