"""The badge of a certificate: made once from the words that are printed, signed, and kept as it was made."""

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from certificates.badge import keys, words
from certificates.badge.credential import Badge
from certificates.badge.proof import signed
from certificates.badge.status_list import SIZE, Purpose, entry
from certificates.document import PrintedDocument
from certificates.documents import document_of
from certificates.models import Certificate, CertificateBadge
from training.models import Decision
from training.queries.organization import zone

FULL = SIZE // 2  # then another list begins, so that a free place is found in two tries
MEDIA_TYPE = "application/vc+ld+json"


@dataclass(frozen=True, slots=True)
class SignedBadge:
    """The file of a badge, and where its status stands."""

    content: str
    list_number: int
    place: int


def sign_badge(document: PrintedDocument, decision: Decision | None, issued_at: datetime, now: datetime) -> SignedBadge:
    """The signed badge of a document that is, or will be, issued at an instant; nothing is written.

    `decision` is that of a certification. Two that take the same free place at once do not both come to be: the
    database lets one in.
    """
    number, place = free_place()
    issuer, local = keys.issuer(), zone(issued_at)
    first, last = days_of(document, decision)
    badge = Badge(
        id=document.verify_address,
        issuer=issuer,
        issuer_name=document.issuer,
        issuer_url=settings.BASE_URL,
        name=words.title(document),
        description=document.fine_print,
        awarded_at=issued_at.astimezone(local),
        valid_from=datetime.combine(first, time(), local),
        valid_until=last and end_of(last, local),
        subject=uuid4().urn,
        holder=document.holder_name,
        narrative=words.narrative(document),
        achievement=words.achievement_of(document, issuer),
        status=tuple(entry(list_address(purpose, number), purpose, place) for purpose in Purpose),
    )
    content = signed(badge.to_json(), keys.signing_key(), keys.method(), now)
    return SignedBadge(json.dumps(content, ensure_ascii=False, indent=2) + "\n", number, place)


def keep_badge(certificate: Certificate, badge: SignedBadge, now: datetime) -> CertificateBadge:
    """Put it beside its certificate, in the caller's transaction."""
    return CertificateBadge.objects.create(
        certificate=certificate,
        content=badge.content,
        sha256=sha256(badge.content.encode()).hexdigest(),
        list_number=badge.list_number,
        place=badge.place,
        made_at=now,
    )


def make_badge(certificate: Certificate, now: datetime) -> CertificateBadge:
    """The badge of a certificate that was issued without one, from its stored document."""
    badge = sign_badge(document_of(certificate), certificate.decision, certificate.issued_at, now)
    return keep_badge(certificate, badge, now)


def without_badge():
    """The certificates that were issued before there were badges, the oldest first."""
    return Certificate.objects.filter(badge=None).select_related("decision").order_by("pk")


def days_of(document: PrintedDocument, decision: Decision | None) -> tuple[date, date | None]:
    """The first and the last day that it stands for. A completion has no last one."""
    if decision is None:
        return document.completed_on, None
    return max(document.valid_from, decision.effective_on), document.valid_until


def end_of(day: date, local: ZoneInfo) -> datetime:
    """The last second of a day."""
    return datetime.combine(day + timedelta(days=1), time(), local) - timedelta(seconds=1)


def free_place() -> tuple[int, int]:
    """A random place that nobody has, in the newest list or, when that is half full, in the next."""
    newest = CertificateBadge.objects.order_by("-list_number").values_list("list_number", flat=True).first() or 1
    taken = CertificateBadge.objects.filter(list_number=newest)
    number = newest + 1 if taken.count() >= FULL else newest
    while True:
        place = secrets.randbelow(SIZE)
        if not CertificateBadge.objects.filter(list_number=number, place=place).exists():
            return number, place


def list_address(purpose: Purpose, number: int) -> str:
    return settings.BASE_URL + reverse("badges:status", args=[purpose.value, number])
