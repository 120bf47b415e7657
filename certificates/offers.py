"""Which decisions make sense for a person now, and why the others do not."""

from dataclasses import dataclass

from training.actions import Refused
from training.actions.decision import lacking, possible, require_possible
from training.evaluation.outcomes import Certification
from training.models import DecisionKind, Practitioner, Renewal

NOT_YET = (Certification.NONE, Certification.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of decision; `reason` says why it is refused, and is empty when it is offered."""

    kind: DecisionKind
    reason: str = ""


def offers(person: Practitioner, evaluation, renewal: Renewal | None) -> list[Offer]:
    """The decisions of this state of affairs, each judged as the action will judge it."""
    judged = [Offer(kind, reason_against(kind, person, evaluation, renewal)) for kind in possible(evaluation, renewal)]
    if evaluation.outcome in NOT_YET:
        judged.insert(0, Offer(DecisionKind.AWARD, not_yet(evaluation)))
    return judged


def reason_against(kind: DecisionKind, person: Practitioner, evaluation, renewal: Renewal | None) -> str:
    try:
        require_possible(kind, evaluation, renewal, person)
    except Refused as refused:
        return str(refused)
    return ""


def not_yet(evaluation) -> str:
    missing = lacking(DecisionKind.AWARD, evaluation, None)
    are = "requirement is" if len(missing) == 1 else "requirements are"
    return f"Not yet: {len(missing)} {are} missing." if missing else "Not yet."
