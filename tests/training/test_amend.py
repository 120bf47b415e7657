"""Amending a signed session: a new version with its reason; the old one counts until the new one is signed."""

from datetime import timedelta

import pytest

from tests.factories import NOW, LicenseFactory, PractitionerFactory
from tests.training.my_story import *  # noqa: F403 - fixtures
from tests.training.signed_story import act, signed_session, submitted_amendment
from training.actions import Refused
from training.actions.amend import amend
from training.actions.session import GIVEN, discard, revise, submit, withdraw
from training.actions.sign import Changed, send_back
from training.models import AuditEvent, OutgoingMail, SupervisedSession
from training.queries.amendments import amendment_of, may_amend
from training.queries.facts import load_facts
from training.queries.integrity import session_differences
from training.queries.my_facts import MyFacts

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def session(person, supervisor):
    return signed_session(person, supervisor)


def begin(session, reason="Four needles, not three.", by=None, **given):
    return amend(by=by or session.practitioner.user, session=session, reason=reason, now=LATER, **given)


def ids(person):
    return [fact.id for fact in load_facts([person.pk])[person.pk].sessions]


def test_an_amendment_begins_as_the_signed_version_and_names_it(session):
    draft = begin(session)
    assert (draft.state, draft.amends, draft.amendment_reason) == ("draft", session, "Four needles, not three.")
    assert {name: getattr(draft, name) for name in GIVEN} == {name: getattr(session, name) for name in GIVEN}
    assert draft.content_hash == session.content_hash
    assert AuditEvent.objects.filter(action="session.amend", subject_id=str(draft.pk)).count() == 1
    assert begin(session) == draft, "a second click makes no other"


def test_only_the_therapist_amends_and_says_why(session):
    with pytest.raises(Refused, match="Only the therapist"):
        begin(session, by=session.supervisor.user)
    with pytest.raises(Refused) as refused:
        begin(session, reason="  ")
    assert refused.value.field == "reason"
    assert not session.amendments.exists()


def test_unchanged_content_is_refused(session):
    draft = begin(session)
    with pytest.raises(Refused, match="Nothing differs from the signed version"):
        submit(by=session.practitioner.user, session=draft, now=LATER)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_old_version_counts_until_the_new_one_is_signed(session, person):
    made = submitted_amendment(session, needle_count=4, now=LATER)
    assert ids(person) == [str(session.pk)]
    assert [fact.id for fact in MyFacts(person).hoped.sessions] == [str(made.pk)], (
        "hoped for in its place, not beside it"
    )
    act(made, now=LATER)
    assert ids(person) == [str(made.pk)]
    session.refresh_from_db()
    assert (session.state, session.superseded_at) == ("signed", LATER)
    assert amendment_of(session) == made
    before = load_facts([person.pk], LATER - timedelta(seconds=1))[person.pk].sessions
    assert [fact.id for fact in before] == [str(session.pk)]
    assert list(session_differences()) == []


def test_one_open_amendment_at_a_time_and_a_withdrawn_one_blocks_none(session):
    first = submitted_amendment(session, needle_count=4, now=LATER)
    assert not may_amend(session)
    with pytest.raises(Refused, match="on its way already"):
        begin(session, reason="Another one.")
    withdraw(by=session.practitioner.user, session=first, now=LATER)
    second = begin(session, reason="Another one.")
    assert second.pk != first.pk
    discard(by=session.practitioner.user, session=second, now=LATER)
    assert begin(session, reason="A third one.").amends == session


def test_a_returned_amendment_is_mended_and_signed(session, person):
    made = submitted_amendment(session, needle_count=4, now=LATER)
    send_back(by=made.supervisor.user, session=made, content_hash=made.content_hash, comment="Five.", now=LATER)
    assert ids(person) == [str(session.pk)]
    values = {name: getattr(session, name) for name in GIVEN} | {"needle_count": 5}
    made = revise(by=person.user, session=made, values=values, now=LATER)
    made = submit(by=person.user, session=made, now=LATER)
    act(made, now=LATER)
    assert ids(person) == [str(made.pk)]


def test_another_supervisor_may_sign_it_and_the_former_one_is_told(session, clinic):
    other = PractitionerFactory(full_name="Ruth Abara", login=True, supervisor=True, clinic=clinic)
    LicenseFactory(practitioner=other, jurisdiction=clinic.jurisdiction, checked=True)
    made = submitted_amendment(session, supervisor=other, now=LATER)
    act(made, now=LATER)
    letter = OutgoingMail.objects.get(key=f"session-amended:{made.pk}")
    assert letter.to == session.supervisor.user.email
    assert "Ruth Abara signed the new version" in letter.body


def test_an_amendment_of_a_version_that_no_longer_counts_is_not_signed(session):
    made = submitted_amendment(session, needle_count=4, now=LATER)
    SupervisedSession.objects.filter(pk=session.pk).update(superseded_at=LATER)
    with pytest.raises(Changed, match="newer version"):
        act(made, now=LATER)
    made.refresh_from_db()
    assert made.state == "submitted"


def test_a_signed_amendment_is_amended_in_turn(session, person):
    made = submitted_amendment(session, needle_count=4, now=LATER)
    act(made, now=LATER)
    made.refresh_from_db()
    session.refresh_from_db()
    assert not may_amend(session)
    again = submitted_amendment(made, needle_count=5, reason="Five.", now=LATER)
    act(again, now=LATER)
    assert ids(person) == [str(again.pk)]
