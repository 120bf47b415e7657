"""What a manager asks for about many: written together with the tasks that carry it out; stopped while some wait."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from certificates.bulk.candidates import Seen
from certificates.models import BulkIssue, BulkItem
from training.actions import Refused, require
from training.actions.audit import record
from training.actions.decision import require_effective
from training.models import Practitioner, Scheme, User
from training.permissions import YES, Verdict, is_administrator, may_enter_desk, no

MOST = 200  # people of one page, and of one form


@transaction.atomic
def start(
    *,
    by,
    scheme: Scheme,
    seen: Sequence[Seen],
    effective_on: date,
    reason: str,
    token: UUID,
    now: datetime,
    today: date,
) -> BulkIssue:
    """Ask for the decisions on these people, each as it was seen; one task each. A second click returns the first.

    Each is decided by itself, with everything judged again then. `Refused` where nobody is left, or the day is none on
    which a decision can take effect.
    """
    from certificates.tasks import decide_one_of_many

    require(may_enter_desk(by))
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # so that the second click waits for the first
    if before := BulkIssue.objects.filter(token=token).first():
        return theirs(before, by)
    require_effective(effective_on, today, imported=False)
    items = items_of(by, seen)
    if not items:
        raise Refused("Choose at least one person.")
    if any(each.scheme != scheme.pk for each in seen):
        raise Refused(f"The list that was shown is not of {scheme}. Look again.")
    given = {"scheme": scheme, "effective_on": effective_on, "reason": reason, "token": token}
    bulk = BulkIssue.objects.create(**given, asked_by=by, asked_at=now)
    for item in items:
        item.bulk = bulk
    BulkItem.objects.bulk_create(items)
    told = {"people": [item.practitioner_id for item in items], "reason": reason, "effective_on": effective_on}
    record(action="certificate.bulk", by=by, subject=bulk, fields=sorted(told), values=told, now=now)
    for pk in BulkItem.objects.filter(bulk=bulk).order_by("pk").values_list("pk", flat=True):
        decide_one_of_many.enqueue(pk)
    return bulk


def theirs(bulk: BulkIssue, by: User) -> BulkIssue:
    """The one that this page asked for already; nobody asks from another's page."""
    if bulk.asked_by_id != by.pk:
        raise Refused("Somebody else asked from this page. Choose again.")
    return bulk


def items_of(by, seen: Sequence[Seen]) -> list[BulkItem]:
    """One for each person whom the manager sees, never for the manager."""
    chosen = {each.practitioner: each for each in seen[:MOST]}
    rows = Practitioner.objects.visible_to(by).filter(pk__in=chosen)
    keys = [row.pk for row in rows.order_by("list_key", "pk") if row.user_id != by.pk]
    return [item_of(chosen[pk]) for pk in keys]


def item_of(seen: Seen) -> BulkItem:
    return BulkItem(
        practitioner_id=seen.practitioner,
        kind=seen.kind,
        seen_digest=seen.digest,
        seen_name=seen.name,
        seen_rules=seen.rules_version,
    )


def may_stop(user, bulk: BulkIssue) -> Verdict:
    """Whoever asked for it, and administrators."""
    if bulk.asked_by_id == user.pk or is_administrator(user):
        return YES
    return no(f"{bulk.asked_by} asked for this.", "They can stop it, and administrators can.")


@transaction.atomic
def stop(*, by, bulk: BulkIssue, now: datetime) -> int:
    """Carry out no more of it; what is decided stays. Returns how many were stopped."""
    require(may_enter_desk(by))
    require(may_stop(by, bulk))
    words = "Stopped before its turn came. Nothing is decided."
    waiting = BulkItem.objects.filter(bulk=bulk, state=BulkItem.State.WAITING)
    stopped = waiting.update(state=BulkItem.State.STOPPED, why=words, finished_at=now, claimed_until=None)
    if not stopped:
        raise Refused("Nothing waits any more.")
    BulkIssue.objects.filter(pk=bulk.pk, stopped_at=None).update(stopped_at=now, stopped_by=by)
    record(action="certificate.bulk_stop", by=by, subject=bulk, fields=["stopped_at"], now=now)
    return stopped
