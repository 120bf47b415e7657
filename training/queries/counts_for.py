"""Which requirements a piece of evidence fills, so that whoever accepts it knows before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Q

from training.evaluation.describe import describe
from training.evaluation.facts import Facts
from training.evaluation.items import is_counted, items
from training.evaluation.requirements import walk
from training.lasting import lasting
from training.models import Evidence, HousePolicy, Jurisdiction, PracticeRule, Practitioner, SchemeVersion
from training.queries.checklist import capital
from training.queries.code_names import CodeNames
from training.queries.facts import KINDS, MAKERS
from training.trees import tree_of_stream


def counts_for(evidence: Evidence, today: date, name: str = "") -> list[str]:
    """Lines such as “Dry Needling Practitioner, A CPR card in force”; under `name`, where one is given.

    Asked are the adopted rules, policies and schemes that apply to the person from today on, each line once.
    """
    fact = MAKERS[evidence.kind](evidence)
    fact = replace(fact, name=name) if name else fact
    facts = Facts(profession=evidence.practitioner.profession, **{KINDS[evidence.kind]: (fact,)})
    codes = CodeNames()
    filled = [
        f"{whose}, {capital(describe(node, codes))}"
        for whose, tree in asked_of(evidence.practitioner, evidence.jurisdiction, today)
        for node in walk(tree)
        if is_counted(node) and items(node, facts)
    ]
    return list(dict.fromkeys(filled))


def asked_of(person: Practitioner, board: Jurisdiction | None, today: date) -> Iterator[tuple[str, object]]:
    """What each scheme, rule and policy for this person asks, with whose it is; `board` is one more place."""
    in_time = lasting(today, "effective_until")
    here = places(person) | ({board.pk} if board else set())
    versions = SchemeVersion.objects.filter(in_time, adopted_at__isnull=False, scheme__profession=person.profession)
    for version in versions.select_related("scheme"):
        yield from named(version.scheme, version.initial, version.renewal, version.throughout)
    rules = PracticeRule.objects.filter(in_time, state=PracticeRule.State.ADOPTED, profession=person.profession)
    for rule in rules.filter(jurisdiction__in=here).select_related("jurisdiction"):
        yield from named(rule.jurisdiction, rule.requirements, rule.provisional)
    everywhere = Q(jurisdictions=None) | Q(jurisdictions__in=here)
    for policy in HousePolicy.objects.filter(in_time, everywhere, adopted_at__isnull=False).distinct():
        yield from named(policy, policy.requirements)


def named(whose, *streams) -> Iterator[tuple[str, object]]:
    yield from ((str(whose), tree) for tree in map(tree_of_stream, streams) if tree)


def places(person: Practitioner) -> set[int]:
    """Where the person works or holds a license."""
    clinics = person.assignments.values_list("clinic__jurisdiction", flat=True)
    return {*clinics, *person.licenses.current().values_list("jurisdiction", flat=True)}
