"""Acts on two versions of a session at once: each ends in one of the orders in which they might have come."""

# ruff: noqa: B023 - the acts of a round end with the round

from uuid import uuid4

import pytest

from tests.factories import TODAY, ClinicFactory, LicenseFactory, PractitionerFactory, UserFactory
from tests.training.at_once import raced, refusals
from tests.training.races.story import LATER, end_of, saves, unchanged, window
from tests.training.signed_story import signed_session, submitted_amendment
from training.actions.amend import amend
from training.actions.session import withdraw
from training.actions.session_page import Page
from training.actions.standing import refresh_all
from training.actions.void_session import ask, confirm
from training.models import SessionVoid, SupervisedSession
from training.queries.facts import load_facts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def clinic():
    return ClinicFactory(manager=UserFactory(role="manager"))


@pytest.fixture
def supervisor(clinic):
    person = PractitionerFactory(login=True, supervisor=True, clinic=clinic)
    LicenseFactory(practitioner=person, jurisdiction=clinic.jurisdiction, checked=True)
    refresh_all([person.pk])
    return person


@pytest.fixture
def signed(clinic, supervisor):
    """Makes a signed session of a new therapist."""

    def made():
        person = PractitionerFactory(login=True, clinic=clinic)
        found = signed_session(person, supervisor)
        refresh_all([person.pk])
        return found

    return made


@pytest.fixture
def amended(signed):
    """Makes a signed session, and an amendment of it that waits for its signature."""

    def made():
        session = signed()
        return session, submitted_amendment(session, needle_count=4, now=LATER)

    return made


def ids(session):
    return [fact.id for fact in load_facts([session.practitioner_id])[session.practitioner_id].sessions]


def voided(session, asked_by, confirmed_by):
    def act():
        asked = ask(by=asked_by, session=session, reason="Another day.", now=LATER, today=TODAY)
        return confirm(by=confirmed_by, void=asked, now=LATER, today=TODAY)

    return act


def test_an_amendment_signed_in_two_windows(race, amended):
    for session, made in race.rounds(amended):
        windows = [window(made), window(made)]
        one, two = raced(*(each.sign for each in windows))
        assert one == two
        assert ids(session) == [str(made.pk)]
        race.ended(end_of(made, *windows))


def test_an_amendment_signed_while_it_is_withdrawn(race, amended):
    for session, made in race.rounds(amended, ways=2):
        shown, mine = window(made), window(made).session
        told = raced(shown.sign, lambda mine=mine: withdraw(by=mine.practitioner.user, session=mine, now=LATER))
        state = end_of(made, shown)
        assert len(refusals(told)) == 1
        assert ids(session) == [str({"signed": made, "withdrawn": session}[state].pk)]
        race.ended(state)


def test_an_amendment_signed_while_it_is_returned_and_edited(race, amended):
    for session, made in race.rounds(amended, ways=2):
        shown, other = window(made), window(made)

        def edit(other=other):
            other.send_back()
            back = SupervisedSession.objects.get(pk=other.session.pk)
            return saves(back, Page(uuid4(), back.content_hash), submitting=True, needle_count=9)

        assert len(refusals(raced(shown.sign, edit))) == 1
        state = end_of(made, shown)
        assert unchanged(made, shown.text if state == "signed" else shown.text | {"needle_count": 9})
        assert ids(session) == [str((made if state == "signed" else session).pk)]
        race.ended(state)


def test_a_session_voided_while_its_amendment_is_signed(race, amended):
    for session, made in race.rounds(amended, ways=2):
        shown = window(made)
        void = voided(session, session.practitioner.user, session.supervisor.user)
        told = raced(shown.sign, void)
        session.refresh_from_db()
        after = (session.state, end_of(made, shown), ids(session))
        assert len(refusals(told)) == 1
        assert after in [("signed", "signed", [str(made.pk)]), ("void", "withdrawn", [])]
        race.ended("amended" if after[0] == "signed" else "void")


def test_two_confirmations_make_one(race, signed, clinic):
    for session in race.rounds(signed):
        asked = ask(by=session.practitioner.user, session=session, reason="Another day.", now=LATER, today=TODAY)
        deciders = [session.supervisor.user, clinic.managers.get()]
        voids = [SessionVoid.objects.select_related("practitioner").get(pk=asked.pk) for _ in deciders]
        acts = [
            lambda by=by, void=void: confirm(by=by, void=void, now=LATER, today=TODAY)
            for by, void in zip(deciders, voids, strict=True)
        ]
        assert len(refusals(raced(*acts))) == 1
        assert session.steps.filter(state="void").count() == 1
        assert ids(session) == []
        race.ended("void")


def test_an_amendment_begun_while_somebody_asks_to_void(race, signed):
    for session in race.rounds(signed):
        therapist, supervisor = session.practitioner.user, session.supervisor.user
        raced(
            lambda: amend(by=therapist, session=session, reason="Four.", now=LATER),
            lambda: ask(by=supervisor, session=session, reason="Another day.", now=LATER, today=TODAY),
        )
        assert SessionVoid.objects.filter(session=session, outcome="").count() == 1, "asking never waits for a draft"
        assert ids(session) == [str(session.pk)]
        race.ended("asked")


def test_two_amendments_begun_at_once_are_one(race, signed):
    for session in race.rounds(signed):
        therapist = session.practitioner.user
        told = raced(
            *(lambda why=why: amend(by=therapist, session=session, reason=why, now=LATER) for why in ("Four.", "Five."))
        )
        assert len(refusals(told)) == 1
        assert session.amendments.count() == 1
        race.ended("one amendment")
