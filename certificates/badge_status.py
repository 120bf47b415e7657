"""Which badges are revoked or suspended today, by the word that the public page says."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q

from certificates.badge import keys
from certificates.badge.proof import signed
from certificates.badge.status_list import Purpose, status_list
from certificates.badges import list_address
from certificates.models import Certificate, CertificateBadge
from certificates.reading import Reading
from certificates.readings import read_page
from certificates.status import CertificateStatus as Status
from training.evaluation.outcomes import Certification
from training.models import Decision, DecisionKind, Standing
from training.queries.standing import CODE_VERSION

PURPOSES = {
    Status.REVOKED: Purpose.REVOCATION,
    Status.WITHDRAWN: Purpose.REVOCATION,
    Status.SUSPENDED: Purpose.SUSPENSION,
    Status.INACTIVE: Purpose.SUSPENSION,
}
HELD = [outcome.value for outcome in Certification if outcome.is_held]
DAY = 24 * 60 * 60
AT_ONCE = 500  # badges whose readings are loaded together


def purpose_of(certificate: Certificate, reading: Reading) -> Purpose | None:
    """The bit that a reading sets. A coming first day and an end are in the badge's own dates.

    What a correction replaced is revoked. What a renewal follows was valid to its last day, and is only over.
    """
    if reading.status is Status.REPLACED:
        return Purpose.REVOCATION if hasattr(certificate, "replaced_by") else None
    return PURPOSES.get(reading.status)


def read_lists(as_of: date) -> int:
    """Read every list once, so that no verifier waits for the first reading of a day. Returns how many there are."""
    numbers = CertificateBadge.objects.order_by("list_number").values_list("list_number", flat=True).distinct()
    return sum(1 for number in numbers if places(number, as_of))


def list_credential(purpose: Purpose, number: int, as_of: date, now: datetime) -> dict:
    """The signed list. Its time is that of the hour: a verifier whose clock is slow takes it too."""
    address, hour = list_address(purpose, number), now.replace(minute=0, second=0, microsecond=0)
    document = status_list(address, purpose, places(number, as_of)[purpose], keys.issuer(), hour)
    return signed(document, keys.signing_key(), keys.method(), hour)


def places(list_number: int, as_of: date) -> dict[Purpose, set[int]]:
    """The places in the lists of a number that are set on a day."""
    found = {purpose: set() for purpose in Purpose}
    for badge, purpose in purposes(list_number, as_of):
        if purpose:
            found[purpose].add(badge.place)
    return found


def purposes(list_number: int, as_of: date) -> Iterator[tuple[CertificateBadge, Purpose | None]]:
    """The bit of each badge that may have one; what a person's facts and rules gave today is not asked again today."""
    name = f"badge-status:{list_number}:{as_of:%Y%m%d}"
    before, now = cache.get(name, {}), {}
    found = doubtful(list_number, as_of).iterator(chunk_size=AT_ONCE)
    while rows := list(islice(found, AT_ONCE)):
        unread = [badge for badge in rows if before.get(badge.pk, ("",))[0] != versions(badge) or not versions(badge)]
        fresh = {badge.pk: (versions(badge), purpose) for badge, purpose in read_many(unread, as_of)}
        now |= {badge.pk: fresh.get(badge.pk) or before[badge.pk] for badge in rows}
        yield from ((badge, now[badge.pk][1]) for badge in rows)
    if now != before:
        cache.set(name, now, DAY)


def read_many(badges: list[CertificateBadge], as_of: date) -> Iterator[tuple[CertificateBadge, Purpose | None]]:
    """The bits of these badges, read afresh; what their readings rest on is loaded once for all."""
    readings = read_page([badge.certificate for badge in badges], as_of)
    for badge, reading in zip(badges, readings, strict=True):
        yield badge, purpose_of(badge.certificate, reading)


def versions(badge: CertificateBadge) -> str:
    """Names all that the reading of a certification rests on: every act on it counts up the person's facts, but for
    printing it anew. Empty for a completion, which is quickly read.
    """
    cycle, is_replaced = badge.certificate.cycle, hasattr(badge.certificate, "replaced_by")
    if cycle is None:
        return ""
    return f"{cycle.practitioner.facts_version}:{cycle.scheme.rules_version}:{CODE_VERSION}:{is_replaced}"


def doubtful(list_number: int, as_of: date):
    """The badges that the public page may not call valid: the others need no look."""
    about = {name: OuterRef(f"certificate__cycle__{name}") for name in ("scheme", "practitioner")}
    taken_back = Decision.objects.filter(kind__in=[DecisionKind.REVOKE, DecisionKind.SUSPEND], **about)
    held = Standing.objects.filter(outcome__in=HELD, starts_on__lte=as_of, ends_on__gte=as_of, **about)
    open_today = Q(certificate__cycle__valid_until__gte=as_of) | Q(certificate__decision__valid_until__gte=as_of)
    rows = CertificateBadge.objects.filter(list_number=list_number).filter(
        Q(certificate__replaced_by__isnull=False)
        | Q(certificate__completion__superseded_at__isnull=False)
        | Exists(taken_back)
        | open_today & ~Exists(held)
    )
    related = ("cycle__practitioner", "cycle__scheme", "cycle__decision", "decision", "completion", "replaced_by")
    return rows.select_related(*(f"certificate__{each}" for each in related)).defer("content")
