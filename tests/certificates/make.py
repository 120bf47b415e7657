"""A person who is ready for an award, the manager who decides, and certificates on the way there."""

from datetime import date, timedelta
from types import SimpleNamespace

from django.utils.text import slugify

from certificates.designs.packaged import packaged
from certificates.designs.wording import certified
from certificates.document import CertificateDocument
from certificates.issue import issue
from certificates.models import Certificate
from tests import factories
from tests.factories import NOW, TODAY
from training.actions.decision import decide
from training.models import DecisionKind
from training.queries.standing import certification

MET = {"minutes": 1200, "happened_on": TODAY - timedelta(days=60), "accepted": True}


def story(name: str = "Inés Zamora", scheme_name: str = "Dry Needling", **version) -> SimpleNamespace:
    """Everybody and everything up to the decision, which is not taken."""
    manager = factories.UserFactory(role="manager", first_name="Ruth", last_name="Lindqvist")
    clinic = factories.ClinicFactory(manager=manager)
    person = factories.PractitionerFactory(full_name=name, sort_name=name, login=True, clinic=clinic)
    given = {"certificate_words": "has met every requirement of the scheme Dry Needling", "scope": "Neck, arm, leg"}
    scheme = factories.SchemeFactory(name=scheme_name, slug=slugify(scheme_name))
    version = factories.SchemeVersionFactory(scheme=scheme, **given | version)
    factories.EnrollmentFactory(practitioner=person, version=version)
    factories.EvidenceFactory(practitioner=person, **MET)
    return SimpleNamespace(manager=manager, person=person, scheme=scheme, clinic=clinic, now=NOW, today=TODAY)


def decided(given, kind: str = DecisionKind.AWARD, effective_on: date | None = None, now=None, today=None):
    """A decision taken on what the rules say now."""
    today = today or given.today
    return decide(
        by=given.manager,
        practitioner=given.person,
        scheme=given.scheme,
        kind=kind,
        reason="All requirements are met.",
        effective_on=effective_on or today,
        seen_digest=certification(given.person, given.scheme, today).digest,
        seen_name=given.person.full_name,
        now=now or given.now,
        today=today,
    )


def issued(given, **changes) -> Certificate:
    """The certificate of an award."""
    decision = decided(given, **changes)
    return issue(decision=decision, cycle=decision.cycle, by=given.manager, now=decision.decided_at)


SAID = {"words": "has met every requirement of the scheme Dry Needling", "scheme": "Dry Needling"}


def document(name: str = "Inés Zamora", **changes) -> CertificateDocument:
    """A document that no database knows."""
    start, end = date(2027, 3, 1), date(2029, 2, 28)
    words = {
        "issuer": "Larkspur Physical Therapy",
        "holder_name": name,
        "sentence": certified(packaged("certification"), valid_from=start, valid_until=end, **SAID),
        "scope": "Neck and shoulder, arm, leg.",
        "scheme": "Dry Needling",
        "scheme_version": "3",
        "number": "DN-2027-00042",
        "decided_by": "Ruth Lindqvist",
        "decided_on": start,
        "valid_from": start,
        "valid_until": end,
        "code": "7KQF2M9DXW3A8HTRP6CN4VJYBZ",
        "verify_address": "https://pinpoint.example/verify/7KQF2M9DXW3A8HTRP6CN4VJYBZ/",
    }
    return CertificateDocument(**words | changes)
