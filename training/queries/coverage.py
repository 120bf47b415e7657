"""What the sessions of one person cover: by requirement, by region of the body, by competency; and what comes next."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from training import body
from training.evaluation import Finding
from training.evaluation.coverage import Asked, Practice, Suggestion, next_session
from training.evaluation.describe import capital
from training.evaluation.requirements import Sessions
from training.models import Competency, Region, SessionState, SupervisedSession
from training.queries.lines import shown
from training.queries.my_facts import MyFacts, unsigned_fact
from training.queries.my_records import awaited, current
from training.queries.toward import InPlay, Leaf, Target, leaves_of
from training.queries.uncounted import TOO_EARLY, sessions_words, told, why_no_session
from training.queries.waits import Wait, every, new_in, waits_of

WAITING = (SessionState.SUBMITTED, SessionState.TO_VERIFY)
COVERING = (SessionState.SIGNED, *WAITING)
UNPROVEN = "where the signature has to show that the supervisor qualifies"
ON_MAP = tuple(region.value for region in Region if region in set(body.REGIONS.values()))


@dataclass(frozen=True, slots=True)
class Count:
    """How many sessions name a region or practiced a competency."""

    code: str
    name: str
    signed: int
    waiting: int

    def shown(self, with_waiting: bool) -> int:
        return self.signed + self.waiting if with_waiting else self.signed


@dataclass(frozen=True, slots=True)
class Tally:
    """Sessions counted by region and by competency; `unmarked` of them name no competency."""

    signed: int
    waiting: int
    unmarked: int
    regions: tuple[Count, ...]
    competencies: tuple[Count, ...]

    def fewest_first(self, counts: Iterable[Count], with_waiting: bool) -> list[Count]:
        return sorted(counts, key=lambda each: each.shown(with_waiting))


def tally(rows: QuerySet[SupervisedSession], with_waiting: bool = True) -> Tally:
    """What these sessions cover, those that are signed or on their way to it; one query.

    An amendment that waits is not one more: the version that it amends is counted until then.
    """
    covering = rows.filter(Q(state=SessionState.SIGNED) | Q(state__in=WAITING, amends=None)).order_by()
    found = list(covering.values_list("state", "regions", "competencies"))
    signed = [row for row in found if row[0] == SessionState.SIGNED]
    waiting = [row for row in found if row[0] != SessionState.SIGNED]
    regions = counts(Region, [row[1] for row in signed], [row[1] for row in waiting])
    return Tally(
        signed=len(signed),
        waiting=len(waiting),
        unmarked=sum(not row[2] for row in (found if with_waiting else signed)),
        regions=tuple(each for each in regions if each.code in ON_MAP or each.shown(True)),
        competencies=counts(Competency, [row[2] for row in signed], [row[2] for row in waiting]),
    )


def counts(enum, signed: list[list[str]], waiting: list[list[str]]) -> tuple[Count, ...]:
    """A session counts once for each code that it names."""
    done, coming = (Counter(code for codes in rows for code in set(codes)) for rows in (signed, waiting))
    return tuple(Count(each.value, each.label, done[each.value], coming[each.value]) for each in enum)


@dataclass(frozen=True, slots=True)
class Row:
    """One line about sessions. `state` is met, missing or not needed; `words` say what waits, `why` what does not
    count and `unsure` what of the waiting ones will not."""

    label: str
    have: int
    need: int
    waiting: int
    state: str
    words: str = ""
    why: str = ""
    unsure: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines about sessions of one rule or scheme."""

    name: str
    url: str
    is_offer: bool
    rows: tuple[Row, ...]


class Coverage:
    """Requirements and what comes next, for one person today; each rule and scheme is evaluated once."""

    def __init__(self, known: MyFacts, today: date):
        self.known, self.today = known, today

    @cached_property
    def targets(self) -> list[tuple[Target, list[Leaf]]]:
        """The rules and schemes in play, each with its lines about sessions."""
        return [(each, list(session_lines(each))) for each in InPlay(self.known, self.today).targets]

    @cached_property
    def waiting(self) -> list[SupervisedSession]:
        return awaited(self.known.records)

    @property
    def groups(self) -> list[Group]:
        return [
            Group(target.name, target.url, target.is_offer, tuple(self.rows(target, leaves)))
            for target, leaves in self.targets
            if leaves
        ]

    def rows(self, target: Target, leaves: list[Leaf]) -> Iterator[Row]:
        hoped = target.each.under(self.known.hoped)
        waits = waits_of(self.known.records, target.each.evaluation, hoped)
        better = {each.id: each for each in every(hoped.findings)}
        for leaf in leaves:
            yield self.row(leaf, better.get(leaf.finding.id, leaf.finding), waits.get(leaf.finding.id))

    def row(self, leaf: Leaf, better: Finding, wait: Wait | None) -> Row:
        finding, coming = leaf.finding, self.coming(leaf.finding, better)
        is_met = finding.truth == "met"
        return Row(
            label=f"{capital(finding.label)}{leaf.purpose}",
            have=finding.have,
            need=finding.need,
            waiting=len(coming),
            state="met" if is_met else "missing" if leaf.is_needed else "not_needed",
            words=wait.words if wait else "",
            why=sessions_words(self.known.records, self.known.counted, leaf.node, finding, self.today),
            unsure="" if is_met else unsure_words(leaf.node, [row for row in self.waiting if row not in coming]),
            citation=finding.citation,
        )

    def coming(self, now: Finding, better: Finding) -> list[SupervisedSession]:
        """The sessions that wait and would count in a line."""
        new = {id for kind, id in new_in(now, better) if kind == "session"}
        return [row for row in self.waiting if str(row.pk) in new]

    @property
    def next(self) -> tuple[Suggestion, ...]:
        """What the next session should cover: open lines of what is pursued, then what was never practiced."""
        return next_session(self.asked(), self.practice, self.today)

    def asked(self) -> Iterator[Asked]:
        for target, leaves in self.pursued:
            hoped = {each.id: each for each in every(target.each.under(self.known.hoped).findings)}
            for leaf in leaves:
                if leaf.is_open and leaf.finding.truth == "missing":
                    coming = self.coming(leaf.finding, hoped.get(leaf.finding.id, leaf.finding))
                    yield Asked(target.name, leaf.node, leaf.finding.have, len(coming), leaf.purpose)

    @property
    def pursued(self) -> list[tuple[Target, list[Leaf]]]:
        return [(target, leaves) for target, leaves in self.targets if not target.is_offer]

    @property
    def practice(self) -> Practice:
        facts, rows = self.known.counted, [row for row in current(self.known.records.sessions) if row.state in COVERING]
        scopes = {target.name: target.each.evaluation.scope for target, _ in self.pursued}
        return Practice(
            regions=ON_MAP,
            competencies=tuple(Competency.values),
            needled={code for row in rows for code in row.regions},
            practiced={code for row in rows for code in row.competencies},
            opened={name: codes for name, codes in scopes.items() if codes},
            taught={code for fact in (*facts.credits, *facts.completions) for code in fact.taught},
        )


def session_lines(target: Target) -> Iterator[Leaf]:
    """The lines of a rule or scheme that sessions fill."""
    leaves = leaves_of(shown(target.each.evaluation.findings), target.each.nodes)
    return (leaf for leaf in leaves if isinstance(leaf.node, Sessions))


def unsure_words(node: Sessions, rows: list[SupervisedSession]) -> str:
    """“2 that wait will not count here: not in person.” Empty for none."""
    why = Counter(why_not(node, row) for row in rows)
    sure = Counter({words: count for words, count in why.items() if words and words != UNPROVEN})
    parts = []
    if sure:
        parts.append(f"{that_wait(sure.total())} will not count here: {told(sure, sure.total(), str)}.")
    if why[UNPROVEN]:
        parts.append(f"{that_wait(why[UNPROVEN])} may count here, {UNPROVEN}.")
    return " ".join(parts)


def that_wait(count: int) -> str:
    return "1 that waits" if count == 1 else f"{count} that wait"


def why_not(node: Sessions, row: SupervisedSession) -> str:
    """What keeps a session that waits out of a line, whoever signs it; `UNPROVEN` where that is still to be shown."""
    fact = replace(unsigned_fact(row), qualifications=node.qualifications)
    words = why_no_session(node, fact)
    return UNPROVEN if words == TOO_EARLY and node.qualifications else words
