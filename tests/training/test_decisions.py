"""Deciding: on exactly what was seen, by somebody who may, with dates that never move."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    NOW,
    TODAY,
    ClinicFactory,
    CycleFactory,
    EnrollmentFactory,
    EvidenceFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    SessionFactory,
    UserFactory,
    days,
)
from training.actions import Refused, renewal
from training.actions.decision import decide
from training.models import AuditEvent, Cycle, Decision, DecisionKind, OutgoingMail, Renewal, Standing
from training.queries.decidable import possible, waiting_renewal
from training.queries.standing import certification

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def person(manager):
    return PractitionerFactory(login=True, clinic=ClinicFactory(manager=manager))


@pytest.fixture
def version():
    return SchemeVersionFactory()


def ready(person, version):
    """Enrolled, with the 20 hours that the version asks for."""
    EnrollmentFactory(practitioner=person, version=version)
    EvidenceFactory(practitioner=person, accepted=True)


def made(by, person, scheme, kind, **given):
    evaluation = certification(person, scheme, given.get("today", TODAY))
    given = {"reason": "All is met.", "effective_on": TODAY, "now": NOW, "today": TODAY} | given
    given.setdefault("seen_name", person.full_name)
    digest = given.pop("seen_digest", evaluation.digest)
    return decide(by=by, practitioner=person, scheme=scheme, kind=kind, seen_digest=digest, **given)


def outcome(person, scheme, on=TODAY):
    row = Standing.objects.get(practitioner=person, scheme=scheme, starts_on__lte=on, ends_on__gte=on)
    assert row.outcome == certification(person, scheme, on).outcome, "the stored span says what the rules say"
    return row.outcome


def test_an_award_opens_a_cycle_whose_dates_are_stamped(manager, person, version):
    ready(person, version)
    decision = made(manager, person, version.scheme, "award")
    cycle = decision.cycle
    assert (cycle.starts_on, cycle.valid_until) == (TODAY, date(2029, 2, 28))
    assert (cycle.window_opens_on, cycle.grace_until) == (date(2028, 12, 1), date(2029, 4, 30))
    assert outcome(person, version.scheme) == "active"
    assert decision.evaluation["outcome"] == "ready"
    assert decision.evaluation["digest"] == decision.evaluation_digest
    assert OutgoingMail.objects.filter(key=f"decision:{decision.pk}", to=person.user.email).count() == 1
    assert AuditEvent.objects.filter(action="decision.award", subject_id=str(decision.pk)).count() == 1


def test_nothing_is_decided_when_the_evaluation_changed_since_it_was_shown(manager, person, version):
    ready(person, version)
    seen = certification(person, version.scheme, TODAY).digest
    EvidenceFactory(practitioner=person, accepted=True, title="Another course")
    with pytest.raises(Refused, match="Something changed"):
        made(manager, person, version.scheme, "award", seen_digest=seen)
    assert not Decision.objects.exists()


def test_an_award_needs_every_requirement(manager, person, version):
    EnrollmentFactory(practitioner=person, version=version)
    with pytest.raises(Refused, match="“Award” is not possible now"):
        made(manager, person, version.scheme, "award")


def test_an_award_needs_the_name_confirmed(manager, person, version):
    ready(person, version)
    type(person).objects.filter(pk=person.pk).update(name_confirmed_at=None)
    with pytest.raises(Refused, match="not confirmed as on the license"):
        made(manager, person, version.scheme, "award")
    assert not Cycle.objects.exists()


def test_nobody_decides_on_themselves(version):
    boss = UserFactory(role="manager")
    self_made = PractitionerFactory(user=boss, clinic=ClinicFactory(manager=boss))
    ready(self_made, version)
    with pytest.raises(Refused, match="your own record"):
        made(boss, self_made, version.scheme, "award")


def test_who_signed_for_the_person_does_not_decide(manager, person, version):
    ready(person, version)
    signer = PractitionerFactory(user=manager, supervisor=True)
    SessionFactory(practitioner=person, supervisor=signer, signed=True)
    with pytest.raises(Refused, match="You signed this person's sessions"):
        made(manager, person, version.scheme, "award")


def test_a_manager_of_another_clinic_does_not_decide(person, version):
    ready(person, version)
    stranger = UserFactory(role="manager")
    ClinicFactory(manager=stranger)
    with pytest.raises(Refused, match="somebody else"):
        made(stranger, person, version.scheme, "award")


def test_a_second_click_returns_the_decision_of_the_first(manager, person, version):
    ready(person, version)
    seen = certification(person, version.scheme, TODAY).digest
    first = made(manager, person, version.scheme, "award", seen_digest=seen)
    assert made(manager, person, version.scheme, "award", seen_digest=seen) == first
    began_first = NOW - timedelta(milliseconds=5)  # two clicks at once: the one that waited has the earlier now
    assert made(manager, person, version.scheme, "award", seen_digest=seen, now=began_first) == first
    assert Cycle.objects.count() == 1


def test_nothing_is_decided_when_the_name_changed_since_it_was_shown(manager, person, version):
    ready(person, version)
    with pytest.raises(Refused, match="Something changed"):
        made(manager, person, version.scheme, "award", seen_name="Somebody Famous")


def test_an_award_of_a_coming_day_is_not_decided_again(manager, person, version):
    ready(person, version)
    made(manager, person, version.scheme, "award", effective_on=days(30))
    with pytest.raises(Refused, match="was decided already"):
        made(manager, person, version.scheme, "award", effective_on=days(60))
    assert Cycle.objects.count() == 1


def test_a_suspension_of_a_coming_day_is_decided_once(manager, person, version):
    CycleFactory(practitioner=person, version=version)
    made(manager, person, version.scheme, "suspend", effective_on=days(3))
    with pytest.raises(Refused, match="was decided already"):
        made(manager, person, version.scheme, "suspend", effective_on=days(4))


@pytest.mark.parametrize("effective_on", [days(-1), days(367), date(9999, 12, 31)])
def test_a_decision_takes_effect_on_its_day_or_within_a_year(manager, person, version, effective_on):
    ready(person, version)
    with pytest.raises(Refused) as refused:
        made(manager, person, version.scheme, "award", effective_on=effective_on)
    assert refused.value.field == "effective_on"


def test_revoking_closes_a_waiting_renewal(manager, person, version):
    CycleFactory(practitioner=person, version=version)
    EvidenceFactory(practitioner=person, accepted=True, happened_on=days(-5))
    renewal.submit(by=person.user, practitioner=person, scheme=version.scheme, now=NOW, today=TODAY)
    made(manager, person, version.scheme, "revoke")
    assert waiting_renewal(person, version.scheme) is None


def test_a_renewal_takes_the_version_in_force(manager, person, version):
    """A version of 12 months after one of 24: the next cycle begins where the old one ends, with the new length."""
    old = CycleFactory(practitioner=person, version=version, anchor=date(2025, 4, 1))
    newer = SchemeVersionFactory(scheme=version.scheme, number=2, effective_from=days(-100), cycle_months=12)
    cycle = renewed_on(person, version, days(-2), TODAY, manager)
    assert (cycle.version, cycle.starts_on) == (newer, old.valid_until + timedelta(days=1))
    assert cycle.valid_until == date(2028, 3, 31)


@pytest.mark.parametrize(("kind", "after"), [("suspend", "suspended"), ("revoke", "revoked")])
def test_suspending_and_revoking_show_at_once(manager, person, version, kind, after):
    CycleFactory(practitioner=person, version=version)
    made(manager, person, version.scheme, kind, reason="An inquiry.")
    assert outcome(person, version.scheme) == after


def test_a_suspended_one_is_reinstated_with_its_old_dates(manager, person, version):
    cycle = CycleFactory(practitioner=person, version=version)
    made(manager, person, version.scheme, "suspend", effective_on=TODAY)
    later = TODAY + timedelta(days=5)
    made(manager, person, version.scheme, "reinstate", effective_on=later, today=later, now=NOW + timedelta(days=5))
    assert outcome(person, version.scheme, later) == "active"
    assert outcome(person, version.scheme, TODAY) == "suspended"
    assert Cycle.objects.get() == cycle


def test_a_revoked_one_stays_so_after_its_dates_until_it_is_awarded_anew(manager, person, version):
    cycle = CycleFactory(practitioner=person, version=version)
    made(manager, person, version.scheme, "revoke")
    assert possible(certification(person, version.scheme, TODAY), None) == (DecisionKind.AWARD,)
    assert outcome(person, version.scheme, cycle.grace_until + timedelta(days=30)) == "revoked"


# Renewal


def renewed_on(person, version, submitted, decided, manager):
    """Submit a complete renewal on a day and decide it on another; returns the new cycle."""
    EvidenceFactory(practitioner=person, accepted=True, happened_on=submitted - timedelta(days=3))
    renewal.submit(by=person.user, practitioner=person, scheme=version.scheme, now=NOW, today=submitted)
    return made(manager, person, version.scheme, "renew", effective_on=decided, today=decided).cycle


@pytest.mark.parametrize(
    ("submitted", "decided", "starts_on", "valid_until"),
    [
        (date(2026, 2, 10), date(2026, 2, 20), date(2026, 7, 1), date(2028, 6, 30)),  # banked before the window
        (date(2026, 5, 1), date(2026, 5, 9), date(2026, 7, 1), date(2028, 6, 30)),  # on time
        (date(2026, 5, 1), date(2026, 7, 20), date(2026, 7, 1), date(2028, 6, 30)),  # on time, decided late
        (date(2026, 7, 2), date(2026, 7, 9), date(2026, 7, 1), date(2028, 6, 30)),  # in grace
        (date(2026, 8, 30), date(2026, 9, 15), date(2026, 7, 1), date(2028, 6, 30)),  # in grace, decided after it
    ],
)
def test_the_next_cycle_follows_the_old_one(manager, person, version, submitted, decided, starts_on, valid_until):
    old = CycleFactory(practitioner=person, version=version, anchor=date(2024, 7, 1))
    cycle = renewed_on(person, version, submitted, decided, manager)
    assert (cycle.starts_on, cycle.valid_until) == (starts_on, valid_until)
    assert (cycle.anchor, cycle.number) == (old.anchor, 1)
    old.refresh_from_db()
    assert old.valid_until == date(2026, 6, 30), "nothing is reset"
    assert waiting_renewal(person, version.scheme) is None


def test_after_grace_a_renewal_is_not_submitted(person, version):
    CycleFactory(practitioner=person, version=version, anchor=date(2024, 7, 1))
    EvidenceFactory(practitioner=person, accepted=True, happened_on=date(2026, 8, 1))
    with pytest.raises(Refused, match="not renewed"):
        renewal.submit(by=person.user, practitioner=person, scheme=version.scheme, now=NOW, today=date(2026, 9, 1))


def test_evidence_from_before_the_cycle_does_not_renew_it(person, version):
    cycle = CycleFactory(practitioner=person, version=version)
    EvidenceFactory(practitioner=person, accepted=True, happened_on=cycle.starts_on - timedelta(days=1))
    with pytest.raises(Refused, match="1 of the renewal's requirements"):
        renewal.submit(by=person.user, practitioner=person, scheme=version.scheme, now=NOW, today=TODAY)


def test_a_second_submission_is_the_first(person, version):
    CycleFactory(practitioner=person, version=version)
    EvidenceFactory(practitioner=person, accepted=True, happened_on=days(-5))
    given = {"by": person.user, "practitioner": person, "scheme": version.scheme, "now": NOW, "today": TODAY}
    assert renewal.submit(**given) == renewal.submit(**given)
    assert Renewal.objects.count() == 1


def test_a_declined_renewal_leaves_the_cycle_as_it_was(manager, person, version):
    cycle = CycleFactory(practitioner=person, version=version)
    EvidenceFactory(practitioner=person, accepted=True, happened_on=days(-5))
    renewal.submit(by=person.user, practitioner=person, scheme=version.scheme, now=NOW, today=TODAY)
    made(manager, person, version.scheme, "decline", reason="The certificate of the course is not legible.")
    assert Renewal.objects.get().state == "decided"
    assert Cycle.objects.get() == cycle
    assert outcome(person, version.scheme) == "active"
