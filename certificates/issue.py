"""Issuing a certificate: in the transaction of the decision that it documents, once. A changed one is a new one."""

from datetime import date, datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from certificates.badges import keep_badge
from certificates.codes import new_code
from certificates.designs.chosen import design_for
from certificates.designs.content import Chosen
from certificates.designs.given import given_by
from certificates.designs.languages import Language, language_of
from certificates.designs.wording import certified
from certificates.document import DECIDED, CertificateDocument, PrintedDocument
from certificates.models import Certificate, CertificatePdf, CorrectionRequest
from certificates.numbers import take_number
from certificates.printed import Printed, PrintedOtherwise, printed_of
from certificates.printing.faces import printable
from certificates.refused import IssueRefused
from certificates.seals import keep_seal
from training.actions.audit import record
from training.actions.changes import CHANGING
from training.actions.decision import UNCONFIRMED, rows_of
from training.models import Cycle, Decision, DecisionKind, User
from training.queries.organization import organization, today
from training.queries.scopes import scope_of

OPENING = (DecisionKind.AWARD, DecisionKind.RENEW)


@transaction.atomic
def issue_all(*, decision: Decision, by: User, now: datetime, printed: Printed | None = None) -> list[Certificate]:
    """The certificates that a decision calls for: of an award or a renewal its cycle's, of an extension or a
    reduction of scope that of each cycle that it changes, in place of the one before. Other kinds print nothing.

    `printed` is the paper of an award or a renewal that was made beforehand.
    """
    if decision.kind in OPENING:
        return [issue(decision=decision, cycle=decision.cycle, by=by, now=now, printed=printed)]
    rows = rows_of(decision) if decision.kind in CHANGING else []
    return [issue(decision=row, cycle=row.about, by=by, now=now) for row in rows]


@transaction.atomic
def issue(*, decision: Decision, cycle: Cycle, by: User, now: datetime, printed: Printed | None = None) -> Certificate:
    """Print the certificate of a cycle, keep its bytes and their SHA-256, and record it.

    It replaces the newest one of the cycle. A second call for the same decision returns the certificate that is
    there. Raises IssueRefused with the reason when a name cannot be printed; the caller's transaction must then roll
    back. The letter of the decision tells the holder where the certificate is.

    Paper that was `printed` beforehand is taken if it says, word for word, what the records say now; else
    PrintedOtherwise is raised, and the caller's transaction must roll back.
    """
    known = Certificate.objects.filter(decision=decision).first()
    if known:
        return known
    require_names(cycle, by)
    document = document_of(decision, cycle, by, now, printed and printed.own)
    if printed and printed.document != document:
        raise PrintedOtherwise
    before = Certificate.objects.filter(cycle=cycle).order_by("pk").last()
    return keep(document, before, by, now, printed, decision=decision, cycle=cycle)


def keep(
    document: PrintedDocument,
    before: Certificate | None,
    by: User,
    now: datetime,
    printed: Printed | None = None,
    **about,
) -> Certificate:
    """Render a document with its badge, seal it, and keep it with its SHA-256. It replaces the one `before`.

    Called within a transaction: the row, the bytes, the badge, the seal and the event are one. `about` says what it is
    the certificate of; what was `printed` of the document beforehand is not printed again.
    """
    printed = printed or printed_of(document, about.get("decision"), now)
    badge, sealed = printed.badge, printed.sealed
    certificate = Certificate.objects.create(
        code=document.code,
        number=document.number,
        document=document.to_json(),
        sha256=sha256(sealed.content).hexdigest(),
        issued_at=now,
        issued_by=by,
        replaces=before,
        **about,
    )
    CertificatePdf.objects.create(certificate=certificate, content=sealed.content, size=len(sealed.content))
    keep_badge(certificate, badge, now)
    keep_seal(certificate, sealed, now)
    answer_requests(before, by, now)
    record(
        action=action_of(certificate),
        by=by,
        subject=certificate,
        practitioner=certificate.practitioner,
        fields=["correction", "document", "number", "sha256"],
        values={"correction": about.get("correction", ""), "number": document.number, "sha256": certificate.sha256},
        now=now,
    )
    return certificate


def action_of(certificate: Certificate) -> str:
    """How the audit record names the act."""
    if certificate.is_of_completion:
        return "certificate.issue_completion"
    return "certificate.correct" if certificate.is_correction else "certificate.issue"


def answer_requests(before: Certificate | None, by: User, now: datetime) -> None:
    """Who asked for a correction of the one before has an answer, whatever it was printed anew for."""
    if before:
        waiting = before.corrections_asked.filter(outcome=CorrectionRequest.Outcome.WAITING)
        waiting.update(outcome=CorrectionRequest.Outcome.PRINTED, decided_at=now, decided_by=by)


def require_names(cycle: Cycle, by: User) -> None:
    """The holder's name is confirmed, and the person who decides has one to print."""
    if cycle.practitioner.name_confirmed_at is None:
        raise IssueRefused(UNCONFIRMED)
    if not by.get_full_name():
        words = "A certificate names who decided, and your sign-in has no name yet."
        raise IssueRefused(f"{words} Write it at the desk under “Your name”, then decide.")


def document_of(
    decision: Decision, cycle: Cycle, by: User, now: datetime, own: dict | None = None, chosen: Chosen | None = None
) -> CertificateDocument:
    """Every word that will be printed, as the records say it now; `own` is an `identity` that was given already.

    The design is the one that the scheme takes now, or the one that is `chosen`.
    """
    chosen = chosen or design_for(Certificate.Kind.CERTIFICATION, cycle.scheme)
    language = language_of(chosen.content.language)
    version, valid_until = cycle.version, cycle.ends_on(decision.effective_on)
    words = {
        "issuer": organization().name,
        "holder_name": cycle.practitioner.full_name,
        "sentence": sentence_of(decision, cycle, valid_until, chosen),
        "scope": scope_printed(cycle, decision, language),
        "scheme": cycle.scheme.name,
        "decided_by": by.get_full_name(),
    }
    return CertificateDocument(
        **{name: printable(text) for name, text in words.items()},
        **(own or identity(now)),
        **given_by(chosen, language.labels_of(decision.kind)),
        scheme_version=str(version.number),
        decided=DECIDED[decision.kind],
        decided_on=today(decision.decided_at),
        valid_from=cycle.starts_on,
        valid_until=valid_until,
    )


def identity(now: datetime) -> dict:
    """What is a certificate's own: the next number, a new code, and where it is verified."""
    return with_address(new_code()) | {"number": take_number(today(now).year)}


def with_address(code: str) -> dict:
    """A code, and where it is verified."""
    return {"code": code, "verify_address": settings.BASE_URL + reverse("verify:certificate", args=[code])}


def sentence_of(decision: Decision, cycle: Cycle, valid_until: date, chosen: Chosen) -> str:
    return certified(
        chosen.content,
        words=cycle.version.certificate_words,
        scheme=cycle.scheme.name,
        valid_from=cycle.starts_on,
        valid_until=valid_until,
        changed=decision.kind not in OPENING,
        limited=bool(scope_of(cycle, decision.effective_on)),
        extended_from=cycle.valid_until if valid_until > cycle.valid_until else None,
    )


def scope_printed(cycle: Cycle, decision: Decision, language: Language) -> str:
    """What the certificate covers: the limit of the cycle in words, or else the scope of the scheme."""
    codes = scope_of(cycle, decision.effective_on)
    return language.scope(codes) if codes else cycle.version.scope
