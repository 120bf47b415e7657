"""Voiding accepted evidence and looks at a license; what rests on them comes up again, and nothing is undone."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    TODAY,
    EnrollmentFactory,
    EvidenceFactory,
    LicenseCheckFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    UserFactory,
    days,
)
from tests.training.my_story import *  # noqa: F403 - fixtures
from tests.training.signed_story import signed_session
from training.actions import Refused
from training.actions.decision import decide
from training.actions.look_again import close
from training.actions.standing import refresh_all
from training.actions.void_check import void_check
from training.actions.void_evidence import void
from training.models import AuditEvent, License, LicenseCheck, OutgoingMail, ReviewTask, Standing
from training.queries.decided import kept, recomputed
from training.queries.eligibility import eligibility
from training.queries.facts import load_facts
from training.queries.integrity import differences
from training.queries.review_tasks import named_by, open_tasks
from training.queries.standing import certification, clearance
from training.trees import block

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
WHEN = {"now": LATER, "today": TODAY}
KINDS = ["credit", "exam", "credential", "filing", "attestation"]


@pytest.fixture
def manager(clinic):
    found = UserFactory(role="manager")
    clinic.managers.add(found)
    return found


def accepted(person, kind="credit"):
    place = person.assignments.get().clinic.jurisdiction if kind == "filing" else None
    score = 90 if kind == "exam" else None
    return EvidenceFactory(practitioner=person, kind=kind, accepted=True, jurisdiction=place, score=score)


def counted(person, at=None):
    facts = load_facts([person.pk], at)[person.pk]
    return [*facts.credits, *facts.exams, *facts.credentials, *facts.filings, *facts.attestations]


@pytest.mark.parametrize("kind", KINDS)
def test_void_evidence_counts_no_longer_and_did_before(person, manager, kind):
    row = accepted(person, kind)
    assert [each.id for each in counted(person)] == [str(row.pk)]
    step = void(by=manager, evidence=row, reason="Another person's.", **WHEN)
    assert void(by=manager, evidence=row, reason="Another person's.", **WHEN) == step, "a second click"
    row.refresh_from_db()
    assert (row.state, row.superseded_at) == ("void", LATER)
    assert counted(person) == []
    assert [each.id for each in counted(person, LATER - timedelta(seconds=1))] == [str(row.pk)]
    assert "Another person's." in OutgoingMail.objects.get(key=f"evidence-void:{step.pk}").body
    assert AuditEvent.objects.filter(action="evidence.void", subject_id=str(row.pk)).count() == 1
    assert list(differences()) == []


def test_who_voids_evidence(person, manager):
    row = accepted(person)
    for user in (person.user, UserFactory(role="manager"), UserFactory(role="editor")):
        with pytest.raises(Refused):
            void(by=user, evidence=row, reason="No.", **WHEN)
    with pytest.raises(Refused) as refused:
        void(by=manager, evidence=row, reason="", **WHEN)
    assert refused.value.field == "reason"
    with pytest.raises(Refused, match="Only accepted"):
        void(by=manager, evidence=EvidenceFactory(practitioner=person), reason="No.", **WHEN)


def test_nobody_voids_their_own(clinic, manager):
    mine = PractitionerFactory(user=manager, clinic=clinic)
    with pytest.raises(Refused, match="your own record"):
        void(by=manager, evidence=accepted(mine), reason="No.", **WHEN)


@pytest.fixture
def award(person, manager):
    version = SchemeVersionFactory(initial=[block("hours", "hours", hours="20")])
    EnrollmentFactory(practitioner=person, version=version)
    accepted(person)
    refresh_all([person.pk])
    seen = {"seen_digest": certification(person, version.scheme, TODAY).digest, "seen_name": person.full_name}
    given = {"reason": "All is met.", "effective_on": TODAY, "now": NOW, "today": TODAY}
    return decide(by=manager, practitioner=person, scheme=version.scheme, kind="award", **seen, **given)


def test_the_decision_that_counted_it_is_looked_at_again(award, person, manager):
    row = person.evidence.get()
    void(by=manager, evidence=row, reason="A false certificate.", **WHEN)
    task = ReviewTask.objects.get()
    assert (task.evidence, task.rests_on) == (row, [{"kind": "decision", "id": award.pk}])
    assert [each.words.split(":")[0] for each in named_by(task)] == ["Award, in effect March 1, 2027"]
    award.refresh_from_db()
    assert kept(recomputed(award)) == award.evaluation
    assert certification(person, award.scheme, TODAY).outcome == "active"
    assert list(differences()) == []


def test_a_task_is_closed_with_words_by_a_manager_and_not_about_oneself(award, person, manager):
    void(by=manager, evidence=person.evidence.get(), reason="A false certificate.", **WHEN)
    task = open_tasks(manager, TODAY).get()
    with pytest.raises(Refused):
        close(by=person.user, task=task, words="Fine.", **WHEN)
    with pytest.raises(Refused) as refused:
        close(by=manager, task=task, words=" ", **WHEN)
    assert refused.value.field == "words"
    close(by=manager, task=task, words="Suspended on March 1.", **WHEN)
    assert close(by=manager, task=task, words="Suspended on March 1.", **WHEN).closed_by == manager
    assert not open_tasks(manager, TODAY).exists()
    other = UserFactory(role="administrator")
    with pytest.raises(Refused, match="closed this meanwhile"):
        close(by=other, task=task, words="Otherwise.", **WHEN)


# Looks at a license


@pytest.fixture
def license(person):
    place = person.assignments.get().clinic.jurisdiction
    PracticeRuleFactory(jurisdiction=place, requirements=[])
    row = LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    refresh_all([person.pk])
    return row


def test_a_void_look_counts_no_longer_and_did_before(license, person, manager):
    place, look = license.jurisdiction, license.checks.get()
    assert clearance(person, place, TODAY).outcome == "cleared"
    void_check(by=manager, check=look, reason="Another person's entry.", **WHEN)
    assert clearance(person, place, TODAY).outcome == "not_cleared"
    assert clearance(person, place, TODAY, LATER - timedelta(seconds=1)).outcome == "cleared"
    stored = Standing.objects.filter(jurisdiction=place, practitioner=person, starts_on__lte=TODAY, ends_on__gte=TODAY)
    assert stored.get().outcome == "not_cleared"
    assert (license.checks.count(), LicenseCheck.entered.filter(license=license).count()) == (0, 1)
    assert License.objects.get(pk=license.pk).look_again_on.year == 1, "back among those never looked up"
    assert OutgoingMail.objects.filter(key=f"check-void:{look.pk}").count() == 1
    assert list(differences()) == []
    with pytest.raises(Refused, match="void already"):
        void_check(by=UserFactory(role="administrator"), check=look, reason="Again.", **WHEN)


def test_the_look_before_it_stands_again(license, person, manager):
    wrong = LicenseCheckFactory(license=license, checked_on=days(-2), shows=False, recorded_at=NOW)
    refresh_all([person.pk])
    assert clearance(person, license.jurisdiction, TODAY).outcome == "not_cleared"
    void_check(by=manager, check=wrong, reason="The wrong number.", **WHEN)
    assert clearance(person, license.jurisdiction, TODAY).outcome == "cleared"
    license.refresh_from_db()
    assert license.look_again_on == license.checks.get().look_again_on
    assert list(differences()) == []


def test_signatures_that_a_void_look_proved_come_up_in_the_files_of_the_trainees(person, supervisor, manager):
    session = signed_session(person, supervisor)
    look = LicenseCheck.objects.get(license__practitioner=supervisor)
    void_check(by=manager, check=look, reason="Another Okafor.", **WHEN)
    task = ReviewTask.objects.get()
    assert (task.practitioner, task.cause, task.check_of_license) == (person, "check_void", look)
    assert task.rests_on == [{"kind": "session", "id": session.pk}]
    assert [(each.words, each.since) for each in named_by(task)] == [
        ("Signature of Daniel Okafor on the session of Maya Reyes, February 19, 2027", "It still counts.")
    ]
    assert not eligibility(supervisor, session.happened_on)
    assert [each.id for each in load_facts([person.pk])[person.pk].sessions] == [str(session.pk)]


def look(license, **seen):
    from training.actions.license_check import record_check

    given = {
        "checked_on": days(-15),
        "method": "web",
        "source": "The register",
        "source_url": "",
        "shows": False,
        "status_shown": "",
        "in_good_standing": False,
        "encumbered": False,
        "issued_on": None,
        "expires_on": None,
        "note": "",
        **seen,
    }
    by = UserFactory(role="administrator")
    return record_check(by=by, license=license, look=given, **WHEN)


def test_a_later_look_that_speaks_against_a_signature_opens_a_task_once(person, supervisor):
    session = signed_session(person, supervisor)
    license = supervisor.licenses.get()
    against = look(license)
    task = ReviewTask.objects.get()
    assert (task.practitioner, task.cause, task.check_of_license) == (person, "check_against", against)
    assert task.rests_on == [{"kind": "session", "id": session.pk}]
    look(license, checked_on=days(-12))
    assert ReviewTask.objects.count() == 1, "nobody is asked about the same signature twice"


@pytest.mark.parametrize("checked_on", [-5, -9])
def test_a_look_after_the_sessions_day_speaks_against_nothing(person, supervisor, checked_on):
    signed_session(person, supervisor)
    look(supervisor.licenses.get(), checked_on=days(checked_on))
    assert not ReviewTask.objects.exists()
