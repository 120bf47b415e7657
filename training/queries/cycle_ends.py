"""The last valid day of a cycle, in SQL: what `Cycle.ends_on` says of one row."""

from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from training.models import Cycle, Decision, DecisionKind


def with_last_day(rows: QuerySet[Cycle], as_of: date = date.max) -> QuerySet[Cycle]:
    """Annotate `ending_on`: the stamped last day, or that of an extension in effect by a day if it reaches further."""
    acts = Decision.objects.filter(about=OuterRef("pk"), kind=DecisionKind.EXTEND, effective_on__lte=as_of)
    furthest = acts.order_by("-valid_until").values("valid_until")[:1]
    return rows.annotate(ending_on=Greatest(Coalesce(Subquery(furthest), F("valid_until")), F("valid_until")))
