"""Which decisions make sense in which state of a certification, and what is missing for the main ones."""

from training.evaluation.outcomes import Certification
from training.models import DecisionKind, Practitioner, Renewal, Scheme

# A therapist may submit a renewal in these states; submitted in one of them, it is decided after a lapse too.
RENEWABLE = {Certification.ACTIVE, Certification.INACTIVE, Certification.RENEWAL_OPEN, Certification.GRACE}
RENEWING = RENEWABLE | {Certification.LAPSED}
# What may be decided in each state, the most likely first.
HELD = (DecisionKind.EXTEND, DecisionKind.REDUCE_SCOPE, DecisionKind.SUSPEND, DecisionKind.REVOKE)
POSSIBLE = {
    Certification.NONE: (),
    Certification.IN_PROGRESS: (DecisionKind.DECLINE,),
    Certification.READY: (DecisionKind.AWARD, DecisionKind.DECLINE),
    Certification.ACTIVE: HELD,
    Certification.INACTIVE: HELD,
    Certification.RENEWAL_OPEN: HELD,
    Certification.GRACE: (DecisionKind.EXTEND, DecisionKind.SUSPEND, DecisionKind.REVOKE),
    Certification.LAPSED: (DecisionKind.AWARD, DecisionKind.DECLINE),
    Certification.SUSPENDED: (DecisionKind.REINSTATE, DecisionKind.REDUCE_SCOPE, DecisionKind.REVOKE),
    Certification.REVOKED: (DecisionKind.AWARD,),
}


def possible(evaluation, renewal: Renewal | None) -> tuple[DecisionKind, ...]:
    """The kinds of decision that make sense now; a waiting renewal comes first."""
    kinds = POSSIBLE[evaluation.outcome]
    if renewal and evaluation.outcome in RENEWING:
        kinds = (
            DecisionKind.RENEW,
            DecisionKind.DECLINE,
            *(kind for kind in kinds if kind not in (DecisionKind.AWARD, DecisionKind.DECLINE)),
        )
    return kinds


def waiting_renewal(practitioner: Practitioner, scheme: Scheme) -> Renewal | None:
    return practitioner.renewals.filter(scheme=scheme, state=Renewal.State.SUBMITTED).select_related("cycle").first()


def lacking(kind: str, evaluation, renewal: Renewal | None) -> list[str]:
    """What is missing: today, or for a renewal on the day it was submitted, however long the decision took."""
    if kind == DecisionKind.RENEW:
        return [finding["label"] for finding in renewal.evaluation["findings"] if finding["truth"] != "met"]
    return [finding.label for finding in evaluation.findings if finding.truth != "met"]
