"""Signing several sessions that were read together: each by itself, on exactly the text that was shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from training.actions import Refused
from training.actions.sign import sign
from training.models import SignOff, SupervisedSession

AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of them: its signature, or why there is none."""

    session: SupervisedSession
    sign_off: SignOff | None = None
    reason: str = ""


def sign_several(
    *, by, shown: Iterable[tuple[SupervisedSession, str]], proof: str, proved_at: datetime, now: datetime
) -> list[Outcome]:
    """Sign each of `shown` (a session and the hash that was read), in a transaction of its own.

    What changed meanwhile or may not be signed is left as it is, and the others are signed all the same. Raises
    `Refused` for more than `AT_ONCE`.
    """
    shown = list(shown)
    if len(shown) > AT_ONCE:
        raise Refused(f"At most {AT_ONCE} sessions are signed at once. Nothing was signed.")
    return [sign_one(by, session, content_hash, proof, proved_at, now) for session, content_hash in shown]


def sign_one(by, session: SupervisedSession, content_hash: str, proof: str, proved_at, now: datetime) -> Outcome:
    try:
        given = {"by": by, "session": session, "content_hash": content_hash}
        return Outcome(session, sign(**given, proof=proof, proved_at=proved_at, now=now))
    except Refused as refused:
        return Outcome(session, reason=str(refused))
