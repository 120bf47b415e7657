"""A holder asks for a corrected certificate; a manager answers by printing it anew, or with a reason against it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from certificates.corrections.correction import correctable
from certificates.document import PrintedDocument
from certificates.documents import document_of
from certificates.models import Certificate, CorrectionRequest
from certificates.printing.faces import printable
from training.actions import Refused, require
from training.actions.audit import record
from training.actions.decision import UNCONFIRMED
from training.actions.mail import address_of, queue_mail
from training.actions.once import held
from training.models import Practitioner, User
from training.permissions import YES, Verdict, may_decide, no
from training.queries.not_mine import not_mine

Outcome = CorrectionRequest.Outcome
YOURS_UNCONFIRMED = no("Your name is not confirmed as on your license yet.", "Confirm it in your profile.")


def names_another(document: PrintedDocument, person: Practitioner) -> bool:
    """Whether a paper bears another name than the holder's present one, which is confirmed as on the license."""
    return person.name_confirmed_at is not None and document.holder_name != printable(person.full_name)


def may_ask(user: User, certificate: Certificate, today: date) -> Verdict:
    """The holder, of a certification whose paper bears another name. A completion's they print anew alone."""
    if certificate.is_of_completion or certificate.practitioner.user_id != user.pk:
        return no("The holder of a certification asks for its correction.")
    verdict = correctable(certificate, today)
    if not verdict:
        return YOURS_UNCONFIRMED if verdict.reason == UNCONFIRMED else verdict
    is_other = names_another(document_of(certificate), certificate.practitioner)
    return YES if is_other else no("It bears your present name.", "To correct a word, ask a manager.")


@transaction.atomic
def ask(*, by: User, certificate: Certificate, reason: str, now: datetime, today: date) -> CorrectionRequest:
    """Put it into the queue of the managers who may decide. Asked again while one waits, that one is returned."""
    held(certificate.practitioner)
    asked = asked_of(certificate)
    if asked:
        return asked
    require(may_ask(by, certificate, today))
    if not reason.strip():
        raise Refused("Say what is to be corrected.", field="reason")
    about = {"certificate": certificate, "practitioner": certificate.practitioner, "reason": reason.strip()}
    made = CorrectionRequest.objects.create(**about, asked_at=now, asked_by=by)
    record_request(made, "certificate.ask_correction", by, {"reason": made.reason}, now)
    return made


def may_decline(user: User, request: CorrectionRequest, today: date) -> Verdict:
    """Whoever may print it anew, while nobody answered."""
    if request.outcome != Outcome.WAITING:
        return no("Somebody answered this meanwhile.")
    return may_decide(user, request.practitioner, today)


@transaction.atomic
def decline(*, by: User, request: CorrectionRequest, answer: str, now: datetime, today: date) -> CorrectionRequest:
    """Say why it stays as it is, and tell the holder. Whoever comes second is told that it is answered."""
    person = held(request.practitioner)
    require(may_decline(by, request, today))
    if not answer.strip():
        raise Refused("Say why it stays as it is.", field="answer")
    answered = {"outcome": Outcome.DECLINED, "answer": answer.strip(), "decided_at": now, "decided_by": by}
    if CorrectionRequest.objects.filter(pk=request.pk, outcome=Outcome.WAITING).update(**answered) == 0:
        raise Refused("Somebody answered this meanwhile.")
    request.refresh_from_db()
    record_request(request, "certificate.decline_correction", by, {"answer": request.answer}, now)
    queue_mail(
        key=f"correction_declined:{request.pk}",
        to=address_of(person),
        subject=f"Your certificate stays as it is: {request.certificate.cycle.scheme}",
        template="certificate_correction_declined",
        context={"asked": request, "certificate": request.certificate, "practitioner": person},
        practitioner=person,
        now=now,
    )
    return request


def record_request(row: CorrectionRequest, action: str, by: User, values: dict, now: datetime) -> None:
    about = {"subject": row.certificate, "practitioner": row.practitioner}
    record(action=action, by=by, **about, fields=list(values), values=values, now=now)


def asked_of(certificate: Certificate) -> CorrectionRequest | None:
    """The one about this certificate that waits for an answer."""
    return certificate.corrections_asked.filter(outcome=Outcome.WAITING).first()


def waiting(user: User, today: date) -> QuerySet[CorrectionRequest]:
    """What asks a manager for an answer, the oldest first; never one's own."""
    rows = CorrectionRequest.objects.managed_by(user, today).filter(outcome=Outcome.WAITING)
    return not_mine(rows, user).order_by("asked_at", "pk")
