"""Certificates of completion: documents that no database knows, and somebody who passed a module."""

from datetime import date
from types import SimpleNamespace

from certificates.completion_document import Approval, CompletionDocument, CreditLine
from certificates.issue_completion import issue_completion
from certificates.models import Certificate
from tests import factories
from tests.factories import NOW, TODAY

CODE = "7KQF2M9DXW3A8HTRP6CN4VJYBZ"
APPROVALS = [
    {"body": "Texas Physical Therapy Association", "number": "77001-A"},
    {"body": "State of Maine", "number": ""},
]


def document(name: str = "Inés Zamora", **changes) -> CompletionDocument:
    """A document that no database knows."""
    words = {
        "issuer": "Larkspur Physical Therapy",
        "holder_name": name,
        "license": "License PT 34417, Florida",
        "course": "Safe needling near the lung",
        "revision": "3",
        "content_hash": "5f2d" * 16,
        "completed_on": date(2027, 2, 20),
        "issued_on": date(2027, 3, 1),
        "held": "Online, self-paced",
        "contact_hours": "1.5\u00a0contact hours",
        "credit": (
            CreditLine(subject="Infection control and safety", mode="self-paced", minutes=60),
            CreditLine(subject="Anatomy and palpation", mode="self-paced", minutes=30),
        ),
        "objectives": "You name the landmarks of the pleura and choose the angle that keeps a needle clear of it.",
        "competencies": ("Surface anatomy and its variation", "Factors of safety and injury prevention"),
        "presenter": "Ana Ruiz, PT, DPT",
        "approvals": tuple(Approval(**each) for each in APPROVALS),
        "number": "DN-2027-00042",
        "code": CODE,
        "verify_address": f"https://pinpoint.example/verify/{CODE}/",
    }
    return CompletionDocument(**words | changes)


def graduate(name: str = "Inés Zamora", **completed) -> SimpleNamespace:
    """Somebody with a license who passed a module that has all that a certificate names."""
    manager = factories.UserFactory(role="manager")
    clinic = factories.ClinicFactory(manager=manager)
    person = factories.PractitionerFactory(full_name=name, sort_name=name, login=True, clinic=clinic)
    module = factories.ModuleFactory(title="Safe needling near the lung", revised=False)
    module.current = factories.ModuleRevisionFactory(
        module=module,
        authors="Ana Ruiz, PT, DPT",
        approvals=APPROVALS,
        competencies=["safety", "surface_anatomy"],
        credit=[
            {"subject": "safety", "mode": "self_paced", "minutes": 60},
            {"subject": "anatomy", "mode": "self_paced", "minutes": 30},
        ],
    )
    module.save()
    completion = factories.CompletionFactory(practitioner=person, revision=module.current, **completed)
    license = factories.LicenseFactory(practitioner=person, checked=True)
    return SimpleNamespace(
        manager=manager, person=person, module=module, completion=completion, license=license, clinic=clinic
    )


def printed(given, **changes) -> Certificate:
    """Ask for the certificate of the completion as the page does, with no license."""
    asked = {
        "by": given.person.user,
        "completion": given.completion,
        "license": None,
        "seen_name": given.person.full_name,
        "seen_code": "",
        "now": NOW,
        "today": TODAY,
    }
    return issue_completion(**asked | changes)
