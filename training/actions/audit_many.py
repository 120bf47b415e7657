"""The same act on many people, written into each person's chain with a constant number of statements."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from training.actions.audit import key_of
from training.chain import hash_of
from training.models import AuditEvent, Practitioner


@transaction.atomic
def record_each(*, action: str, by, subjects: Mapping[int, object], fields=(), now: datetime) -> None:
    """Append one event about its subject to the chain of each practitioner, by their keys; some hundreds at once.

    The caller holds the rows of these people, as everybody does who writes into a person's chain.
    """
    hold_each([f"p:{pk}" for pk in subjects])
    events = []
    for pk, sequence, previous in heads(list(subjects)):
        event = AuditEvent(
            chain=f"p:{pk}",
            sequence=(sequence or 0) + 1,
            at=now,
            actor_id=by.pk if by else None,
            action=action,
            subject_type=subjects[pk]._meta.model_name,
            subject_id=str(subjects[pk].pk),
            fields=sorted(fields),
            previous_hash=previous or "",
        )
        event.hash = hash_of(event.link)
        events.append(event)
    AuditEvent.objects.bulk_create(events)


def heads(people: list[int]):
    """`(practitioner, sequence, hash)` of the last event of each person's chain; None where there is none."""
    chain = Concat(Value("p:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    last = AuditEvent.objects.filter(chain=chain).order_by("-sequence")
    ends = {"sequence": Subquery(last.values("sequence")[:1]), "previous": Subquery(last.values("hash")[:1])}
    return Practitioner.objects.filter(pk__in=people).annotate(**ends).values_list("pk", *ends)


def hold_each(chains: list[str]) -> None:
    """`audit.hold` for many, always in the same order."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            keys = sorted(key_of(chain) for chain in chains)
            cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])
