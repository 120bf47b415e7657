"""Issuing a certificate: in the transaction of the decision that it documents, once."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from certificates.codes import new_code
from certificates.document import CertificateDocument, sentence
from certificates.faces import printable
from certificates.models import Certificate, CertificatePdf
from certificates.numbers import take_number
from certificates.refused import IssueRefused
from certificates.render import render
from training.actions.audit import record
from training.models import Cycle, Decision, User
from training.queries.organization import organization, today


@transaction.atomic
def issue(*, decision: Decision, cycle: Cycle, by: User, now: datetime) -> Certificate:
    """Print the certificate of a cycle, keep its bytes and their SHA-256, and record it.

    A second call for the same decision returns the certificate that is there. Raises IssueRefused with the reason
    when a name cannot be printed; the caller's transaction must then roll back.
    The letter of the decision tells the holder where the certificate is.
    """
    known = Certificate.objects.filter(decision=decision).first()
    if known:
        return known
    require_names(cycle, by)
    document = document_of(decision, cycle, by, now)
    content = render(document, now)
    certificate = Certificate.objects.create(
        decision=decision,
        cycle=cycle,
        code=document.code,
        number=document.number,
        document=document.to_json(),
        sha256=sha256(content).hexdigest(),
        issued_at=now,
        issued_by=by,
    )
    CertificatePdf.objects.create(certificate=certificate, content=content, size=len(content))
    record(
        action="certificate.issue",
        by=by,
        subject=certificate,
        practitioner=cycle.practitioner,
        fields=["document", "number", "sha256"],
        values={"number": certificate.number, "sha256": certificate.sha256},
        now=now,
    )
    return certificate


def require_names(cycle: Cycle, by: User) -> None:
    """The holder's name is confirmed, and the person who decides has one to print."""
    if cycle.practitioner.name_confirmed_at is None:
        raise IssueRefused("The name is not confirmed as on the license yet. The therapist confirms it in the profile.")
    if not by.get_full_name():
        words = "A certificate names who decided, and your sign-in has no name yet."
        raise IssueRefused(f"{words} Write it at the desk under “Your name”, then decide.")


def document_of(decision: Decision, cycle: Cycle, by: User, now: datetime) -> CertificateDocument:
    """Every word that will be printed, as the records say it now."""
    code, version = new_code(), cycle.version
    words = {
        "issuer": organization().name,
        "holder_name": cycle.practitioner.full_name,
        "sentence": sentence(version.certificate_words, cycle.starts_on, cycle.valid_until),
        "scope": version.scope,
        "scheme": cycle.scheme.name,
        "decided_by": by.get_full_name(),
    }
    return CertificateDocument(
        **{name: printable(text) for name, text in words.items()},
        scheme_version=str(version.number),
        number=take_number(today(now).year),
        decided_on=today(decision.decided_at),
        valid_from=cycle.starts_on,
        valid_until=cycle.valid_until,
        code=code,
        verify_address=settings.BASE_URL + reverse("verify:certificate", args=[code]),
    )
