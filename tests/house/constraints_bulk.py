"""How the constraints of deciding many together are broken."""

from uuid import uuid4

from certificates.models import BulkIssue, BulkItem
from tests import factories as f
from tests.factories import NOW, TODAY


def bulk(**changes):
    whole = {"token": uuid4(), "scheme": f.SchemeFactory(), "effective_on": TODAY, "reason": "All met."}
    return BulkIssue.objects.create(**whole | {"asked_by": f.UserFactory(), "asked_at": NOW} | changes)


def item(**changes):
    """One person of it, who waits."""
    seen = {"seen_digest": "0" * 64, "seen_name": "Ada Long", "seen_rules": "1"}
    whole = {"bulk": changes.pop("bulk", None) or bulk(), "practitioner": f.PractitionerFactory(), "kind": "award"}
    return BulkItem.objects.create(**whole | seen | changes)


def person_twice():
    first = item()
    item(bulk=first.bulk, practitioner=first.practitioner)


def number_twice():
    taken = {"number": "DN-1", "code": "A" * 26, "taken_at": NOW}
    item(**taken)
    item(**taken)


BROKEN = {
    "bulk_issue_has_a_reason": lambda: bulk(reason=""),
    "bulk_issue_is_stopped_by_somebody": lambda: bulk(stopped_at=NOW),
    "bulk_item_is_issued_with_its_certificate": lambda: item(state="issued", finished_at=NOW),
    "bulk_item_number_comes_with_its_code": lambda: item(number="DN-1"),
    "bulk_item_number_is_taken_once": number_twice,
    "bulk_item_once_per_person": person_twice,
    "bulk_item_opens_a_cycle": lambda: item(kind="revoke"),
    "bulk_item_waits_or_is_finished": lambda: item(state="refused"),
}
