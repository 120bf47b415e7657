"""Judging people as if a draft were adopted, beside how they are judged now. Nothing is written here.

It is the same evaluation as everywhere: only the versions that it reads differ.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from training.evaluation import Evaluation, clearance_timeline, evaluate_clearance
from training.evaluation.outcomes import Certification, Clearance
from training.evaluation.rules import RuleVersion, in_force
from training.models import HousePolicy, Jurisdiction, PracticeRule, SchemeVersion, WhatIf, WhatIfChange
from training.models.scope import scope_words
from training.queries.code_names import CodeNames
from training.queries.facts import load_facts
from training.queries.lines import amounts, said, sentence
from training.queries.pursuits import load_pursuits
from training.queries.rules import adopted, house_policies, pieces, version_of
from training.queries.spans import places_in_play
from training.queries.standing import tolerance, with_holdings
from training.queries.succession import rules_with
from training.queries.whatif import first_day, places_of

Direction = WhatIfChange.Direction
STAGE = "implied.provisional"
STANDS = {Certification.READY, Certification.ACTIVE, Certification.RENEWAL_OPEN}


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer about one person, as it is and as it would be; without a place it is about a certification.

    Without evaluations it was seen to stay as it is.
    """

    practitioner: int
    place: Jurisdiction | None
    before: Evaluation | None = None
    after: Evaluation | None = None

    @property
    def differs(self) -> bool:
        return bool(self.before and self.after) and seen(self.before) != seen(self.after)

    @property
    def direction(self) -> Direction:
        """Out for who may practice (is certified, is ready) and would not, in for the reverse, else other."""
        stood, stands = may(self.before.outcome), may(self.after.outcome)
        if stood == stands:
            return Direction.OTHER
        return Direction.OUT if stood else Direction.IN

    @property
    def lines(self) -> list[dict]:
        """The lines that make the difference: missing in addition, and no longer missing; then a scope."""
        before, after = missing(self.before), missing(self.after)
        still = {label for label, *_ in after}  # asked for otherwise, under the same words
        more = [shown(finding, "missing") for key, finding in after.items() if key not in before]
        less = [shown(finding, "met") for key, finding in before.items() if key[0] not in still]
        return more + less + stage_line(self.before, self.after) + scope_line(self.before, self.after)


def may(outcome) -> bool:
    return outcome.may_practice if isinstance(outcome, Clearance) else outcome in STANDS


def seen(evaluation: Evaluation) -> tuple:
    """What makes two answers the same to whoever reads them."""
    return evaluation.outcome, evaluation.deadline, evaluation.scope, set(missing(evaluation))


def missing(evaluation: Evaluation) -> dict:
    """The findings that are not met, by their words, how much they need and which of their parts are missing.

    Without the provisional stage: whether it holds is told by the outcome, what it lacks by the other lines.
    """
    rows = (finding for finding in evaluation.findings if finding.truth != "met" and finding.id != STAGE)
    return {(finding.label, finding.need, lacking(finding)): finding for finding in rows}


def lacking(finding) -> tuple:
    """The parts of a line that are missing, down to those that have no parts: their words and how much they need."""
    parts = (part for part in finding.children if part.truth != "met")
    return tuple((part.label, part.need, lacking(part)) for part in parts)


def shown(finding, state: str) -> dict:
    """A line as it is kept and read."""
    label = finding.label[:1].upper() + finding.label[1:]
    return {"state": state, "label": label, "words": what_is_missing(finding) if state == "missing" else ""}


def what_is_missing(finding) -> str:
    """“10 more hours. Has 50 of 60.”, and the same of each part that is missing, by its name."""
    own = [said(finding, None), has_words(finding), sentence(finding.note)]
    parts = (part for part in finding.children if part.truth != "met")
    return " ".join(filter(None, [*own, *map(part_words, parts)]))


def part_words(part) -> str:
    return f"{part.label[:1].upper()}{part.label[1:]}: {what_is_missing(part) or 'missing.'}"


def has_words(finding) -> str:
    """How much there is of how much is needed, where the line is counted and its parts do not say it."""
    have, need, unit = amounts(finding)
    return f"Has {have} of {need} {unit}." if need and not finding.children else ""


def stage_line(before: Evaluation, after: Evaluation) -> list[dict]:
    """Why who practices provisionally no longer would, where the draft has no such stage."""
    lost = before.outcome == Clearance.PROVISIONAL and not may(after.outcome)
    if not lost or any(finding.id == STAGE for finding in after.findings):
        return []
    return [{"state": "missing", "label": "Provisional practice", "words": "The draft has no such stage."}]


def scope_line(before: Evaluation, after: Evaluation) -> list[dict]:
    if before.scope == after.scope or not may(after.outcome):
        return []
    return [{"state": "scope", "label": "Scope", "words": scope_words(after.scope) or "No limit"}]


def judge_for(what_if: WhatIf):
    """What judges people for this question. Read once for many of them."""
    return CertificationJudge(what_if) if isinstance(what_if.draft, SchemeVersion) else ClearanceJudge(what_if)


class ClearanceJudge:
    """For a rule: there. For a house policy: wherever it would join a rule and the person is in play."""

    def __init__(self, what_if: WhatIf):
        self.what_if, self.names, self.tolerance = what_if, CodeNames(), tolerance()
        self.draft = as_adopted(what_if)
        self.places = {place.pk: place for place in places_of(what_if.draft)}
        self.versions: dict[tuple, tuple] = {}

    def judged(self, people: list[int]) -> Iterator[Judged]:
        people = sorted(people)
        facts, pursuits, in_play = load_facts(people), load_pursuits(people), places_in_play(people)
        for person in people:
            own = with_holdings(facts[person], pursuits[person])
            for place in map(self.places.get, in_play.get(person, ())):
                if place:
                    yield self.about(person, place, own)

    def about(self, person: int, place: Jurisdiction, facts) -> Judged:
        """Both answers; findings are drawn up only for whom the day or the unmet lines may differ."""
        both = self.versions_at(place, facts.profession)
        before, after = (self.on_the_day(versions, facts) for versions in both)
        return Judged(person, place, *([] if before == after else (self.answer(each, facts) for each in both)))

    def on_the_day(self, versions: tuple[RuleVersion, ...], facts) -> tuple:
        """What decides whether two answers can differ: the state of the day, and the unmet lines as written."""
        day, index = self.what_if.as_of, in_force(versions, facts.profession).value_on(self.what_if.as_of)
        spans = clearance_timeline(versions, facts, self.tolerance)
        span = next(each for each in spans if each.starts_on <= day <= each.ends_on)
        state = (span.outcome, span.deadline, span.scope)
        if index is None:
            return state
        version = versions[index]
        lines = {line.id: line for line in (*version.checklist, *version.review_line(self.tolerance))}
        return *state, version.status, version.position, [lines.get(id, id) for id in span.unmet]

    def answer(self, versions: tuple[RuleVersion, ...], facts) -> Evaluation:
        return evaluate_clearance(versions, facts, self.what_if.as_of, self.tolerance, self.names)

    def versions_at(self, place: Jurisdiction, profession: str) -> tuple:
        """The versions as they are, and as adopting the draft would leave them."""
        key = (place.pk, profession)
        if key not in self.versions:
            now = list(adopted(PracticeRule.objects.filter(jurisdiction=place, profession=profession), None))
            policies = house_policies(place, None)
            self.versions[key] = self.joined(place, now, policies), self.after(place, profession, now, policies)
        return self.versions[key]

    def after(self, place, profession, rules, policies) -> tuple[RuleVersion, ...]:
        if isinstance(self.draft, HousePolicy):
            return self.joined(place, rules, policies_with(self.draft, policies))
        same = profession == self.draft.profession
        return self.joined(place, rules_with(self.draft, self.draft.effective_from) if same else rules, policies)

    @staticmethod
    def joined(place, rules, policies) -> tuple[RuleVersion, ...]:
        found = (pieces(version_of(rule, place, rule.effective_until), policies) for rule in rules)
        return tuple(piece for versions in found for piece in versions)


def policies_with(draft: HousePolicy, policies: list[HousePolicy]) -> list[HousePolicy]:
    """The policies as adopting the draft would leave them: the one that it replaces ends on the day before."""
    day, kept = draft.effective_from - timedelta(days=1), []
    for policy in policies:
        shorter = policy.pk == draft.replaces_id and (policy.effective_until is None or policy.effective_until > day)
        kept.append(ending(policy, day) if shorter else policy)
    return sorted([*kept, draft], key=lambda policy: (policy.effective_from, policy.pk))


def ending(policy: HousePolicy, day: date) -> HousePolicy:
    ended = copy.copy(policy)
    ended.effective_until = day
    return ended


def as_adopted(what_if: WhatIf) -> PracticeRule | HousePolicy:
    """The draft as if it had been adopted when it was asked about; not saved."""
    draft = copy.copy(what_if.draft)
    draft.effective_from, draft.adopted_at = first_day(draft, what_if.as_of), what_if.asked_at
    return draft


class CertificationJudge:
    """For a scheme: everybody enrolled, by the lines of the draft instead of those of their own version."""

    def __init__(self, what_if: WhatIf):
        self.as_of: date = what_if.as_of
        self.version, self.names = what_if.version, CodeNames()

    def judged(self, people: list[int]) -> Iterator[Judged]:
        people = sorted(people)
        facts, pursuits = load_facts(people), load_pursuits(people)
        for person in people:
            for pursuit in pursuits[person]:
                if pursuit.scheme.pk == self.version.scheme_id:
                    drafted = replace(pursuit, version=self.version)
                    before, after = (
                        each.evaluation(facts[person], self.as_of, self.names) for each in (pursuit, drafted)
                    )
                    yield Judged(person, None, before, after)
