"""Signing without a login: state license and training once, then sign exactly what was seen, or return it.

A signature by link locks the entry and counts for nothing until a manager has verified it (`actions.verify_signature`).
"""

from datetime import datetime

from django.db import transaction

from training.actions import Refused
from training.actions.audit import record
from training.actions.joining import hashed
from training.actions.license import LONGEST_NUMBER
from training.actions.once import held
from training.actions.sign import MEANING, Changed, move, tell_trainee
from training.actions.signing_code import locked
from training.actions.signing_receipts import mail_receipt
from training.models import (
    Jurisdiction,
    LinkEnding,
    LinkSignature,
    Practitioner,
    SessionState,
    SessionStep,
    SigningLink,
    SupervisedSession,
    SupervisorStatement,
)
from training.models.fields import normalize_number
from training.permissions import record_of
from training.queries.navigation import to_sign
from training.queries.signing import is_proven, owns, statement_of

PROOF = "emailed code"
STALE_PROOF = "It has been 15 minutes since your code, or you went on in another browser. Ask for a new code."
MOST_YEARS = 70


class Unproven(Refused):
    """The code is too old, or was written in another browser."""


def proven(link: SigningLink, secret: str, now: datetime) -> SigningLink:
    """The link with its row locked, if this browser has proven itself lately."""
    row = locked(link, now)
    if not secret or not is_proven(row, hashed(secret), now):
        raise Unproven(STALE_PROOF)
    return row


@transaction.atomic
def state(*, link: SigningLink, secret: str, values: dict, now: datetime) -> SupervisorStatement:
    """What the supervisor says of their license and training. The same words again are the row that is there."""
    link = proven(link, secret, now)
    check(values)
    known = statement_of(link.supervisor)
    if known and all(getattr(known, name) == value for name, value in values.items()):
        return known
    made = SupervisorStatement.objects.create(supervisor=link.supervisor, link=link, stated_at=now, **values)
    record(
        action="supervisor.state",
        by=None,
        subject=made,
        practitioner=link.supervisor,
        fields=values,
        values={name: str(value) for name, value in values.items()},
        now=now,
    )
    return made


def check(values: dict) -> None:
    place: Jurisdiction | None = values.get("jurisdiction")
    if place is None:
        raise Refused("Choose the state of your license.", field="jurisdiction")
    if not 0 < len(normalize_number(values["number"])) <= LONGEST_NUMBER:
        raise Refused("Write the number as it stands on the license.", field="number")
    if not 0 <= values["years_licensed"] <= MOST_YEARS:
        raise Refused(f"Write whole years, 0 to {MOST_YEARS}.", field="years_licensed")


@transaction.atomic
def sign_entry(
    *, link: SigningLink, secret: str, session: SupervisedSession, content_hash: str, signed_in=None, now: datetime
) -> LinkSignature:
    """Sign the version whose hash was shown. A second click returns the signature that is there.

    `signed_in` is a login that is open in the same browser: a trainee signs nothing of their own. Raises `Unproven`,
    and `Changed` when the entry is no longer what was shown.
    """
    held(session.practitioner)
    if signed := signed_before(link, secret, session, content_hash, now):
        return signed
    person, link = both(link, secret, session, signed_in, now)
    statement = statement_of(link.supervisor)
    if statement is None:
        raise Refused("State your license and training first.")
    move(session, SessionState.TO_VERIFY, content_hash)
    signature = LinkSignature.objects.create(
        session=session,
        practitioner=person,
        link=link,
        statement=statement,
        signed_at=now,
        printed_name=link.supervisor.full_name,
        meaning=MEANING,
        content_hash=content_hash,
        proof=PROOF,
        proved_at=link.proved_at,
    )
    values = {"content_hash": content_hash, "meaning": MEANING, "statement": statement.pk}
    note(link, session, person, SessionState.TO_VERIFY, "", values, now)
    end_if_done(link, now)
    return signature


def signed_before(link, secret: str, session: SupervisedSession, content_hash: str, now) -> LinkSignature | None:
    """This browser's own signature on this very version; also where it was the last one and used the link up."""
    signed = link.signatures.filter(session=session, content_hash=content_hash, outcome="").select_related("link")
    return next((each for each in signed if is_proven(each.link, hashed(secret), now)), None)


@transaction.atomic
def return_entry(
    *,
    link: SigningLink,
    secret: str,
    session: SupervisedSession,
    content_hash: str,
    comment: str,
    signed_in=None,
    now: datetime,
) -> SessionStep:
    """Return the version that was shown, with what is wrong with it. A second click returns the first step."""
    comment = comment.strip()
    if not comment:
        raise Refused("Say what to change. The comment goes to the trainee.", field="comment")
    person, link = both(link, secret, session, signed_in, now)
    last = session.steps.order_by("-at", "-pk").first()
    if last and (last.state, last.by_link_id, last.comment) == (SessionState.RETURNED, link.pk, comment):
        return last
    move(session, SessionState.RETURNED, content_hash)
    step = note(link, session, person, SessionState.RETURNED, comment, {"comment": comment}, now)
    tell_trainee(session, step, now)
    end_if_done(link, now)
    return step


def both(link, secret: str, session: SupervisedSession, signed_in, now: datetime) -> tuple[Practitioner, SigningLink]:
    """The trainee and the link, their rows locked in this order, and everything in place for a word on the session."""
    person = held(session.practitioner)
    link = proven(link, secret, now)
    if session.supervisor_id != link.supervisor_id:
        raise Changed("This session names another supervisor by now. Nothing was written.")
    mine = record_of(signed_in) if signed_in else None
    if mine and mine.pk == person.pk:
        raise Refused("You are signed in as the trainee. Nobody signs their own session.")
    if owns(person, link.address):  # it may have become theirs since they submitted
        raise Refused("This link went to an address of the trainee. Nobody signs their own session.")
    return person, link


def note(link, session, person, state, comment: str, values: dict, now: datetime) -> SessionStep:
    step = SessionStep.objects.create(session=session, state=state, at=now, by_link=link, comment=comment)
    action = "session.return_by_link" if state == SessionState.RETURNED else "session.sign_by_link"
    told = {"link": link.pk, **values}
    record(action=action, by=None, subject=session, practitioner=person, fields=["state", *told], values=told, now=now)
    return step


def end_if_done(link: SigningLink, now: datetime) -> None:
    """The link is used up when nothing waits any more, and its holder gets the receipt."""
    if not to_sign(link.supervisor).exists():
        end(link, now)


@transaction.atomic
def finish(*, link: SigningLink, secret: str, now: datetime) -> None:
    """The holder stops here: the link is used up. What is left comes with the next link."""
    link = proven(link, secret, now)
    if link.steps.exists():
        end(link, now)


def end(link: SigningLink, now: datetime) -> None:
    if SigningLink.objects.filter(pk=link.pk, ended_at=None).update(ended_at=now, ending=LinkEnding.USED) == 1:
        mail_receipt(link, now)
