"""Which decisions make sense for a person now, and why the others do not."""

from dataclasses import dataclass
from datetime import date

from training.actions import Refused
from training.actions.changes import CHANGING, require_cycle
from training.actions.decision import require_possible
from training.evaluation.outcomes import Certification
from training.models import DecisionKind, Practitioner, Renewal, Scheme
from training.queries.cycles import running
from training.queries.decidable import lacking, possible

NOT_YET = (Certification.NONE, Certification.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of decision; `reason` says why it is refused, and is empty when it is offered."""

    kind: DecisionKind
    reason: str = ""


def offers(person: Practitioner, scheme: Scheme, evaluation, renewal: Renewal | None, today: date) -> list[Offer]:
    """The decisions of this state of affairs, each judged as the action will judge it."""
    kinds = possible(evaluation, renewal)
    judged = [Offer(kind, reason_against(kind, person, scheme, evaluation, renewal, today)) for kind in kinds]
    if evaluation.outcome in NOT_YET:
        judged.insert(0, Offer(DecisionKind.AWARD, not_yet(evaluation)))
    return judged


def reason_against(kind: DecisionKind, person: Practitioner, scheme: Scheme, evaluation, renewal, today: date) -> str:
    try:
        require_possible(kind, evaluation, renewal, person)
        if kind in CHANGING:
            require_cycle(kind, running(person, scheme, today))
    except Refused as refused:
        return str(refused)
    return ""


def not_yet(evaluation) -> str:
    missing = lacking(DecisionKind.AWARD, evaluation, None)
    are = "requirement is" if len(missing) == 1 else "requirements are"
    return f"Not yet: {len(missing)} {are} missing." if missing else "Not yet."
