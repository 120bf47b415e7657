"""Adopted practice rules and house policies as the pure versions that evaluation reads."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import Q

from training.evaluation.dates import OPEN, day_after
from training.evaluation.rules import RuleVersion, Stage, prefixed
from training.models import HousePolicy, Jurisdiction, PracticeRule
from training.trees import joined, tree_of_stream


def rule_versions(
    jurisdiction: Jurisdiction, profession: str, known_at: datetime | None = None
) -> tuple[RuleVersion, ...]:
    """The versions of a jurisdiction's rule that were adopted, with the house policy of each day joined to them.

    `known_at` leaves out what was adopted later. A version is split where a house policy begins or ends: its id is
    the rule's, then that of each policy ("12", "12+3").
    """
    rules = list(adopted(PracticeRule.objects.filter(jurisdiction=jurisdiction, profession=profession), known_at))
    policies = house_policies(jurisdiction, known_at) if rules else []
    versions = [version_of(rule, jurisdiction, end_as_known(rule, rules, known_at)) for rule in rules]
    return tuple(piece for version in versions for piece in pieces(version, policies))


def adopted(rows, known_at: datetime | None):
    """Those adopted by the instant, or at all."""
    rows = rows.filter(adopted_at__isnull=False).order_by("effective_from", "pk")
    return rows.filter(adopted_at__lte=known_at) if known_at else rows


def house_policies(jurisdiction: Jurisdiction, known_at: datetime | None) -> list[HousePolicy]:
    """The adopted policies that name this jurisdiction, or none and so all of them."""
    here = Q(jurisdictions=None) | Q(jurisdictions=jurisdiction)
    policies = list(adopted(HousePolicy.objects.filter(here), known_at))
    for policy in policies:
        if known_at and policy.ended_at and policy.ended_at > known_at:
            policy.effective_until = policy.adopted_until
    return policies


def end_as_known(rule: PracticeRule, known: Iterable[PracticeRule], known_at: datetime | None) -> date | None:
    """The last day of a version, without the word of a successor that nobody had adopted yet at the instant."""
    if not (known_at and rule.ended_at and rule.ended_at > known_at):
        return rule.effective_until
    later = [each.effective_from - timedelta(days=1) for each in known if each.effective_from > rule.effective_from]
    return min([*later, rule.adopted_until or OPEN]) if later else rule.adopted_until


def version_of(rule: PracticeRule, jurisdiction: Jurisdiction, effective_until: date | None) -> RuleVersion:
    """One adopted row as a pure version, before house policy."""
    return RuleVersion(
        id=str(rule.pk),
        status=rule.status,
        effective_from=rule.effective_from,
        effective_until=effective_until,
        adopted_on=rule.adopted_at
        and rule.adopted_at.date(),  # asked only whether there is one; `known_at` is decided above
        tree=tree_of_stream(rule.requirements),
        provisional=stage_of(rule),
        position=rule.position or None,
        review_on=rule.review_on,
        citation=rule.citation,
        duties=tuple(rule.duties),
        jurisdiction=jurisdiction.code,
        profession=rule.profession,
        scope=tuple(rule.scope),
        scope_from_training=rule.scope_from_training,
    )


def stage_of(rule: PracticeRule) -> Stage | None:
    """Provisional practice, where the rule has such a stage."""
    tree = tree_of_stream(rule.provisional)
    if not (tree and rule.provisional_months):
        return None
    return Stage(
        tree=tree,
        months=rule.provisional_months,
        anchor=rule.provisional_anchor,
        scope=tuple(rule.provisional_scope),
    )


def pieces(version: RuleVersion, policies: list[HousePolicy]) -> list[RuleVersion]:
    """The version, cut where a house policy begins or ends."""
    starts = sorted({version.effective_from, *cuts(version, policies)})
    ends = [*(start - timedelta(days=1) for start in starts[1:]), version.effective_until]
    return [piece(version, start, end, policies) for start, end in zip(starts, ends, strict=True)]


def cuts(version: RuleVersion, policies: list[HousePolicy]) -> set[date]:
    """The days within the version on which the house policy in force changes."""
    days = {policy.effective_from for policy in policies}
    days |= {day_after(policy.effective_until) for policy in policies if policy.effective_until not in (None, OPEN)}
    return {day for day in days if version.effective_from < day <= (version.effective_until or OPEN)}


def piece(version: RuleVersion, start: date, end: date | None, policies: list[HousePolicy]) -> RuleVersion:
    here = [
        p for p in policies if p.effective_from <= start and (p.effective_until is None or start <= p.effective_until)
    ]
    trees = (prefixed(tree, str(p.pk)) for p in here if (tree := tree_of_stream(p.requirements)))
    return replace(
        version,
        id="+".join([version.id, *(str(policy.pk) for policy in here)]),
        effective_from=start,
        effective_until=end,
        house=joined(*trees),
        whole=version.law_days,
    )
