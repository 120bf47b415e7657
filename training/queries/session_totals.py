"""What the rule of a jurisdiction asks of supervised sessions, and what the signed ones come to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from training.evaluation.dates import long_date
from training.evaluation.describe import capital, describe
from training.evaluation.facts import Facts
from training.evaluation.items import counted
from training.evaluation.node import Node
from training.evaluation.requirements import AnyOf, Sessions, Within, children
from training.evaluation.rules import RuleVersion, in_force
from training.models import PracticeRule, Practitioner
from training.models.fields import Profession
from training.models.session import Qualification, Region
from training.queries.code_names import CodeNames
from training.queries.facts import sessions
from training.queries.rules import rule_versions
from training.queries.session_log import Asked, Entry, counting

SAID = {code: label[:1].lower() + label[1:] for code, label in [*Region.choices, *Qualification.choices]}
ONE_OF_SEVERAL = "one of several ways"
IN_TIME = "within a time limit, which is not judged here"


@dataclass(frozen=True, slots=True)
class Total:
    """One line of the rule about sessions: how many it asks for, and which entries of the log count in it."""

    label: str
    need: int
    entries: tuple[int, ...]
    note: str = ""

    @property
    def have(self) -> int:
        return len(self.entries)

    @property
    def is_met(self) -> bool:
        return self.have >= self.need


@dataclass(frozen=True, slots=True)
class Totals:
    """The rule in force, by citation, number and first day, and its lines; `words` says it where there are none."""

    rule: str = ""
    citation: str = ""
    lines: tuple[Total, ...] = ()
    words: str = ""

    def toward(self, entry: int) -> list[int]:
        """The numbers, from 1, of the lines that an entry counts in."""
        return [place for place, line in enumerate(self.lines, 1) if entry in line.entries]


def totals_of(asked: Asked, entries: Iterable[Entry], today: date) -> Totals:
    """The totals by requirement under the rule in force `today`, from the entries that count."""
    place, person = asked.jurisdiction, asked.practitioner
    if place is None:
        return Totals(words="No jurisdiction was chosen, so no requirement is counted.")
    versions = rule_versions(place, person.profession)
    index = in_force(versions, person.profession).value_on(today)
    if index is None:
        whose = Profession(person.profession).label.lower()
        return Totals(
            words=f"No rule of {place} is adopted here (profession: {whose}), so none asks for sessions there."
        )
    rule, facts = versions[index], facts_of(person, entries)
    lines = tuple(total(node, note, facts) for node, note in asked_by(rule))
    words = "" if lines else f"No rule asks for sessions in {place}."
    return Totals(name_of(rule), rule.citation, lines, words)


def facts_of(person: Practitioner, entries: Iterable[Entry]) -> Facts:
    """The sessions of the log as evaluation reads them; those alone that count."""
    wanted = {str(each.session.pk) for each in counting(entries)}
    rows = sessions([person.pk], None)[person.pk]
    return Facts(profession=person.profession, sessions=tuple(row for row in rows if row.id in wanted))


def total(node: Sessions, note: str, facts: Facts) -> Total:
    found = sorted({int(each[2]) for each in counted(node, facts)})
    names = CodeNames()
    names.update(SAID)
    return Total(capital(describe(node, names)), node.needed, tuple(found), note)


def asked_by(rule: RuleVersion) -> Iterator[tuple[Sessions, str]]:
    """Every line about sessions: of full practice, of the stage before it, of house policy."""
    yield from session_lines(rule.tree)
    yield from session_lines(rule.provisional and rule.provisional.tree, "for provisional practice")
    yield from session_lines(rule.house, "house policy")


def session_lines(node: Node | None, note: str = "") -> Iterator[tuple[Sessions, str]]:
    """Those below a node, each with what qualifies it."""
    if isinstance(node, Sessions):
        yield node, note
    own = ONE_OF_SEVERAL if isinstance(node, AnyOf) else IN_TIME if isinstance(node, Within) else ""
    for child in children(node) if node else ():
        yield from session_lines(child, "; ".join(filter(None, dict.fromkeys((note, own)))))


def name_of(rule: RuleVersion) -> str:
    """“Version 2, in force since July 1, 2028”."""
    number = PracticeRule.objects.values_list("number", flat=True).get(pk=rule.id.partition("+")[0])
    since = rule.law_days[0]
    return f"Version {number}, in force since {long_date(since)}" if since else f"Version {number}"
