"""Signed statements as they count in an evaluation, beside the evidence that a manager accepted."""

from datetime import datetime

from training.evaluation.facts import AttestationFact
from training.models import Statement, StatementState
from training.queries import organization
from training.queries.among import among


def fact_id(pk: int) -> str:
    """The id of a signed statement among the evidence, where submitted statements have ids, too."""
    return f"signed-{pk}"


def statement_facts(people, known_at: datetime | None) -> dict[int, list[AttestationFact]]:
    """Signed statements as they count, as known now or at the instant: from the signature on, until a new one."""
    rows = Statement.objects.filter(among(people), state=StatementState.SIGNED).order_by()
    found: dict[int, list[AttestationFact]] = {}
    if known_at is None:
        rows = rows.filter(superseded_at=None)
    else:
        rows = rows.filter(signed_at__lte=known_at).exclude(superseded_at__lte=known_at)
    for person, pk, name, on in rows.values_list("practitioner_id", "pk", "name", "stated_on"):
        found.setdefault(person, []).append(AttestationFact(fact_id(pk), name, on))
    return found


def asked_fact(row: Statement) -> AttestationFact:
    """One that waits for its supervisor, as if it had been signed on the day it was asked for."""
    return AttestationFact(fact_id(row.pk), row.name, organization.today(row.recorded_at))
