"""One person of many: rehearse the decision, print without holding anything, then decide and issue at once.

The number is taken with the rehearsal and stays on the item's row. So a killed worker's item goes on with the same
number, no number is on two papers, and of one that is on none the row says why.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from certificates.codes import new_code
from certificates.document import CertificateDocument
from certificates.issue import document_of, issue_all, require_names, with_address
from certificates.models import BulkItem
from certificates.numbers import take_number
from certificates.printed import OWN, Printed, PrintedOtherwise, printed_of
from certificates.refused import IssueRefused
from training.actions import Refused
from training.actions import decision as acts
from training.actions.standing import changing
from training.actions.turns import LongWork, Overtaken
from training.models import Decision
from training.queries.organization import today

State = BulkItem.State
TRIES = 3  # at paper that says what the records say
GIVEN_UP = "This did not work three times, so nothing is decided. What went wrong is in the server’s log."


class Rehearsed(Exception):
    """A decision and its document, on the way out of a transaction that is to be rolled back."""

    def __init__(self, decision: Decision, document: CertificateDocument):
        super().__init__()
        self.decision, self.document = decision, document


def turn(item: BulkItem, until: float, now: datetime) -> bool:
    """Decide and issue, or say on the row why not; there is never more to do."""
    try:
        decide_and_issue(item, now)
    except acts.ChangedSince as changed:
        end(item, State.CHANGED, str(changed), now)
    except Refused as refused:
        end(item, State.REFUSED, str(refused), now)
    except IssueRefused as refused:
        end(item, State.REFUSED, f"Nothing is decided, because the certificate cannot be issued. {refused}", now)
    return False


def decide_and_issue(item: BulkItem, now: datetime) -> None:
    for _ in range(TRIES):
        printed = printed_beforehand(item, now)
        try:
            return issued(item, printed, now)
        except PrintedOtherwise:
            continue
    raise RuntimeError("The records changed each time that the paper was printed")


def printed_beforehand(item: BulkItem, now: datetime) -> Printed:
    """The paper that the decision would bring, with the number that is the item's from now on."""
    with transaction.atomic():
        row = ours(item)
        rehearsed = rehearse(row, now)
        own = own_of(row, now)
    return printed_of(replace(rehearsed.document, **own), rehearsed.decision, now)


def rehearse(row: BulkItem, now: datetime) -> Rehearsed:
    """What deciding would come to; nothing of it is kept."""
    try:
        with changing(row.practitioner):
            decision, by = decided(row, now), row.bulk.asked_by
            require_names(decision.cycle, by)
            raise Rehearsed(decision, document_of(decision, decision.cycle, by, now, dict.fromkeys(OWN, "")))
    except Rehearsed as rehearsed:
        return rehearsed


def own_of(row: BulkItem, now: datetime) -> dict:
    """Number, code and address; taken once for an item, last in the transaction, because others wait for the number."""
    if row.number is None:
        row.code, row.taken_at, row.number = new_code(), now, take_number(today(now).year)
        row.save(update_fields=["number", "code", "taken_at"])
    return with_address(row.code) | {"number": row.number}


@transaction.atomic
def issued(item: BulkItem, printed: Printed, now: datetime) -> None:
    """Decide on everything judged anew, and issue the paper if it says just that; all of it or nothing."""
    row = ours(item)
    decision = decided(row, now)
    papers = issue_all(decision=decision, by=row.bulk.asked_by, now=now, printed=printed)
    row.state, row.certificate, row.finished_at, row.why = State.ISSUED, papers[0], now, ""
    row.save(update_fields=["state", "certificate", "finished_at", "why"])


def decided(row: BulkItem, now: datetime) -> Decision:
    """The decision as the single page takes it, by the manager who asked, with the rights that they have now."""
    bulk = row.bulk
    return acts.decide(
        by=bulk.asked_by,
        practitioner=row.practitioner,
        scheme=bulk.scheme,
        kind=row.kind,
        reason=bulk.reason,
        effective_on=bulk.effective_on,
        seen_digest=row.seen_digest,
        seen_name=row.seen_name,
        seen_rules=row.seen_rules,
        now=now,
        today=today(now),
    )


def ours(item: BulkItem) -> BulkItem:
    """The row, locked and read again with the manager, unless it is over or another worker's by now."""
    rows = BulkItem.objects.select_for_update(of=("self",)).select_related("bulk__scheme", "bulk__asked_by")
    row = rows.select_related("practitioner").filter(pk=item.pk, state=State.WAITING).first()
    if row is None or row.claimed_until != item.claimed_until:
        raise Overtaken
    return row


def end(item: BulkItem, state: str, why: str, now: datetime) -> None:
    """End one without a certificate."""
    waiting = BulkItem.objects.filter(pk=item.pk, state=State.WAITING, claimed_until=item.claimed_until)
    waiting.update(state=state, why=why, finished_at=now)


def give_up(item: BulkItem, now: datetime) -> None:
    BulkItem.objects.filter(pk=item.pk, state=State.WAITING).update(state=State.REFUSED, why=GIVEN_UP, finished_at=now)


def open_items():
    return BulkItem.objects.select_related("bulk", "practitioner")


def task():
    from certificates.tasks import decide_one_of_many

    return decide_one_of_many


ITEMS = LongWork(jobs=open_items, turn=turn, give_up=give_up, task=task)
