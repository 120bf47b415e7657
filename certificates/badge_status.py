"""Which badges are revoked or suspended today, by the word that the public page says."""

from collections.abc import Iterator
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q

from certificates.badge import keys
from certificates.badge.proof import signed
from certificates.badge.status_list import Purpose, status_list
from certificates.badges import list_address
from certificates.models import Certificate, CertificateBadge
from certificates.reading import Reading, read
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


def purpose_of(certificate: Certificate, reading: Reading) -> Purpose | None:
    """The bit that a reading sets. A coming first day and an end are in the badge's own dates.

    What a correction replaced is revoked. What a renewal follows was valid to its last day, and is only over.
    """
    if reading.status is Status.REPLACED:
        return Purpose.REVOCATION if hasattr(certificate, "replaced_by") else None
    return PURPOSES.get(reading.status)


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
    rows = list(doubtful(list_number, as_of))
    names = {badge.pk: cache_key(badge, as_of) for badge in rows}
    known = cache.get_many(filter(None, names.values()))
    fresh = {}
    for badge in rows:
        name = names[badge.pk]
        if name not in known:
            fresh[name] = purpose_of(badge.certificate, read(badge.certificate, as_of))
        yield badge, known[name] if name in known else fresh[name]
    fresh.pop("", None)
    cache.set_many(fresh, DAY)


def cache_key(badge: CertificateBadge, as_of: date) -> str:
    """Names all that the reading of a certification rests on: every act on it counts up the person's facts. Empty for
    a completion, which is quickly read.
    """
    cycle = badge.certificate.cycle
    if cycle is None:
        return ""
    versions = f"{cycle.practitioner.facts_version}:{cycle.scheme.rules_version}:{CODE_VERSION}"
    return f"badge-status:{badge.pk}:{as_of:%Y%m%d}:{versions}"


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
