"""How long an answer holds, in words that say what ends it: a deadline, a look, or something that it rests on."""

from collections.abc import Callable
from datetime import date

from training.evaluation import Evaluation
from training.evaluation.dates import long_date
from training.evaluation.outcomes import Clearance


def check_by(evaluation: Evaluation) -> date | None:
    """The last day on which the check is fresh, where that is what ends the present answer."""
    return evaluation.until if evaluation.next_outcome == Clearance.CHECK_DUE else None


def last_day(evaluation: Evaluation) -> date | None:
    """The last day of the present answer, None while it is open. A check that goes stale is `check_by`, no end."""
    if evaluation.outcome == Clearance.PROVISIONAL and check_by(evaluation):
        return evaluation.deadline
    return None if check_by(evaluation) else evaluation.until


def until_words(evaluation: Evaluation, say: Callable[[date], str] = long_date) -> str:
    """“until …”, “check due by …”, both, or nothing: said beside the outcome."""
    return clearance_until(evaluation.outcome, evaluation.deadline, evaluation.until, evaluation.next_outcome, say)


def first_end(evaluation: Evaluation, reason: str, say: Callable[[date], str] = long_date) -> str:
    """The first day on which the answer ends and why, then the last one of provisional practice; empty while open."""
    if not evaluation.until or not reason:
        return until_words(evaluation, say)
    ends, deadline = f"until {say(evaluation.until)}, when {reason}", evaluation.deadline
    is_later = evaluation.outcome == Clearance.PROVISIONAL and deadline and deadline != evaluation.until
    return f"{ends}; provisional until {say(deadline)} at the latest" if is_later else ends


def clearance_until(outcome, deadline, until, next_outcome, say=long_date) -> str:
    """The same from the parts of a stored answer; `until` and `next_outcome` are None while nothing ends it."""
    parts = []
    if outcome == Clearance.PROVISIONAL and deadline:
        parts.append(f"until {say(deadline)}")
    if until and next_outcome == Clearance.CHECK_DUE:
        parts.append(f"check due by {say(until)}")
    if until and not parts:
        parts.append(f"until {say(until)}")
    return ", ".join(parts)
