"""Which cycles ever begin, in SQL: what `evaluation.never_begins` says of one."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from training.models import Cycle, Decision, DecisionKind


def that_begin(rows: QuerySet[Cycle]) -> QuerySet[Cycle]:
    """Without those that a revocation met before their first day: an award after it opens another."""
    same = Decision.objects.filter(practitioner=OuterRef("practitioner"), scheme=OuterRef("scheme"))
    met = same.filter(kind=DecisionKind.REVOKE, decided_at__gte=OuterRef("decision__decided_at"))
    first = Q(effective_on__lte=OuterRef("starts_on")) | Q(effective_on__lte=OuterRef("decision__effective_on"))
    return rows.exclude(Exists(met.filter(first)))
