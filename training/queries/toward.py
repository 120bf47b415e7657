"""What a course counts toward for one person: the lines of the rules and schemes in play that it fills, or why none.

Nothing is stored: a license or an enrollment that is added later is asked from then on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.urls import reverse

from training.evaluation import Evaluation, Finding
from training.evaluation.facts import CompletionFact, CreditFact, Facts
from training.evaluation.node import Node
from training.evaluation.requirements import COURSE_KINDS
from training.models import Evidence, EvidenceState, Jurisdiction, Module, ModuleRevision
from training.queries.explained import history_of
from training.queries.facts import fact_of
from training.queries.lines import PROVISIONAL
from training.queries.my_facts import MyFacts, module_fact
from training.queries.my_standing import Certified, Place, enrolled, offers, place_of, working_at
from training.queries.planner import gained
from training.queries.toward_words import MET, Share, added, as_counted, opened, why_nothing
from training.queries.waits import every

Course = CreditFact | CompletionFact
FEW = 2
COUNTING = (EvidenceState.SUBMITTED, EvidenceState.ACCEPTED)
RENEWAL = "renewal."  # how the ids of its lines begin (`nodes_of`)
KIND = {CreditFact: ("credit", "credits"), CompletionFact: ("completion", "completions")}


@dataclass(frozen=True, slots=True)
class Toward:
    """One rule or scheme: what the course gives there, or why nothing. `is_on_record` tells counting from hoping,
    `is_offer` a scheme that the person has not enrolled in."""

    name: str
    url: str
    shares: tuple[Share, ...]
    why: str = ""
    is_on_record: bool = False
    is_offer: bool = False

    @property
    def words(self) -> str:
        """All in a few words; a list names the first lines alone."""
        given = [each.words for each in self.shares[:FEW]]
        more = len(self.shares) - len(given)
        given += [f"{more} more {'line' if more == 1 else 'lines'}"] if more else []
        said = "; ".join(given)
        return (f"counts as {said}" if self.is_on_record else said) if given else self.why


@dataclass(frozen=True, slots=True)
class Leaf:
    """A line without parts. `is_open`: it, and all that it is part of, is not met; `is_needed`: it is not what a met
    alternative goes without."""

    finding: Finding
    node: Node
    is_open: bool
    is_needed: bool
    is_provisional: bool

    @property
    def purpose(self) -> str:
        """What it is for, where that is not all that the rule or scheme is about."""
        if self.is_provisional:
            return " to begin provisionally"
        return " to renew" if self.finding.id.startswith(RENEWAL) else ""


@dataclass(frozen=True)
class Target:
    """A rule or a scheme that may count a course; of a renewal with the first day that it counts."""

    each: Place | Certified
    name: str
    url: str
    is_offer: bool = False
    since: date | None = None

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        return tuple(course_lines(self.each.evaluation.findings, self.each.nodes))

    def toward(self, shares: Iterable[Share], why: str, **given) -> Toward:
        shares = tuple(shares)
        return Toward(self.name, self.url, shares, "" if shares else why, is_offer=self.is_offer, **given)


def course_lines(findings, nodes) -> Iterator[Leaf]:
    """The leaves that courses fill. What was taught is one line of a rule, whatever its stage."""
    for leaf in leaves_of(findings, nodes):
        if leaf.node.kind in COURSE_KINDS or (leaf.node.kind == "taught" and not leaf.is_provisional):
            yield leaf


def leaves_of(findings, nodes, is_open=True, in_met=False, in_stage=False) -> Iterator[Leaf]:
    """The leaves that a rule or scheme asks for, each with what it is part of in view."""
    for each in findings:
        node, still = nodes.get(each.id), is_open and each.truth != "met"
        stage = in_stage or each.id == PROVISIONAL
        if each.children:
            yield from leaves_of(each.children, nodes, still, each.truth == "met" and not stage, stage)
        elif node:
            yield Leaf(each, node, still, not in_met or each.truth == "met", stage)


class InPlay:
    """The rules and schemes that a person's courses may count in, each evaluated once for a page."""

    def __init__(self, known: MyFacts, today: date):
        self.known, self.today = known, today

    @cached_property
    def targets(self) -> list[Target]:
        """The jurisdictions of their clinics and licenses, then the schemes enrolled in, or else those on offer."""
        places = [place_of(self.known, each, (), self.today, hoping=False) for each in self.places]
        mine = [enrolled(self.known, each, None, self.today, hoping=False) for each in self.known.pursuits]
        schemes = mine or offers(self.known, self.today, hoping=False)
        return [Target(each, each.jurisdiction.name, each.url) for each in places] + list(map(self.scheme, schemes))

    def scheme(self, each: Certified) -> Target:
        url = reverse("my:certification", args=[each.scheme.slug])
        pursuit = next((own for own in self.known.pursuits if own.scheme == each.scheme), None)
        running = pursuit and history_of(pursuit).running(self.today)
        return Target(each, each.scheme.name, url, not each.enrolled, running.starts_on if running else None)

    @property
    def places(self) -> Iterable[Jurisdiction]:
        working = working_at(self.known, self.today).values("jurisdiction")
        licensed = self.known.practitioner.licenses.current().values("jurisdiction")
        return Jurisdiction.objects.filter(Q(pk__in=working) | Q(pk__in=licensed)).order_by("name")

    def planned(self, course: Course) -> list[Toward]:
        """What a course would add if it counted, from its day on, beside what counts today."""
        facts = with_course(self.known.counted, course)
        return [self.would_add(each, course, facts) for each in self.targets]

    def would_add(self, target: Target, course: Course, facts: Facts) -> Toward:
        before, after = target.each.evaluation, target.each.under(facts)
        then = {finding.id: finding for finding in every(after.findings)}
        gains = [each for each in target.leaves if each.is_open and fills(each, then.get(each.finding.id))]
        shares = [added(each, then[each.finding.id], course, self.known.names) for each in gains]
        return target.toward(shares + wider(before, after), self.why(target, course, before))

    def on_record(self, courses: list[Course], again: Course | None = None) -> list[Toward]:
        """What a course counts as, all the times that it was taken; `again` is one more time, for where it counts no
        longer."""
        return [self.counted(each, courses, again) for each in self.targets]

    def counted(self, target: Target, courses: list[Course], again: Course | None) -> Toward:
        mine = {(KIND[type(each)][0], each.id): each for each in courses}
        found = [(leaf, [mine[key] for key in leaf.finding.evidence if key in mine]) for leaf in target.leaves]
        found = [(leaf, own) for leaf, own in found if own]
        full = any(not leaf.is_provisional for leaf, _ in found)
        shares = [
            as_counted(leaf, own, self.known.names)
            for leaf, own in found
            if leaf.is_needed and not (leaf.is_provisional and full)
        ]
        why = MET if found else self.why(target, courses[-1], None)
        if again and not found:
            why += self.taken_again(target, again)
        return target.toward(shares, why, is_on_record=True)

    def taken_again(self, target: Target, again: Course) -> str:
        more = self.would_add(target, again, with_course(self.known.counted, again))
        return f"; taken again, {more.words}" if more.shares else ""

    def of_module(self, module: Module, revision: ModuleRevision | None = None) -> list[Toward]:
        """What a module counts as, once completed; else what its newest revision, or another one, would add today."""
        course = module_fact(module, self.today, revision)
        done = [each for each in self.known.counted.completions if each.module == course.module]
        return self.on_record(done, again=course) if done else self.planned(course)

    def of_entry(self, entry: Evidence) -> list[Toward]:
        """What an external course counts as, or would add once it is accepted; nothing where it was returned."""
        if entry.superseded_at or entry.state not in COUNTING:
            return []
        course = fact_of(entry)
        return self.on_record([course]) if entry.state == EvidenceState.ACCEPTED else self.planned(course)

    def why(self, target: Target, course: Course, before: Evaluation | None) -> str:
        """Why a course gives nothing; with the answer `before` it, only lines that are open are asked."""
        asked = [each for each in target.leaves if each.is_open or before is None]
        return why_nothing(target, asked, course, self.known.names)


def fills(leaf: Leaf, then: Finding | None) -> bool:
    """Whether more of a line is there than before; of what was taught, only whether it opens something."""
    return gained(leaf.finding, then) and (leaf.node.kind != "taught" or then.truth == "met")


def with_course(facts: Facts, course: Course) -> Facts:
    """The facts as if the course counted."""
    name = KIND[type(course)][1]
    return replace(facts, **{name: (*getattr(facts, name), course)})


def wider(before: Evaluation, after: Evaluation) -> list[Share]:
    """The body regions and techniques that a rule opens once they are taught, where practice is allowed already."""
    held = before.outcome == after.outcome and before.scope and after.scope
    return opened(set(after.scope) - set(before.scope)) if held else []
