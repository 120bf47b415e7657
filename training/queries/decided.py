"""A decision's evaluation, computed again from what was known when it was made."""

from dataclasses import replace
from datetime import date

from training.evaluation import Evaluation, Finding
from training.models import Decision, DecisionKind, Enrollment
from training.queries.facts import load_facts
from training.queries.pursuits import Pursuit
from training.queries.standing import CODE_VERSION, pursuit_of


def kept(evaluation: Evaluation) -> dict:
    """The evaluation as a decision or a renewal keeps it: with the version of the code that made it."""
    return evaluation.to_json() | {"code_version": CODE_VERSION}


def recomputed(decision: Decision) -> Evaluation | None:
    """The evaluation of the decision's day from the rows known at its instant, the decision itself left out.

    Its digest is the stored one, or somebody has changed a row of the past. What things were called then is taken from
    what was stored: a module renamed since is no other module. None for history that was brought in without one.
    """
    pursuit = pursuit_before(decision)
    if pursuit is None or "as_of" not in decision.evaluation:
        return None
    facts = load_facts([decision.practitioner_id], decision.decided_at)[decision.practitioner_id]
    fresh = pursuit.evaluation(facts, date.fromisoformat(decision.evaluation["as_of"]))
    stored = {each["id"]: each for each in decision.evaluation["findings"]}
    return replace(fresh, findings=tuple(as_called(each, stored.get(each.id)) for each in fresh.findings))


def pursuit_before(decision: Decision) -> Pursuit | None:
    """The pursuit as it stood when it was decided: with the decisions before this one, and their cycles."""
    person, scheme = decision.practitioner, decision.scheme
    pursuit = pursuit_of(person, scheme, decision.decided_at)
    if pursuit is None:
        return None
    cycles = [
        pair for pair in zip(pursuit.cycle_rows, pursuit.cycles, strict=True) if before(pair[0].decision, decision)
    ]
    acts = [pair for pair in zip(pursuit.act_rows, pursuit.acts, strict=True) if before(pair[0], decision)]
    first = Enrollment.objects.select_related("version").get(practitioner=person, scheme=scheme).version
    return replace(
        pursuit,
        version=cycles[-1][0].version if cycles else first,
        cycle_rows=tuple(row for row, _ in cycles),
        cycles=tuple(fact for _, fact in cycles),
        act_rows=tuple(row for row, _ in acts),
        acts=tuple(fact for _, fact in acts),
    )


def before(one: Decision, other: Decision) -> bool:
    """Whether it came first; the rows of one reduction of scope, one for each cycle, came together."""
    if one.kind == other.kind == DecisionKind.REDUCE_SCOPE and one.decided_at == other.decided_at:
        return False
    return (one.decided_at, one.pk) < (other.decided_at, other.pk)


def as_called(finding: Finding, stored: dict | None) -> Finding:
    """The finding under the label that it was stored with, and so each part of it."""
    if stored is None:
        return finding
    parts = {each["id"]: each for each in stored["children"]}
    children = tuple(as_called(each, parts.get(each.id)) for each in finding.children)
    return replace(finding, label=stored["label"], children=children)
