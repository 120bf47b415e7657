"""A page of its own for a certificate: its holder switches it on and off; whoever has the address reads it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, DateTimeField, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from certificates.codes import new_code
from certificates.models import Certificate, CertificateShare
from certificates.reading import Reading
from training.actions import require
from training.actions.audit import record
from training.actions.once import held
from training.models import Practitioner, User
from training.permissions import YES, Verdict, no

# The tick for the PDF begins another span at the same address.
SINCE = Subquery(
    CertificateShare.objects.filter(token=OuterRef("token")).order_by("opened_at").values("opened_at")[:1],
    output_field=DateTimeField(),
)
HOLDER = ("cycle__practitioner", "completion__practitioner")


def is_holder(user: User, certificate: Certificate) -> Verdict:
    """Whose switch it is: nobody else's, not even to switch it off."""
    return YES if certificate.practitioner.user_id == user.pk else no("Only its holder shares a certificate.")


def may_share(user: User, certificate: Certificate, reading: Reading) -> Verdict:
    """May its page be switched on, or show more than it does? Switching off is always the holder's."""
    verdict = is_holder(user, certificate)
    if not verdict:
        return verdict
    if not reading.vouched:
        return no(f"Only what holds is shared, and this certificate says: {reading.headline}.")
    return YES


@transaction.atomic
def open_share(
    *, by: User, certificate: Certificate, reading: Reading, with_pdf: bool, now: datetime
) -> CertificateShare:
    """Switch its page on at a new address, or let the page that is on show the PDF or not, at the address it has.

    `reading` is what the certificate says today. Refused with the reason.
    """
    require(is_holder(by, certificate))
    held(certificate.practitioner)
    present = share_of(certificate)
    if present and present.with_pdf == with_pdf:
        return present
    if not (present and not with_pdf):
        require(may_share(by, certificate, reading))
    token = present.token if present else new_code()
    if present:
        close(present, now)
    share = CertificateShare.objects.create(certificate=certificate, token=token, with_pdf=with_pdf, opened_at=now)
    noted("certificate.share_differently" if present else "certificate.share", by, share, ["with_pdf"], now)
    return share


@transaction.atomic
def close_share(*, by: User, certificate: Certificate, now: datetime) -> CertificateShare | None:
    """Switch it off: its address answers from now on as one that never was. None if it was not on."""
    require(is_holder(by, certificate))
    held(certificate.practitioner)
    present = share_of(certificate)
    if present is None:
        return None
    close(present, now)
    noted("certificate.unshare", by, present, ["closed_at"], now)
    return present


def close(share: CertificateShare, now: datetime) -> None:
    """At `now`, or where a request that began later was quicker, at its first instant."""
    CertificateShare.objects.filter(pk=share.pk, closed_at=None).update(closed_at=max(now, share.opened_at))


def noted(action: str, by: User, share: CertificateShare, fields: list[str], now: datetime) -> None:
    person = share.certificate.practitioner
    record(action=action, by=by, subject=share.certificate, practitioner=person, fields=fields, now=now)


def share_of(certificate: Certificate) -> CertificateShare | None:
    """Its page, if it is on, with `since`: the moment from which its address answers."""
    return CertificateShare.objects.filter(certificate=certificate, closed_at=None).annotate(since=SINCE).first()


def of_person(practitioner: Practitioner) -> QuerySet[Certificate]:
    """The certificates of somebody, with what a reading asks of them."""
    mine = Q(cycle__practitioner=practitioner) | Q(completion__practitioner=practitioner)
    about = ("decision", "cycle__decision", "cycle__scheme", *HOLDER)
    return Certificate.objects.filter(mine).select_related(*about)


def shared_at(token: str) -> CertificateShare | None:
    """What stands at an address today. Of somebody whose login is closed nothing does: they could not take it off."""
    lets = [Q(**{f"certificate__{person}__user__is_active": True}) for person in HOLDER]
    about = ("decision", "badge", *HOLDER, "cycle__decision", "cycle__scheme")
    rows = CertificateShare.objects.select_related(*(f"certificate__{each}" for each in about))
    rows = rows.defer("certificate__badge__content")
    return rows.filter(lets[0] | lets[1], token=token, closed_at=None).first()


def with_share(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Each with `share_token`, `shared_since` and `shared_with_pdf` of its page; None where it is off."""
    present = CertificateShare.objects.filter(certificate=OuterRef("pk"), closed_at=None)
    return certificates.annotate(
        share_token=Subquery(present.values("token")),
        shared_since=Subquery(present.annotate(since=SINCE).values("since"), output_field=DateTimeField()),
        shared_with_pdf=Subquery(present.values("with_pdf"), output_field=BooleanField()),
    )


def address_of(token: str, page: str = "page") -> str:
    """The whole address of a shared page, or of what belongs to it."""
    return settings.BASE_URL + reverse(f"shared:{page}", args=[token])
