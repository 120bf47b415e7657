"""What a decision saw is recomputed from what was known then, and what somebody tampered with is named."""

from datetime import timedelta

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
    UserFactory,
)
from training.actions.decision import decide
from training.models import Decision, Enrollment, Evidence, SchemeVersion
from training.queries import decided, decision_faults
from training.queries.decision_faults import decision_differences
from training.queries.integrity import differences
from training.queries.notice import Notice
from training.queries.standing import certification
from training.trees import block

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def version():
    return SchemeVersionFactory(initial=[block("hours", "hours", hours="20")])


@pytest.fixture
def award(manager, version) -> Decision:
    """An award on the hours of one course."""
    person = PractitionerFactory(login=True, clinic=ClinicFactory(manager=manager))
    EnrollmentFactory(practitioner=person, version=version)
    EvidenceFactory(practitioner=person, accepted=True)
    seen = {"seen_digest": certification(person, version.scheme, TODAY).digest, "seen_name": person.full_name}
    given = {"kind": "award", "reason": "All is met.", "effective_on": TODAY, "now": NOW, "today": TODAY}
    return decide(by=manager, practitioner=person, scheme=version.scheme, **given, **seen)


def name_of(decision: Decision) -> str:
    return f"Decision {decision.pk} (award, practitioner {decision.practitioner_id})"


def test_what_was_known_gives_what_was_seen_whatever_came_later(award, version):
    EvidenceFactory(practitioner=award.practitioner, accepted=True, recorded_at=LATER)
    SchemeVersion.objects.filter(pk=version.pk).update(effective_until=TODAY)
    assert list(decision_differences()) == []


def minutes(decision: Decision) -> None:
    decision.practitioner.evidence.get().lines.update(minutes=600)


def gone(decision: Decision) -> None:
    Evidence.objects.filter(practitioner=decision.practitioner).update(recorded_at=LATER)


def rule(decision: Decision) -> None:
    SchemeVersion.objects.update(initial=[block("hours", "hours", hours="30")])


def enrolled(decision: Decision) -> None:
    Enrollment.objects.update(recorded_at=LATER)


OTHERWISE = {
    enrolled: "no enrollment was known",
    minutes: "outcome was ready and is in_progress",
    gone: "hours have was 1200 and is 0",
    rule: "hours need was 1200 and is 1800",
}


@pytest.mark.parametrize("tamper", OTHERWISE)
def test_a_row_of_the_past_that_was_changed_is_named_by_what_it_changes(award, tamper):
    tamper(award)
    [said] = decision_differences()
    assert said.startswith(f"{name_of(award)}: what was known then gives another answer now: ")
    assert OTHERWISE[tamper] in said


def test_a_stored_evaluation_that_was_changed_is_named(award):
    evaluation = award.evaluation | {"outcome": "in_progress"}
    Decision.objects.filter(pk=award.pk).update(evaluation=evaluation)
    words = "the stored evaluation is not the one that it was decided on."
    assert list(decision_differences()) == [f"{name_of(award)}: {words}"]
    evaluation["digest"] = decision_faults.digest_of(evaluation)
    Decision.objects.filter(pk=award.pk).update(evaluation=evaluation)
    assert list(decision_differences()) == [f"{name_of(award)}: {words}"]


def test_an_evaluation_that_was_removed_is_named_and_history_may_have_none(award):
    Decision.objects.filter(pk=CycleFactory().decision.pk).update(imported=True)
    Decision.objects.filter(pk=award.pk).update(evaluation={})
    assert list(decision_differences()) == [f"{name_of(award)} has no evaluation."]


def test_of_an_earlier_version_of_the_code_nobody_says_that_a_row_was_changed(award, monkeypatch):
    monkeypatch.setattr(decision_faults, "CODE_VERSION", decided.CODE_VERSION + 1)
    assert list(decision_differences()) == [], "the same answer proves it, whatever made it"
    minutes(award)
    [said] = decision_differences()
    assert isinstance(said, Notice)
    assert said.startswith("1 decision was made by an earlier version of the code, and this one answers otherwise (")


def test_a_sample_of_people_is_a_sample_of_their_decisions(award):
    other = PractitionerFactory()
    minutes(award)
    assert list(decision_differences([other.pk])) == []
    assert len(list(decision_differences([award.practitioner_id]))) == 1
    assert any(line.startswith("Decision") for line in differences(sample=2))
