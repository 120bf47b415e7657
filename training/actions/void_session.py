"""Voiding a signed session: asked with a reason, decided by a second person of another role (`queries.voiding`).

Confirmed, it counts for nothing from its beginning in whatever is known from then on; what was known before stays.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from training.actions import Refused, require
from training.actions.amend import withdraw_open
from training.actions.audit import record
from training.actions.look_again import look_again_at_session
from training.actions.mail import address_of, queue_mail
from training.actions.once import held
from training.actions.standing import changing
from training.evaluation.dates import long_date
from training.models import SessionState, SessionStep, SessionVoid, SupervisedSession, VoidOutcome, VoidRole
from training.queries.voiding import DECIDES, may_ask, may_decide_void, may_take_back, role_of

WORDS = {
    VoidOutcome.CONFIRMED: "This session was voided meanwhile.",
    VoidOutcome.DECLINED: "It was decided meanwhile that this session stays.",
    VoidOutcome.TAKEN_BACK: "The request was taken back meanwhile.",
}


@transaction.atomic
def ask(*, by, session: SupervisedSession, reason: str, now: datetime, today: date) -> SessionVoid:
    """Ask to void a signed session. It counts until a second person confirms. A second click returns the request."""
    reason = reason.strip()
    if not reason:
        raise Refused("Say why. Write nothing about a patient.", field="reason")
    held(session.practitioner)
    session = SupervisedSession.objects.select_related("practitioner__user", "supervisor__user").get(pk=session.pk)
    known = session.voids.filter(outcome="", asked_by=by, reason=reason).first()
    if known:
        return known
    require(may_ask(by, session, today))
    role = role_of(by, session, today)
    given = {"practitioner": session.practitioner, "reason": reason, "asked_by": by, "asked_as": role}
    try:
        with transaction.atomic():
            void = SessionVoid.objects.create(session=session, asked_at=now, **given)
    except IntegrityError as error:
        raise Refused("Somebody has asked to void this session already.") from error
    noted("session.ask_void", by, void, {"reason": reason, "asked_as": role}, now)
    if VoidRole.SUPERVISOR in DECIDES[role]:
        tell(session.supervisor, "session_void_asked", f"Void a session of {session.practitioner}?", void, now)
    return void


def confirm(*, by, void: SessionVoid, now: datetime, today: date) -> SessionVoid:
    """Void it. Its row stays readable, whatever amends it is withdrawn, and what rests on it is looked at again."""
    with changing(void.practitioner):
        row = fresh(void)
        if (row.outcome, row.decided_by_id) == (VoidOutcome.CONFIRMED, by.pk):
            return row
        require(may_decide_void(by, row, today))
        decided(row, VoidOutcome.CONFIRMED, by, now, today)
        session = close(row.session, now)
        withdraw_open(session, by, now)
        SessionStep.objects.create(session=session, state=SessionState.VOID, at=now, by=by, comment=row.reason)
        noted("session.void", by, row, {"reason": row.reason, "decided_as": row.decided_as}, now)
        look_again_at_session(by=by, session=session, now=now)
        for person in concerned(row, by):
            tell(person, "session_voided", f"Void: the session of {long_date(session.happened_on)}", row, now)
    return row


@transaction.atomic
def decline(*, by, void: SessionVoid, answer: str, now: datetime, today: date) -> SessionVoid:
    """Keep the session: it goes on counting. Who asked is told why."""
    answer = answer.strip()
    if not answer:
        raise Refused("Say why it stays. The answer goes to whoever asked.", field="answer")
    held(void.practitioner)
    row = fresh(void)
    if (row.outcome, row.decided_by_id, row.answer) == (VoidOutcome.DECLINED, by.pk, answer):
        return row
    require(may_decide_void(by, row, today))
    decided(row, VoidOutcome.DECLINED, by, now, today, answer=answer)
    noted("session.keep", by, row, {"answer": answer, "decided_as": row.decided_as}, now)
    asked = getattr(row.asked_by, "practitioner", None)
    to = address_of(asked) if asked else row.asked_by.email
    letter("session_void_declined", f"Not voided: the session of {long_date(row.session.happened_on)}", row, to, now)
    return row


@transaction.atomic
def take_back(*, by, void: SessionVoid, now: datetime, today: date) -> SessionVoid:
    """Whoever asked changes their mind before anybody has decided."""
    held(void.practitioner)
    row = fresh(void)
    require(may_take_back(by, row))
    if row.outcome == VoidOutcome.TAKEN_BACK:
        return row
    decided(row, VoidOutcome.TAKEN_BACK, by, now, today)
    noted("session.unask_void", by, row, {}, now)
    return row


def fresh(void: SessionVoid) -> SessionVoid:
    """The request as it is now, the person's row being locked."""
    rows = SessionVoid.objects.select_related(
        "session__practitioner__user", "session__supervisor__user", "asked_by", "practitioner"
    )
    return rows.get(pk=void.pk)


def decided(row: SessionVoid, outcome: VoidOutcome, by, now: datetime, today: date, answer: str = "") -> None:
    role = role_of(by, row.session, today) or row.asked_as
    changes = {"outcome": outcome, "decided_at": now, "decided_by": by, "decided_as": role, "answer": answer}
    if SessionVoid.objects.filter(pk=row.pk, outcome="").update(**changes) != 1:
        raise Refused(f"{WORDS[VoidOutcome(row.outcome)]} Nothing was written.")
    for name, value in changes.items():
        setattr(row, name, value)


def close(session: SupervisedSession, now: datetime) -> SupervisedSession:
    """From signed to void, if it still counts."""
    counting = SupervisedSession.objects.filter(pk=session.pk, state=SessionState.SIGNED, superseded_at=None)
    if counting.update(state=SessionState.VOID, superseded_at=now) != 1:
        raise Refused("This session has just been replaced by a newer version. Nothing was written.")
    session.state, session.superseded_at = SessionState.VOID, now
    return session


def noted(action: str, by, void: SessionVoid, values: dict, now: datetime) -> None:
    given = {"fields": ["outcome", *values], "values": values | {"outcome": void.outcome}}
    record(action=action, by=by, subject=void.session, practitioner=void.practitioner, now=now, **given)


def concerned(void: SessionVoid, by) -> list:
    """The therapist, the supervisor and whoever asked, each once; not who has just done it."""
    asked = getattr(void.asked_by, "practitioner", None)
    people = {each.pk: each for each in (void.session.practitioner, void.session.supervisor, asked) if each}
    return [each for each in people.values() if each.user_id != by.pk]


def tell(person, template: str, subject: str, void: SessionVoid, now: datetime) -> None:
    letter(template, subject, void, address_of(person), now, person=person)


def letter(template: str, subject: str, void: SessionVoid, to: str, now: datetime, person=None) -> None:
    queue_mail(
        key=f"{template}:{void.pk}:{person.pk if person else 'asker'}",
        to=to,
        subject=subject,
        template=template,
        context={"void": void, "session": void.session, "person": person},
        practitioner=person,
        now=now,
    )
