"""Several people ready for an award at one clinic, the manager who decides, and what became of them."""

from types import SimpleNamespace
from uuid import uuid4

from certificates.bulk.candidates import Seen, candidates, people
from certificates.bulk.start import start
from certificates.models import BulkIssue
from tests import factories
from tests.certificates.make import MET
from tests.factories import NOW, TODAY
from training.actions.standing import refresh_all

NAMES = ("Inés Zamora", "Ada Long", "Ben Short", "Cem Aydın", "Dora Nagy", "Elif Kaya")


def many(count: int = 3, name: str = "Dry Needling") -> SimpleNamespace:
    """So many people, everything met, nobody decided."""
    manager = factories.UserFactory(role="manager", first_name="Ruth", last_name="Lindqvist")
    clinic = factories.ClinicFactory(manager=manager)
    words = {"certificate_words": "has met every requirement of the scheme Dry Needling", "scope": "Neck, arm, leg"}
    version = factories.SchemeVersionFactory(scheme=factories.SchemeFactory(name=name), **words)
    rows = [ready_person(clinic, version, called(place)) for place in range(count)]
    refresh_all([row.pk for row in rows])
    return SimpleNamespace(manager=manager, clinic=clinic, scheme=version.scheme, version=version, people=rows)


def called(place: int) -> str:
    return NAMES[place] if place < len(NAMES) else f"Person {place:03}"


def ready_person(clinic, version, name: str):
    person = factories.PractitionerFactory(full_name=name, sort_name=name, login=True, clinic=clinic)
    factories.EnrollmentFactory(practitioner=person, version=version)
    factories.EvidenceFactory(practitioner=person, **MET)
    return person


def seen_now(given, by=None, today=TODAY) -> list[Seen]:
    """What the page shows to the manager."""
    rows = people(by or given.manager, given.scheme, today)
    return [Seen.read(each.seen) for each in candidates(rows, given.scheme, today)]


def asked(given, by=None, **changes) -> BulkIssue:
    """The manager decides about everybody who is shown."""
    by = by or given.manager
    whole = {"scheme": given.scheme, "effective_on": TODAY, "reason": "All met.", "token": uuid4(), "now": NOW}
    whole |= {"today": TODAY, "seen": changes.pop("seen", None) or seen_now(given, by)}
    return start(by=by, **whole | changes)
