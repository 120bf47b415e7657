"""A supervisor's word on a session: sign exactly what was seen, or send it back with a comment."""

from datetime import datetime

from django.db.models import QuerySet

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.mail import address_of, queue_mail
from training.actions.standing import changing
from training.evaluation.dates import long_date
from training.models import SessionState, SessionStep, SignOff, SupervisedSession
from training.permissions import Verdict, may_sign, no
from training.queries.amendments import stands
from training.queries.eligibility import Eligibility, eligibility
from training.session_content import content_hash as hash_of_content

MEANING = (
    "I supervised this session as described, I was qualified to do so on that day, "
    "and I will not decide this person’s certification. I sign electronically, and mean it as my signature."
)


class Changed(Refused):
    """The entry is no longer the one that was shown, or no longer waits."""


def verdict_on_signing(by, session: SupervisedSession) -> Verdict:
    """Whether this login may sign this session: the named supervisor, eligible on the session's day."""
    verdict = may_sign(by, session)
    if not verdict:
        return verdict
    proof = eligibility(session.supervisor, session.happened_on)
    return verdict if proof else not_eligible(proof)


def not_eligible(proof: Eligibility) -> Verdict:
    return no(proof.reason, "A compliance manager checks licenses at their source.")


def sign(
    *, by, session: SupervisedSession, content_hash: str, proof: str, proved_at: datetime, now: datetime
) -> SignOff:
    """Sign the version whose hash was shown. A second click returns the signature that is there.

    `proof` is how the signer proved who they are, at `proved_at`. Raises `Changed` when the entry is no longer what was
    shown, and `Refused` when the signer may not sign or was not eligible on the session's day.
    """
    require(may_sign(by, session))
    with changing(session.practitioner):
        signed = signed_before(by, session, content_hash)
        if signed:
            return signed
        shown = as_shown(session, content_hash)
        eligible = eligibility(shown.supervisor, shown.happened_on)
        if not eligible:
            raise Refused(not_eligible(eligible))
        move(session, SessionState.SIGNED, content_hash)
        close_amended(session, now)
        sign_off = SignOff.objects.create(
            session=session,
            supervisor=shown.supervisor,
            signed_by=by,
            signed_at=now,
            printed_name=shown.supervisor.full_name,
            meaning=MEANING,
            content_hash=content_hash,
            proof=proof,
            proved_at=proved_at,
            eligibility=eligible.to_json(),
        )
        note(session, SessionState.SIGNED, by, "", now, values={"content_hash": content_hash, "meaning": MEANING})
    return sign_off


def signed_before(by, session: SupervisedSession, content_hash: str) -> SignOff | None:
    """This person's own signature on this very version."""
    return SignOff.objects.filter(session=session, signed_by=by, content_hash=content_hash).first()


def send_back(*, by, session: SupervisedSession, content_hash: str, comment: str, now: datetime) -> SessionStep:
    """Return the version that was shown, with what is wrong with it. A second click returns the first step."""
    require(may_sign(by, session))
    comment = comment.strip()
    if not comment:
        raise Refused("Say what to change. The comment goes to the trainee.", field="comment")
    with changing(session.practitioner):
        last = session.steps.order_by("-at", "-pk").first()
        if last and last.state == SessionState.RETURNED and last.by_id == by.pk and last.comment == comment:
            return last
        move(session, SessionState.RETURNED, content_hash)
        step = note(session, SessionState.RETURNED, by, comment, now, values={"comment": comment})
        tell_trainee(session, step, now)
    return step


def move(session: SupervisedSession, to: SessionState, content_hash: str) -> None:
    """From waiting to signed or returned, if it still waits and still says what was shown."""
    as_shown(session, content_hash)
    if waiting(session, content_hash).update(state=to) != 1:
        raise Changed(words_for_change(session.pk))
    session.state = to


def as_shown(session: SupervisedSession, content_hash: str) -> SupervisedSession:
    """The entry as it is now, which still waits for the same supervisor and says what was shown; else `Changed`.

    `session` was read before the lock: its day and its supervisor may be those of another text.
    """
    row = waiting(session, content_hash).select_related("supervisor").first()
    # The stored hash and the fields it stands for must agree too: what is signed is what is there.
    if row is None or hash_of_content(row) != content_hash:
        raise Changed(words_for_change(session.pk))
    return row


def waiting(session: SupervisedSession, content_hash: str) -> QuerySet[SupervisedSession]:
    """This entry, if it waits for the supervisor whom it was shown to, with this hash."""
    shown = {"pk": session.pk, "supervisor": session.supervisor_id, "content_hash": content_hash}
    return SupervisedSession.objects.filter(**shown, state=SessionState.SUBMITTED, superseded_at=None)


def words_for_change(pk: int) -> str:
    """Why nothing was written, from the entry as it is now."""
    state = SupervisedSession.objects.values_list("state", flat=True).get(pk=pk)
    if state == SessionState.SUBMITTED:
        return "This entry changed while you were reading it. Nothing was written. Read it again."
    return f"This entry no longer waits for you: it is {SessionState(state).label.lower()}. Nothing was written."


def close_amended(session: SupervisedSession, now: datetime) -> None:
    """A signed amendment takes the place of the version that it names, which must still count.

    Whoever signed the old version and did not sign this one is told.
    """
    if not session.amends_id:
        return
    amended = SupervisedSession.objects.select_related("supervisor__user", "practitioner").get(pk=session.amends_id)
    if not (verdict := stands(amended)):
        raise Changed(f"{verdict.reason} Nothing was written.")
    SupervisedSession.objects.filter(pk=amended.pk).update(superseded_at=now)
    if amended.supervisor_id != session.supervisor_id:
        tell_former_supervisor(session, amended, now)


def tell_former_supervisor(session: SupervisedSession, amended: SupervisedSession, now: datetime) -> None:
    queue_mail(
        key=f"session-amended:{session.pk}",
        to=address_of(amended.supervisor),
        subject=f"Amended: a session of {amended.practitioner} that you signed",
        template="session_amended",
        context={"session": session, "amended": amended},
        practitioner=amended.supervisor,
        now=now,
    )


def note(session, state, by, comment, now, *, values) -> SessionStep:
    """The step for the history and the event for the audit."""
    step = SessionStep.objects.create(session=session, state=state, at=now, by=by, comment=comment)
    record(
        action="session.sign" if state == SessionState.SIGNED else "session.return",
        by=by,
        subject=session,
        practitioner=session.practitioner,
        fields=["state", *values],
        values=values,
        now=now,
    )
    return step


def tell_trainee(session: SupervisedSession, step: SessionStep, now: datetime) -> None:
    person = session.practitioner
    queue_mail(
        key=f"session-returned:{step.pk}",
        to=address_of(person),
        subject=f"Returned: your session of {long_date(session.happened_on)}",
        template="session_returned",
        context={"session": session, "comment": step.comment, "practitioner": person},
        practitioner=person,
        now=now,
    )
