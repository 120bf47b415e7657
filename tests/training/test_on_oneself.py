"""A manager or administrator who is a practitioner, too: no door leads to an act on the own record."""

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    ClinicFactory,
    CycleFactory,
    EvidenceFactory,
    LicenseFactory,
    PractitionerFactory,
    SessionFactory,
    UserFactory,
)
from tests.training.desk_story import LOOK
from training.models import EvidenceState, JoinRequest, LicenseCheck, Practitioner, SupervisedSession

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["manager", "administrator"])
def me(request, time_machine) -> Practitioner:
    """Somebody at a clinic that they manage, who also supervises."""
    time_machine.move_to(NOW)
    user = UserFactory(role=request.param)
    clinic = ClinicFactory(manager=user)
    person = PractitionerFactory(user=user, supervisor=True)
    AssignmentFactory(practitioner=person, clinic=clinic)
    return person


@pytest.fixture
def desk(client, me):
    client.force_login(me.user)

    def post(name: str, *args, **data):
        return client.post(reverse(name, args=args), data, follow=True)

    return post


def test_nobody_checks_the_own_license(desk, me):
    license = LicenseFactory(practitioner=me)
    for name in ("desk:check_new", "desk:check_ask"):
        assert "your own record" in desk(name, license.pk, **LOOK).content.decode()
    assert not LicenseCheck.objects.exists()


@pytest.mark.parametrize("act", ["accept", "return"])
def test_nobody_reads_the_own_evidence(desk, me, act):
    evidence = EvidenceFactory(practitioner=me)
    assert "your own record" in desk(f"desk:evidence_{act}", evidence.pk, comment="Fine").content.decode()
    evidence.refresh_from_db()
    assert evidence.state == EvidenceState.SUBMITTED


def test_nobody_decides_on_the_own_certification(desk, me):
    scheme = CycleFactory(practitioner=me).version.scheme
    answer = desk("decide:decide", me.pk, scheme.slug, kind="revoke", reason="x", seen_digest="0" * 64)
    assert "your own record" in answer.content.decode()
    assert me.decisions.get().kind == "award"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("desk:license_for", {}),
        ("desk:evidence_for", {}),
        ("desk:enroll_for", {"agreed_on": TODAY.isoformat()}),
        ("desk:confirm_name_for", {"compared": "on"}),
        ("desk:admit_supervisor", {}),
        ("desk:end_supervisor", {"day": TODAY.isoformat()}),
        ("desk:retire", {"day": TODAY.isoformat()}),
        ("desk:assign", {"starts_on": TODAY.isoformat()}),
        ("desk:invite", {"email": "me@pinpoint.example"}),
    ],
)
def test_nobody_writes_into_the_own_record_from_the_desk(desk, me, name, data):
    before = list(Practitioner.objects.filter(pk=me.pk).values())
    counts = [rows.count() for rows in (me.assignments, me.invitations, me.licenses, me.evidence, me.enrollments)]
    args = [me.pk, "credit"] if name == "desk:evidence_for" else [me.pk]
    data = data | ({"clinic": me.assignments.get().clinic_id} if name == "desk:assign" else {})
    answer = desk(name, *args, **data)
    assert answer.status_code < 500
    assert list(Practitioner.objects.filter(pk=me.pk).values()) == before
    assert counts == [
        rows.count() for rows in (me.assignments, me.invitations, me.licenses, me.evidence, me.enrollments)
    ]


def test_nobody_admits_themselves(desk, me):
    Practitioner.objects.filter(pk=me.pk).update(admitted_at=None, admitted_by=None)
    asked = JoinRequest.objects.create(practitioner=me, clinic=me.assignments.get().clinic, requested_at=NOW)
    desk("desk:join_decide", asked.pk, decision="admit", outcome="admitted")
    me.refresh_from_db()
    assert me.admitted_at is None and JoinRequest.objects.get().outcome == "waiting"


def test_nobody_signs_the_own_session(desk, me):
    session = SessionFactory(practitioner=me, supervisor=PractitionerFactory(supervisor=True))
    SupervisedSession.objects.filter(pk=session.pk).update(state="submitted", submitted_at=NOW)
    desk("supervise:sign", session.pk, agree="on", password="x")
    session.refresh_from_db()
    assert session.state == "submitted"
