"""What rules and schemes call the evidence that they ask for, so that people enter it under the same name."""

from training.evaluation.requirements import walk
from training.models import HousePolicy, PracticeRule, SchemeVersion
from training.models.fields import fold
from training.trees import tree_of_stream

NAMED = ("exam", "credential", "filing", "attestation")


def names_asked(kind: str) -> list[str]:
    """The names that adopted rules, policies and schemes ask for by this kind of evidence, in order."""
    if kind not in NAMED:
        return []
    nodes = (node for tree in adopted_trees() if tree for node in walk(tree))
    return sorted({node.name for node in nodes if node.kind == kind})


def adopted_trees():
    for rule in PracticeRule.objects.filter(state=PracticeRule.State.ADOPTED):
        yield from (tree_of_stream(rule.requirements), tree_of_stream(rule.provisional))
    for policy in HousePolicy.objects.filter(adopted_at__isnull=False):
        yield tree_of_stream(policy.requirements)
    for version in SchemeVersion.objects.filter(adopted_at__isnull=False):
        yield from map(tree_of_stream, (version.initial, version.renewal, version.throughout))


def as_asked(name: str, known: list[str]) -> str:
    """`name` in the spelling of the requirement, where only case, accents or spaces differ."""
    return next((each for each in known if fold(each) == fold(name)), name)
