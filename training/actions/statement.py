"""A supervisor's statement for a board: asked for, signed in fixed words, returned, or taken back."""

from datetime import date, datetime

from django.db import transaction

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.mail import address_of, queue_mail
from training.actions.once import held
from training.actions.sign import Changed, not_eligible
from training.actions.standing import changing
from training.models import Jurisdiction, Practitioner, Statement, StatementState
from training.permissions import YES, Verdict, may_take_part, no, record_of
from training.queries.eligibility import eligibility
from training.queries.statements import Asked, Log, asked_for, content_of, log_of, supervisors_of
from training.statements import content_hash

MEANING = (
    "I make this statement from what I saw myself and from the signed log, I was qualified to supervise, "
    "and I will not decide this person’s certification. I sign electronically, and mean it as my signature."
)


def may_ask(user, practitioner: Practitioner, supervisor: Practitioner) -> Verdict:
    """The person, or a supervisor who signed sessions of the person and begins it without being asked."""
    if user.pk not in (practitioner.user_id, supervisor.user_id):
        return no("Only the therapist or the supervisor begins a statement.")
    if not supervisors_of(practitioner).filter(pk=supervisor.pk).exists():
        return no(f"{supervisor} has signed no session of {practitioner}, or has no sign-in.")
    return may_take_part(practitioner)


def may_state(user, statement: Statement) -> Verdict:
    """The named supervisor, and nobody else. Nobody states anything about themselves."""
    own = record_of(user)
    if own is None or own.pk != statement.supervisor_id:
        return no("This statement names another supervisor.")
    if own.pk == statement.practitioner_id:
        return no("You cannot sign a statement about yourself.")
    return YES if own.is_supervisor else no("You are not admitted as a supervisor.")


def lacking(asked: Asked, log: Log) -> str:
    """What the log lacks for the statement; empty if nothing."""
    if not log.mine:
        return "The log holds no signed session of yours with this person that counts here."
    if asked.wording.needs_log and not log.is_complete:
        return f"The log holds {log.count} of the {log.need} sessions that count here. Sign this once it is complete."
    return ""


def asked_of(jurisdiction: Jurisdiction, name: str, practitioner: Practitioner, today: date) -> Asked:
    """The statement as the rule in force asks for it. Raises `Refused` where no rule does."""
    found = asked_for(jurisdiction, practitioner.profession, today)
    asked = next((each for each in found if each.wording.name == name), None)
    if asked is None:
        raise Refused(f"The rule of {jurisdiction} that we adopted asks for no such statement.")
    return asked


@transaction.atomic
def ask(
    *, by, practitioner: Practitioner, supervisor: Practitioner, jurisdiction: Jurisdiction, name: str, now, today: date
) -> Statement:
    """Ask this supervisor for a statement, or begin one as that supervisor. One waits at a time for each name."""
    person = held(practitioner)
    require(may_ask(by, person, supervisor))
    asked = asked_of(jurisdiction, name, person, today)
    waiting = person.signed_statements.filter(jurisdiction=jurisdiction, name=name, state=StatementState.ASKED)
    if known := waiting.select_related("supervisor").first():
        if known.supervisor_id == supervisor.pk:
            return known
        raise Refused(f"It waits for {known.supervisor} already. Take that one back first.", field="supervisor")
    given = {"jurisdiction": jurisdiction, "kind": asked.wording.kind, "name": name}
    row = Statement.objects.create(practitioner=person, supervisor=supervisor, recorded_at=now, recorded_by=by, **given)
    noted("statement.ask", by, row, ["supervisor", "name"], now)
    if by.pk != supervisor.user_id:
        letter("asked", row, supervisor, f"{person} asks you for a statement", now)
    return row


@transaction.atomic
def withdraw(*, by, statement: Statement, now: datetime) -> Statement:
    """Take back one that nobody has signed: who asked for it, or the person whom it is about."""
    row = locked(statement)
    if row.state == StatementState.WITHDRAWN:
        return row
    if by.pk not in (row.recorded_by_id, row.practitioner.user_id):
        raise Refused("Only who asked for it takes it back.")
    end(row, StatementState.WITHDRAWN, by, now)
    noted("statement.withdraw", by, row, ["state"], now)
    return row


@transaction.atomic
def send_back(*, by, statement: Statement, comment: str, now: datetime) -> Statement:
    """Return it unsigned, with the reason. A second click changes nothing."""
    require(may_state(by, statement))
    comment = comment.strip()
    if not comment:
        raise Refused("Say why. The comment goes to the therapist.", field="comment")
    row = locked(statement)
    if row.state == StatementState.RETURNED and row.ended_by_id == by.pk and row.comment == comment:
        return row
    end(row, StatementState.RETURNED, by, now, comment=comment)
    noted("statement.return", by, row, ["state", "comment"], now, comment)
    letter("returned", row, row.practitioner, f"Returned: the statement that you asked {row.supervisor} for", now)
    return row


def sign(
    *, by, statement: Statement, content_hash: str, proof: str, proved_at: datetime, now: datetime, today: date
) -> Statement:
    """Sign exactly the words that were shown. A second click returns the signed one.

    The numbers are read from the log again: raises `Changed` when they are no longer those that were shown, and
    `Refused` when the signer may not sign, is not eligible today, or the log is not complete.
    """
    require(may_state(by, statement))
    with changing(statement.practitioner):
        row = locked(statement)
        if row.state == StatementState.SIGNED and row.signed_by_id == by.pk and row.content_hash == content_hash:
            return row
        if row.state != StatementState.ASKED:
            raise Changed(f"This statement no longer waits for you: it is {row.get_state_display().lower()}.")
        draft = drafted(row, today)
        if draft.content_hash != content_hash:
            raise Changed("The log changed while you were reading. Nothing was signed. Read the statement again.")
        if draft.lacks:
            raise Refused(draft.lacks)
        proven = eligibility(row.supervisor, today)
        if not proven:
            raise Refused(not_eligible(proven))
        signature = {"signed_at": now, "signed_by": by, "printed_name": row.supervisor.full_name, "stated_on": today}
        signature |= {"meaning": MEANING, "proof": proof, "proved_at": proved_at, "eligibility": proven.to_json()}
        write(row, draft, signature, now)
        noted("statement.sign", by, row, ["state", "content_hash", "meaning"], now, [content_hash, MEANING])
        letter("signed", row, row.practitioner, f"Signed: the statement that you asked {row.supervisor} for", now)
    return row


class Draft:
    """The words of a statement that waits, as the log fills them in today."""

    def __init__(self, statement: Statement, asked: Asked, log: Log):
        self.asked, self.log, self.counted = asked, log, log.to_json()
        names = (statement.practitioner.full_name, statement.supervisor.full_name)
        self.wording = asked.wording.filled(*names, self.counted)
        self.content_hash = content_hash(content_of(statement, self.wording, self.counted))
        self.lacks = lacking(asked, log)


def drafted(statement: Statement, today: date) -> Draft:
    """What would be signed now. Raises `Refused` where the rule no longer asks for it."""
    person = statement.practitioner
    asked = asked_of(statement.jurisdiction, statement.name, person, today)
    return Draft(statement, asked, log_of(person, statement.supervisor, asked.sessions, today))


def write(row: Statement, draft: Draft, signature: dict, now: datetime) -> None:
    """Lock the signed words; the one in force before is closed and named."""
    about = {"practitioner": row.practitioner, "jurisdiction": row.jurisdiction, "name": row.name}
    before = Statement.objects.current().filter(**about, state=StatementState.SIGNED).first()
    if before:
        Statement.objects.filter(pk=before.pk).update(superseded_at=now)
    words = {"wording": draft.wording, "counted": draft.counted, "content_hash": draft.content_hash}
    move(row, StatementState.SIGNED, replaces=before, **words, **signature)


def locked(statement: Statement) -> Statement:
    """The statement as it is now, with its person's row locked: one act at a time."""
    held(statement.practitioner)
    return Statement.objects.select_related("practitioner", "supervisor", "jurisdiction").get(pk=statement.pk)


def end(row: Statement, state: str, by, now: datetime, **more) -> None:
    move(row, state, ended_at=now, ended_by=by, **more)


def move(row: Statement, state: str, **changes) -> None:
    """On from waiting by compare-and-swap: whoever came first wins."""
    waiting = Statement.objects.filter(pk=row.pk, state=StatementState.ASKED)
    if waiting.update(state=state, **changes) != 1:
        raise Refused("This statement no longer waits. Look at it again.")
    for name, value in {"state": state, **changes}.items():
        setattr(row, name, value)


def noted(action: str, by, row: Statement, fields: list[str], now: datetime, values=None) -> None:
    record(action=action, by=by, subject=row, practitioner=row.practitioner, fields=fields, values=values, now=now)


def letter(what: str, row: Statement, to: Practitioner, subject: str, now: datetime) -> None:
    queue_mail(
        key=f"statement-{what}:{row.pk}",
        to=address_of(to),
        subject=subject,
        template=f"statement_{what}",
        context={"statement": row, "reader": to},
        practitioner=to,
        now=now,
    )
