"""Who left a manager's clinics is still read about, and no longer acted on."""

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    ClinicFactory,
    EnrollmentFactory,
    EvidenceFactory,
    LicenseFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    UserFactory,
    days,
)
from training.actions import Refused
from training.actions.assignment import assign, end
from training.actions.evidence_review import accept
from training.actions.joining import admit, link
from training.models import JoinRequest, Practitioner
from training.permissions import may_decide, may_manage, may_see
from training.queries import queues

pytestmark = pytest.mark.django_db
LEFT = "This person no longer works at your clinics"


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def clinic(manager):
    return ClinicFactory(manager=manager)


def worked(clinic, **days_there) -> Practitioner:
    return AssignmentFactory(clinic=clinic, practitioner=PractitionerFactory(login=True), **days_there).practitioner


@pytest.mark.parametrize(
    ("there", "acts"),
    [
        ({}, True),
        ({"ends_on": TODAY}, True),
        ({"ends_on": days(40)}, True),
        ({"starts_on": days(7)}, True),
        ({"starts_on": days(7), "ends_on": days(40)}, True),
        ({"ends_on": days(-1)}, False),
    ],
)
def test_acting_ends_with_the_last_day_and_seeing_does_not(manager, clinic, there, acts):
    person = worked(clinic, **there)
    assert may_see(manager, person)
    assert bool(may_manage(manager, person, TODAY)) is acts
    assert bool(may_decide(manager, person, TODAY)) is acts
    assert Practitioner.objects.managed_by(manager, TODAY).filter(pk=person.pk).exists() is acts


def test_who_asks_to_join_again_is_answered_and_not_acted_on(manager, clinic):
    person = worked(clinic, ends_on=days(-1))
    request = JoinRequest.objects.create(practitioner=person, clinic=clinic, requested_at=NOW)
    assert str(may_manage(manager, person, TODAY)).startswith(LEFT)
    admit(by=manager, request=request, now=NOW, today=TODAY)
    assert may_manage(manager, person, TODAY)


def test_another_clinics_person_is_neither_seen_nor_acted_on(manager, clinic):
    person = worked(ClinicFactory())
    assert (may_see(manager, person).allowed, may_manage(manager, person, TODAY).allowed) == (False, False)
    assert "somebody else" in str(may_manage(manager, person, TODAY))


def test_an_administrator_acts_on_everybody(clinic):
    assert may_manage(UserFactory(role="administrator"), worked(clinic, ends_on=days(-1)), TODAY)


def test_what_waits_is_what_one_may_act_on(manager, clinic):
    now_here, left = worked(clinic), worked(clinic, ends_on=days(-1))
    version = SchemeVersionFactory()
    for person in (now_here, left):
        EvidenceFactory(practitioner=person)
        LicenseFactory(practitioner=person)
        EnrollmentFactory(practitioner=person, version=version)
    assert [row.practitioner for row in queues.evidence_to_read(manager, TODAY)] == [now_here]
    assert [row.practitioner for row in queues.checks_due(manager, TODAY)] == [now_here]


def test_the_file_and_the_evidence_are_read_only(client, manager, clinic, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(manager)
    person = worked(clinic, ends_on=days(-1))
    evidence, license = EvidenceFactory(practitioner=person), LicenseFactory(practitioner=person)
    html = client.get(reverse("desk:practitioner", args=[person.pk])).content.decode()
    assert LEFT in html
    for name in ("desk:admit_supervisor", "desk:retire", "desk:invite"):
        assert reverse(name, args=[person.pk]) not in html
    assert reverse("desk:check_new", args=[license.pk]) not in html
    page = client.get(reverse("desk:evidence_item", args=[evidence.pk])).content.decode()
    assert 'aria-disabled="true"' in page
    assert reverse("desk:evidence_accept", args=[evidence.pk]) not in page
    client.post(reverse("desk:evidence_accept", args=[evidence.pk]))
    evidence.refresh_from_db()
    assert evidence.state == "submitted"
    with pytest.raises(Refused, match=LEFT):
        accept(by=manager, evidence=evidence, now=NOW, today=TODAY)
    with pytest.raises(Refused, match=LEFT):
        end(by=manager, assignment=person.assignments.get(), ends_on=days(9), now=NOW, today=TODAY)


def test_who_works_nowhere_can_come_back_and_who_works_elsewhere_cannot_be_taken(manager, clinic):
    person = worked(clinic, ends_on=days(-10))
    given = {"by": manager, "practitioner": person, "clinic": clinic, "now": NOW, "today": TODAY}
    there = AssignmentFactory(practitioner=person, clinic=ClinicFactory(), starts_on=days(-5))
    with pytest.raises(Refused, match="a clinic that you do not manage"):
        assign(**given, starts_on=TODAY, ends_on=None)
    there.ends_on = days(-1)
    there.save()
    assign(**given, starts_on=TODAY, ends_on=None)
    assert may_manage(manager, person, TODAY)


def test_a_login_is_not_linked_to_the_record_of_somebody_who_works_elsewhere(manager, clinic):
    older = worked(clinic, ends_on=days(-10))
    Practitioner.objects.filter(pk=older.pk).update(user=None)
    AssignmentFactory(practitioner=older, clinic=ClinicFactory())
    fresh = PractitionerFactory(login=True, admitted=False)
    request = JoinRequest.objects.create(practitioner=fresh, clinic=clinic, requested_at=NOW)
    with pytest.raises(Refused, match="a clinic that you do not manage"):
        link(by=manager, request=request, to=older, now=NOW, today=TODAY)
