"""Somebody with a log of sessions whose hashes are those of their content, and the rule that asks for it."""

from datetime import timedelta
from types import SimpleNamespace

from certificates.models import LogExport
from certificates.session_log import export as log_export
from tests import factories
from tests.factories import NOW, TODAY
from training.models import SessionState, SupervisedSession
from training.queries.session_log import Asked
from training.session_content import content_hash

MEANING = "I supervised this session as described."
SPOTS = ("upper-trap-left", "upper-trap-right")
LICENSE = {"number": "PT 34417", "jurisdiction": "US-CO", "checked_on": "2027-01-12", "expires_on": "2028-10-31"}
PROVEN = {"eligible": True, "qualifications": ["licensed_1y"], "license": LICENSE}
ASKS_25 = [{"type": "sessions", "value": {"count": 25}}]


def story(name: str = "Inés Zamora", supervisor: str = "Ana Ruiz") -> SimpleNamespace:
    """A therapist and a supervisor of one clinic, its manager, and Florida."""
    manager = factories.UserFactory(role="manager", first_name="Ruth", last_name="Lindqvist")
    clinic = factories.ClinicFactory(manager=manager)
    place, _ = factories.JurisdictionFactory(), factories.JurisdictionFactory(code="US-CO")
    person = factories.PractitionerFactory(full_name=name, sort_name=name, login=True, clinic=clinic)
    signer = factories.PractitionerFactory(full_name=supervisor, sort_name=supervisor, supervisor=True, login=True)
    return SimpleNamespace(manager=manager, clinic=clinic, place=place, person=person, signer=signer)


def logged(given, ago: int = 10, signed: bool = True, proof: dict | None = None, **values) -> SupervisedSession:
    """An entry whose hash is that of its content, submitted, and signed unless it is not to be."""
    told = {
        "spots": list(SPOTS),
        "regions": ["upper_back"],
        "side": "both",
        "needle_gauge": 30,
        "needle_length_mm": 40,
        "needle_count": 3,
        "technique": "pistoning",
    }
    row = factories.SessionFactory(
        practitioner=given.person,
        supervisor=given.signer,
        clinic=given.clinic,
        happened_on=TODAY - timedelta(days=ago),
        **told | values,
    )
    row.content_hash = content_hash(row)
    row.save()
    if signed:
        factories.sign(row, meaning=MEANING, eligibility=PROVEN if proof is None else proof)
    return row


def many(given, count: int) -> None:
    """So many signed entries, quickly."""
    for number in range(count):
        logged(given, ago=number % 300 + 1, needle_count=number % 9 + 1)


def amended(given, old: SupervisedSession, **values) -> SupervisedSession:
    """A signed amendment that took the place of an entry."""
    new = logged(given, amends=old, amendment_reason="The gauge was 0.25.", **values)
    SupervisedSession.objects.filter(pk=old.pk).update(superseded_at=NOW)
    return new


def voided(given, row: SupervisedSession, reason: str = "Entered twice.") -> SupervisedSession:
    """Voided by the therapist and the supervisor."""
    row.voids.create(
        practitioner=given.person, reason=reason, asked_at=NOW, asked_by=given.person.user, asked_as="therapist",
        outcome="confirmed", decided_at=NOW, decided_by=given.signer.user, decided_as="supervisor",
    )  # fmt: skip
    SupervisedSession.objects.filter(pk=row.pk).update(state=SessionState.VOID, superseded_at=NOW)
    return row


def asked(given, **changes) -> Asked:
    return Asked(**{"practitioner": given.person, "jurisdiction": given.place, **changes})


def taken(given, form: str = LogExport.Form.PDF, by=None, now=NOW, **changes) -> log_export.Taken:
    """The file as the therapist takes it out."""
    return log_export.take_out(
        by=by or given.person.user, asked=asked(given, **changes), form=form, now=now, today=TODAY
    )
