"""Printing a certification's paper anew under the same decision: a new one, which replaces the one before."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from certificates.corrections.correction import correction_of, may_correct
from certificates.issue import identity, keep
from certificates.models import Certificate
from training.actions import Refused, require
from training.actions.mail import address_of, queue_mail
from training.actions.once import held
from training.models import User


@transaction.atomic
def correct(
    *, by: User, certificate: Certificate, reason: str, seen_digest: str, now: datetime, today: date
) -> Certificate:
    """Print it anew with the words of `corrections.correction_of`, exactly as they were seen, and tell the holder.

    A second click, and a manager who comes second, get the certificate that is there. Refused with the reason, also
    where nothing would differ; IssueRefused when the words cannot be printed, and the caller's transaction must then
    roll back.
    """
    held(certificate.practitioner)
    certificate = fresh(certificate.pk)
    newer = getattr(certificate, "replaced_by", None)
    if newer and newer.is_correction:
        return newer
    require(may_correct(by, certificate, today))
    if not reason.strip():
        raise Refused("Say why it is printed anew.", field="reason")
    found = correction_of(certificate, now)
    if found.digest != seen_digest:
        raise Refused("Something changed since this page was shown. Read it again, then print.")
    if not found.differences:
        raise Refused("Nothing would change: the certificate says all that already.")
    document = replace(found.after, **identity(now))
    about = {"decision": certificate.decision, "cycle": certificate.cycle, "correction": reason.strip()}
    made = keep(document, certificate, by, now, **about)
    tell_holder(made, found.differences, now)
    return made


def fresh(pk: int) -> Certificate:
    """The row with all that its words rest on, read after the person was locked."""
    related = ("decision__decided_by", "cycle__practitioner", "cycle__scheme", "cycle__version", "cycle__decision")
    return Certificate.objects.select_related(*related, "replaced_by").get(pk=pk)


def tell_holder(made: Certificate, changed: list, now: datetime) -> None:
    queue_mail(
        key=f"correction:{made.pk}",
        to=address_of(made.practitioner),
        subject=f"Your certificate is printed anew: {made.cycle.scheme}",
        template="certificate_corrected",
        context={"certificate": made, "before": made.replaces, "practitioner": made.practitioner, "changed": changed},
        practitioner=made.practitioner,
        now=now,
    )
