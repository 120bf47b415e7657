"""Do cycles, and the acts about them, say what no screen could have made them say? Each difference is named."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F

from training.models import Cycle, Decision, DecisionKind
from training.queries.cycle_begins import that_begin
from training.queries.cycles import latest_extension


def cycle_differences() -> Iterator[str]:
    """Two cycles of one person and scheme never overlap, unless a revocation ended the first before the second.

    Those that never begin overlap nothing.
    """
    last, revoked = {}, revocations()
    rows = that_begin(Cycle.objects.all()).select_related("decision").order_by("practitioner", "scheme", "starts_on")
    for cycle in rows.iterator():
        key = (cycle.practitioner_id, cycle.scheme_id)
        before = last.get(key)
        if before and cycle.starts_on <= before.valid_until and not ended(before, cycle, revoked[key]):
            yield f"Cycle {cycle.pk} starts before cycle {before.pk} ends, on {before.valid_until}."
        last[key] = cycle


def revocations() -> dict[tuple, list[Decision]]:
    found = defaultdict(list)
    for row in Decision.objects.filter(kind=DecisionKind.REVOKE):
        found[row.practitioner_id, row.scheme_id].append(row)
    return found


def ended(before: Cycle, cycle: Cycle, revoked: list[Decision]) -> bool:
    """Whether a revocation between the two decisions was in effect when the second cycle began."""
    first, second = before.decision.decided_at, cycle.decision.decided_at
    return any(first <= each.decided_at < second and each.effective_on <= cycle.starts_on for each in revoked)


def act_differences() -> Iterator[str]:
    """An extension or a reduction is about a cycle of its own person and scheme; an extension keeps its bound."""
    acts = Decision.objects.exclude(about=None).select_related("about__version")
    strangers = acts.exclude(practitioner=F("about__practitioner"), scheme=F("about__scheme"))
    for act in strangers.order_by("pk"):
        yield f"Decision {act.pk} is about cycle {act.about_id}, of another person or scheme."
    for act in acts.filter(kind=DecisionKind.EXTEND).order_by("pk").iterator():
        if not act.about.valid_until < act.valid_until <= latest_extension(act.about):
            yield f"Decision {act.pk} extends cycle {act.about_id} to {act.valid_until}, which no extension may."
