"""What a person's first page says: an answer for each place, the certifications, and what ends when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from training.evaluation import Certification, Evaluation, Finding, evaluate_certification, evaluate_clearance
from training.evaluation.facts import Facts
from training.evaluation.node import Node
from training.evaluation.requirements import numbered, prefixed, walk
from training.evaluation.rules import RuleVersion
from training.lasting import lasting
from training.models import Clinic, Cycle, Jurisdiction, Practitioner, Renewal, Scheme
from training.queries.decidable import RENEWABLE
from training.queries.explained import Explained, explained, history_of
from training.queries.lines import shown
from training.queries.my_facts import MyFacts
from training.queries.my_records import current
from training.queries.pursuits import Pursuit
from training.queries.schemes import version_in_force
from training.queries.turning import turning
from training.queries.until import check_by, first_end, last_day
from training.trees import tree_of_stream
from training.words import midway, short_date

NOTHING_SAID = Explained()
RENEWING = {*RENEWABLE, Certification.SUSPENDED}
TAKEN = (Certification.SUSPENDED, Certification.REVOKED)


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction with the person's clinics there, and what holds on the day asked about.

    `hoped` is the answer if all that waits for others were signed and accepted, `under` the answer under any facts,
    `reason` what turns the answer next (`turning`), `nodes` what its lines ask for, by their ids.
    """

    jurisdiction: Jurisdiction
    clinics: tuple[Clinic, ...]
    evaluation: Evaluation
    hoped: Evaluation
    under: Callable[[Facts], Evaluation]
    reason: str = ""
    nodes: dict[str, Node] = field(default_factory=dict)

    @property
    def titles(self) -> dict[str, str]:
        """The name that each line asks for, as an exam, a card, a filing or a statement has one."""
        return {id: node.name for id, node in self.nodes.items() if getattr(node, "name", "")}

    @property
    def jurisdiction_pk(self) -> int:
        return self.jurisdiction.pk

    @property
    def name(self) -> str:
        return " and ".join(clinic.name for clinic in self.clinics) or self.jurisdiction.name

    @property
    def until(self) -> date | None:
        return last_day(self.evaluation)

    @property
    def check_by(self) -> date | None:
        return check_by(self.evaluation)

    @property
    def until_words(self) -> str:
        return first_end(self.evaluation, self.reason, short_date) or "today"

    @property
    def until_or_day(self) -> str:
        """The same on a page about another day."""
        return first_end(self.evaluation, self.reason, short_date) or f"on {short_date(self.evaluation.as_of)}"

    @property
    def findings(self) -> tuple[Finding, ...]:
        return shown(self.evaluation.findings)

    @property
    def to_file(self) -> tuple[Finding, ...]:
        """The lines that are met only while there is time to file a paper, and none waits to be accepted."""
        waiting = {each.id for each in self.hoped.findings if each.due_on is None}
        return tuple(each for each in self.evaluation.findings if each.due_on and each.id not in waiting)

    @property
    def url(self) -> str:
        return reverse("my:clearance", args=[self.jurisdiction.code])


@dataclass(frozen=True, slots=True)
class Certified:
    """A scheme as one person stands in it. `evaluation` is a preview while the person is not enrolled.

    `hoped` is the answer if all that waits for others were signed and accepted, `under` the answer under any facts,
    `nodes` what its lines ask for, by their ids.
    """

    scheme: Scheme
    evaluation: Evaluation
    hoped: Evaluation
    under: Callable[[Facts], Evaluation]
    enrolled: bool
    cycle: Cycle | None
    waiting: Renewal | None
    explained: Explained = NOTHING_SAID
    titles: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    jurisdiction_pk: int | None = None

    @property
    def renewing(self) -> bool:
        """Whether the requirements are those of a renewal."""
        return self.evaluation.outcome in RENEWING

    @property
    def is_taken(self) -> bool:
        """Suspended or revoked: a decision stands above all requirements."""
        return self.evaluation.outcome in TAKEN

    @property
    def is_ready(self) -> bool:
        """Whether a first award, or one after a lapse, waits for a manager alone."""
        again = self.evaluation.outcome is Certification.LAPSED and not self.open_lines
        first = self.evaluation.outcome is Certification.READY
        return (first or again) and not self.waiting and not self.is_awarded

    @property
    def is_awarded(self) -> bool:
        """Whether a cycle is decided that begins on a coming day."""
        return self.cycle is not None and self.cycle.starts_on > self.evaluation.as_of

    @property
    def met(self) -> int:
        return sum(finding.truth == "met" for finding in self.evaluation.findings)

    @property
    def needed(self) -> int:
        return len(self.evaluation.findings)

    @property
    def open_lines(self) -> list[str]:
        return [midway(finding.label) for finding in self.evaluation.findings if finding.truth != "met"]


def places(known: MyFacts, as_of: date) -> list[Place]:
    """The person's clinics on the day, then other jurisdictions with a license of theirs."""
    found: dict[Jurisdiction, list] = {}
    for clinic in working_at(known, as_of).select_related("jurisdiction").distinct().order_by("name"):
        found.setdefault(clinic.jurisdiction, []).append(clinic)
    licensed = {row.jurisdiction for row in current(known.records.licenses)}
    for jurisdiction in sorted(licensed, key=lambda each: each.name):
        found.setdefault(jurisdiction, [])
    return [place_of(known, each, clinics, as_of) for each, clinics in found.items()]


def working_at(known: MyFacts, as_of: date) -> QuerySet[Clinic]:
    """The person's clinics on the day."""
    return Clinic.objects.filter(
        lasting(as_of, "assignments__ends_on"),
        assignments__practitioner=known.practitioner,
        assignments__starts_on__lte=as_of,
        **({"assignments__recorded_at__lte": known.known_at} if known.known_at else {}),
    )


def place_of(known: MyFacts, jurisdiction: Jurisdiction, clinics: Iterable[Clinic], as_of: date, hoping=True) -> Place:
    """The answer for one jurisdiction, by the rules and the facts as they were known.

    Without `hoping` nobody asks what waits, and `hoped` is what counts.
    """
    versions = known.versions(jurisdiction)
    known.names.setdefault(jurisdiction.code, jurisdiction.name)

    def on(day: date, facts: Facts = known.counted) -> Evaluation:
        return evaluate_clearance(versions, facts, day, known.tolerance, known.names)

    def under(facts: Facts) -> Evaluation:
        return on(as_of, facts)

    evaluation = under(known.counted)
    hoped = under(known.hoped) if hoping and not known.known_at else evaluation
    reason = turning(evaluation, on, known.counted, known.names)
    return Place(jurisdiction, tuple(clinics), evaluation, hoped, under, reason, nodes_in(versions, evaluation))


def nodes_in(versions: Iterable[RuleVersion], evaluation: Evaluation) -> dict[str, Node]:
    """What each line of the rule that judged asks for, by its id."""
    rule = next((each for each in versions if each.id == evaluation.rule), None)
    asked = (*rule.checklist, *rule.provisional_checklist) if rule else ()
    return by_id(asked)


def by_id(trees: Iterable[Node | None]) -> dict[str, Node]:
    """The nodes of trees, and all below them."""
    return {node.id: node for tree in trees if tree for node in walk(tree)}


def nodes_of(initial: Node, renewal: Node | None, throughout: Node | None) -> dict[str, Node]:
    """What each line of a scheme asks for, by its id in an evaluation."""
    later = (prefixed(tree, word) for tree, word in ((renewal, "renewal"), (throughout, "throughout")) if tree)
    return by_id((numbered(initial, "initial"), *later))


def certifications(known: MyFacts, as_of: date) -> list[Certified]:
    """Schemes the person is enrolled in, then those of the profession with a version in force on the day."""
    waiting = {} if known.known_at else waiting_renewals(known.practitioner)
    found = [enrolled(known, pursuit, waiting.get(pursuit.scheme.pk), as_of) for pursuit in known.pursuits]
    return found if known.known_at else found + offers(known, as_of)


def offers(known: MyFacts, as_of: date, hoping=True) -> list[Certified]:
    """The schemes of the profession with a version in force on the day that the person is not enrolled in."""
    others = Scheme.objects.filter(profession=known.practitioner.profession)
    others = others.exclude(pk__in=[pursuit.scheme.pk for pursuit in known.pursuits])
    return [offer for scheme in others if (offer := preview(known, scheme, as_of, hoping))]


def certified(known: MyFacts, scheme: Scheme, as_of: date) -> Certified | None:
    """One scheme for one person; None where it is neither pursued nor offered to their profession."""
    pursuit = next((pursuit for pursuit in known.pursuits if pursuit.scheme == scheme), None)
    if pursuit is None:
        return preview(known, scheme, as_of) if scheme.profession == known.practitioner.profession else None
    return enrolled(known, pursuit, waiting_renewals(known.practitioner).get(scheme.pk), as_of)


def enrolled(known: MyFacts, pursuit: Pursuit, renewal: Renewal | None, as_of: date, hoping=True) -> Certified:
    """`renewal` is one that waits; the cycle is the newest one, which may begin later.

    Without `hoping` nobody asks what waits, and `hoped` is what counts.
    """

    def under(facts: Facts) -> Evaluation:
        return pursuit.evaluation(facts, as_of, known.names)

    evaluation, history = under(known.counted), history_of(pursuit)
    newest = history.cycles[-1] if history.cycles else None
    nodes = nodes_of(*pursuit.arguments)
    words = explained(evaluation, history, renewal, nodes)
    hoped = under(known.hoped) if hoping else evaluation
    return Certified(pursuit.scheme, evaluation, hoped, under, True, newest, renewal, words, nodes=nodes)


def preview(known: MyFacts, scheme: Scheme, as_of: date, hoping=True) -> Certified | None:
    """What the scheme would ask for and what already counts, before anybody enrolls."""
    version = version_in_force(scheme, as_of)
    if version is None:
        return None
    trees = [tree_of_stream(stream) for stream in (version.initial, version.renewal, version.throughout)]

    def under(facts: Facts) -> Evaluation:
        return evaluate_certification(*trees, facts, (), (), None, as_of, known.names)

    evaluation = under(known.counted)
    hoped = under(known.hoped) if hoping else evaluation
    return Certified(scheme, evaluation, hoped, under, False, None, None, nodes=nodes_of(*trees))


def waiting_renewals(practitioner: Practitioner) -> dict[int, Renewal]:
    return {row.scheme_id: row for row in practitioner.renewals.filter(state=Renewal.State.SUBMITTED)}
