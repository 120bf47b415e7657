"""Voiding a signed session: asked with a reason, confirmed by a second person of another role."""

from datetime import timedelta

import pytest

from tests.factories import NOW, TODAY, EnrollmentFactory, PractitionerFactory, SchemeVersionFactory, UserFactory
from tests.training.my_story import *  # noqa: F403 - fixtures
from tests.training.signed_story import act, signed_session, submitted_amendment
from training.actions import Refused
from training.actions.amend import amend
from training.actions.decision import decide
from training.actions.sign import Changed
from training.actions.standing import refresh_all
from training.actions.void_session import ask, confirm, decline, take_back
from training.models import AuditEvent, OutgoingMail, ReviewTask, SessionVoid
from training.queries.decided import kept, recomputed
from training.queries.facts import load_facts
from training.queries.integrity import differences
from training.queries.standing import certification
from training.queries.voiding import supervisors_voids, to_decide
from training.trees import block

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
WHY = "It was another day, and somebody else."


@pytest.fixture
def manager(clinic):
    found = UserFactory(role="manager")
    clinic.managers.add(found)
    return found


@pytest.fixture
def administrator():
    return UserFactory(role="administrator")


@pytest.fixture
def session(person, supervisor):
    found = signed_session(person, supervisor)
    refresh_all([person.pk, supervisor.pk])
    return found


def asked(session, by, now=LATER, reason=WHY):
    return ask(by=by, session=session, reason=reason, now=now, today=TODAY)


def confirmed(void, by, now=LATER):
    return confirm(by=by, void=void, now=now, today=TODAY)


def ids(person, at=None):
    return [fact.id for fact in load_facts([person.pk], at)[person.pk].sessions]


def test_it_counts_until_a_second_person_confirms(session, person, supervisor):
    void = asked(session, person.user)
    assert ids(person) == [str(session.pk)]
    assert list(supervisors_voids(supervisor)) == [void]
    confirmed(void, supervisor.user)
    session.refresh_from_db()
    void.refresh_from_db()
    assert (session.state, session.superseded_at) == ("void", LATER)
    assert (void.outcome, void.asked_as, void.decided_as) == ("confirmed", "therapist", "supervisor")
    assert [(step.state, step.by, step.comment) for step in session.steps.all()][-1] == ("void", supervisor.user, WHY)
    assert ids(person) == []
    assert ids(person, LATER - timedelta(seconds=1)) == [str(session.pk)], "what was known before stays"
    assert AuditEvent.objects.filter(action="session.void", subject_id=str(session.pk)).count() == 1
    assert list(differences()) == []


ROLES = ["therapist", "supervisor", "manager", "administrator"]
MAY = {
    ("therapist", "supervisor"),
    ("therapist", "manager"),
    ("therapist", "administrator"),
    ("supervisor", "manager"),
    ("supervisor", "administrator"),
    ("manager", "supervisor"),
    ("manager", "administrator"),
    ("administrator", "supervisor"),
    ("administrator", "manager"),
}


@pytest.mark.parametrize("second", ROLES)
@pytest.mark.parametrize("first", ROLES)
def test_who_decides_whose_request(session, person, supervisor, manager, administrator, first, second):
    users = {
        "therapist": person.user,
        "supervisor": supervisor.user,
        "manager": manager,
        "administrator": administrator,
    }
    void = asked(session, users[first])
    if (first, second) in MAY:
        assert confirmed(void, users[second]).decided_as == second
    else:
        with pytest.raises(Refused):
            confirmed(void, users[second])
        assert ids(person) == [str(session.pk)]


def test_two_managers_are_one_role(session, manager, clinic):
    other = UserFactory(role="manager")
    clinic.managers.add(other)
    void = asked(session, manager)
    with pytest.raises(Refused, match="not yours to decide"):
        confirmed(void, other)
    assert not to_decide(other, TODAY).exists()


def test_who_supervised_decides_as_supervisor_whatever_else_they_are(session, supervisor, clinic):
    supervisor.user.groups.add(UserFactory(role="manager").groups.get())
    clinic.managers.add(supervisor.user)
    void = asked(session, supervisor.user)
    assert void.asked_as == "supervisor"
    assert not to_decide(supervisor.user, TODAY).exists()


def test_strangers_ask_nothing(session):
    for user in (PractitionerFactory(login=True).user, UserFactory(role="manager"), UserFactory(role="editor")):
        with pytest.raises(Refused):
            asked(session, user)
    assert not SessionVoid.objects.exists()


def test_a_request_says_why_and_is_made_once(session, person, supervisor):
    with pytest.raises(Refused) as refused:
        asked(session, person.user, reason=" ")
    assert refused.value.field == "reason"
    assert asked(session, person.user) == asked(session, person.user)
    with pytest.raises(Refused, match="already"):
        asked(session, supervisor.user)


def test_two_confirmations_make_one_and_the_second_hears_so(session, person, supervisor, manager):
    void = asked(session, person.user)
    confirmed(void, supervisor.user)
    assert confirmed(void, supervisor.user).decided_by == supervisor.user, "a second click"
    with pytest.raises(Refused, match="voided meanwhile"):
        confirmed(void, manager)
    assert session.steps.filter(state="void").count() == 1


def test_kept_it_counts_on_and_may_be_asked_about_again(session, person, supervisor, manager):
    void = asked(session, person.user)
    with pytest.raises(Refused) as refused:
        decline(by=supervisor.user, void=void, answer="", now=LATER, today=TODAY)
    assert refused.value.field == "answer"
    decline(by=supervisor.user, void=void, answer="I was there.", now=LATER, today=TODAY)
    assert "I was there." in OutgoingMail.objects.get(key=f"session_void_declined:{void.pk}:asker").body
    assert ids(person) == [str(session.pk)]
    again = asked(session, person.user)
    assert again != void
    take_back(by=person.user, void=again, now=LATER, today=TODAY)
    with pytest.raises(Refused, match="taken back meanwhile"):
        confirmed(again, manager)


def test_letters_go_to_those_concerned(session, person, supervisor, manager):
    void = asked(session, manager)
    assert OutgoingMail.objects.get(key=f"session_void_asked:{void.pk}:{supervisor.pk}").to == supervisor.user.email
    confirmed(void, supervisor.user)
    voided = OutgoingMail.objects.filter(key__startswith=f"session_voided:{void.pk}")
    assert [mail.to for mail in voided] == [person.user.email]
    assert WHY in voided.get().body


def test_a_request_holds_an_amendment_up_and_a_void_withdraws_it(session, person, supervisor):
    made = submitted_amendment(session, needle_count=4, now=LATER)
    void = asked(session, person.user)
    with pytest.raises(Changed, match="asked to void"):
        act(made, now=LATER)
    confirmed(void, supervisor.user)
    made.refresh_from_db()
    assert made.state == "withdrawn"
    with pytest.raises(Refused, match="was voided"):
        amend(by=person.user, session=session, reason="Again.", now=LATER)
    assert list(differences()) == []


def test_a_version_that_was_amended_is_not_voided(session, person, supervisor):
    act(submitted_amendment(session, needle_count=4, now=LATER), now=LATER)
    session.refresh_from_db()
    with pytest.raises(Refused, match="that counts"):
        asked(session, person.user)


@pytest.fixture
def award(session, person, manager):
    """A certification that was decided on the session."""
    version = SchemeVersionFactory(initial=[block("sessions", "sessions", count=1)])
    EnrollmentFactory(practitioner=person, version=version)
    seen = {"seen_digest": certification(person, version.scheme, TODAY).digest, "seen_name": person.full_name}
    given = {"reason": "All is met.", "effective_on": TODAY, "now": NOW, "today": TODAY}
    return decide(by=manager, practitioner=person, scheme=version.scheme, kind="award", **seen, **given)


def test_a_void_opens_a_task_for_the_decision_that_rested_on_it_and_undoes_nothing(award, session, person, supervisor):
    confirmed(asked(session, person.user), supervisor.user)
    task = ReviewTask.objects.get()
    assert (task.practitioner, task.session, task.rests_on) == (person, session, [{"kind": "decision", "id": award.pk}])
    award.refresh_from_db()
    assert kept(recomputed(award)) == award.evaluation, "as known when it was decided"
    assert certification(person, award.scheme, TODAY).outcome == "active", "nothing is undone by itself"
    assert AuditEvent.objects.filter(action="review.open").count() == 1
    assert list(differences()) == []


def test_nothing_rests_on_it_no_task(session, person, supervisor):
    confirmed(asked(session, person.user), supervisor.user)
    assert not ReviewTask.objects.exists()
