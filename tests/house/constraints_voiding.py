"""How the constraints about amending, voiding and looking again are broken; a part of the table in `constraints`."""

from tests import factories as f
from tests.factories import NOW
from tests.house.constraints import broken, twice


def amendment(**given):
    signed = f.SessionFactory(signed=True)
    return f.SessionFactory(practitioner=signed.practitioner, amends=signed, amendment_reason="Four.", **given)


def about_a_session():
    return f.ReviewTaskFactory(cause="session_void", check_of_license=None, session=f.SessionFactory(), **owner())


def about_evidence():
    return f.ReviewTaskFactory(cause="evidence_void", check_of_license=None, evidence=f.EvidenceFactory(), **owner())


def owner():
    return {"practitioner": f.PractitionerFactory()}


def confirmed_by_who_asked():
    row = f.SessionVoidFactory()
    decided = {"outcome": "confirmed", "decided_at": NOW, "decided_by": row.asked_by, "decided_as": "manager"}
    type(row).objects.filter(pk=row.pk).update(**decided)


BROKEN = {
    "license_check_void_when_by_whom_and_why": broken(f.LicenseCheckFactory, superseded_at=NOW),
    "review_task_closed_when_by_whom_and_with_words": broken(f.ReviewTaskFactory, closed_at=NOW),
    "review_task_is_about_one_thing": broken(f.ReviewTaskFactory, session=lambda row: f.SessionFactory()),
    "review_task_once_per_check": twice(f.ReviewTaskFactory, "practitioner", "cause", "check_of_license"),
    "review_task_once_per_evidence": twice(about_evidence, "evidence"),
    "review_task_once_per_session": twice(about_a_session, "practitioner", "session"),
    "session_amended_once": twice(amendment, "amends"),
    "session_amended_with_a_reason": broken(amendment, amendment_reason=""),
    "session_void_by_two_of_different_roles": confirmed_by_who_asked,
    "session_void_decided_when_and_by_whom": broken(f.SessionVoidFactory, decided_at=NOW),
    "session_void_is_closed": broken(f.SessionFactory, state="void"),
    "session_void_once": twice(f.SessionVoidFactory, "session"),
    "session_void_says_why": broken(f.SessionVoidFactory, reason=""),
}
