"""What a supervisor may state about somebody: which statements the rules ask for, and what the log says by now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from training.evaluation import Facts
from training.evaluation.dates import OPEN
from training.evaluation.items import items
from training.evaluation.node import Node
from training.evaluation.requirements import AllOf, AnyOf, Sessions, walk
from training.evaluation.rules import RuleVersion
from training.lasting import lasting
from training.models import Jurisdiction, Practitioner, SignOff, Statement
from training.queries.facts import load_facts
from training.queries.rules import rule_versions
from training.statements import Wording, content_hash, wordings


@dataclass(frozen=True, slots=True)
class Log:
    """What the log holds toward a statement: signed sessions that count, how many by this supervisor, and the days."""

    count: int
    mine: int
    need: int
    first: date | None
    last: date | None

    @property
    def is_complete(self) -> bool:
        return self.count >= self.need

    def to_json(self) -> dict:
        days = {"first": self.first, "last": self.last}
        written = {name: day.isoformat() if day else "" for name, day in days.items()}
        return {"count": self.count, "mine": self.mine, "need": self.need, **written}


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that the rule of a jurisdiction asks for, and the line about sessions that stands beside it."""

    jurisdiction: Jurisdiction
    wording: Wording
    sessions: Node | None


def asked_for(jurisdiction: Jurisdiction, profession: str, today: date) -> list[Asked]:
    """The statements in fixed words that the rule in force there asks of this profession."""
    version = in_force(rule_versions(jurisdiction, profession), today)
    found = {}
    for tree in (version.tree, version.house) if version else ():
        for wording, beside in statements_in(tree, jurisdiction.code):
            found[wording.name] = Asked(jurisdiction, wording, beside)
    return list(found.values())


def in_force(versions: tuple[RuleVersion, ...], today: date) -> RuleVersion | None:
    """The version that judges the day."""
    begun = (each for each in versions if (each.effective_from or date.min) <= today)
    return next((each for each in begun if today <= (each.effective_until or OPEN)), None)


def statements_in(tree: Node | None, code: str) -> Iterator[tuple[Wording, Node | None]]:
    """The statements of a rule in fixed words, each with the sessions that stand in one group with it."""
    for node in walk(tree) if tree else ():
        if isinstance(node, AllOf | AnyOf):
            beside = next((part for part in node.of if isinstance(part, Sessions)), None)
            for part in node.of:
                wording = wordings().get((code, getattr(part, "name", "")))
                if wording and part.kind == "attestation":
                    yield wording, beside


def log_of(practitioner: Practitioner, supervisor: Practitioner, sessions: Node | None, today: date) -> Log:
    """The signed sessions that count in the line by today."""
    facts = load_facts([practitioner.pk])[practitioner.pk]
    node = sessions or Sessions(count=1)
    found = [each for each in items(node, facts) if each.starts_on <= today]
    mine = own(facts, supervisor)
    days = [each.starts_on for each in found]
    return Log(
        count=len(found),
        mine=sum(each.id in mine for each in found),
        need=node.count,
        first=min(days, default=None),
        last=max(days, default=None),
    )


def sessions_in(statement: Statement) -> set[str]:
    """The sessions that a signed statement counted, by what was known when it was signed."""
    person, day = statement.practitioner, statement.stated_on
    facts = load_facts([person.pk], statement.signed_at)[person.pk]
    asked = asked_for(statement.jurisdiction, person.profession, day)
    beside = next((each.sessions for each in asked if each.wording.name == statement.name), None)
    return {each.id for each in items(beside or Sessions(count=1), facts) if each.starts_on <= day}


def own(facts: Facts, supervisor: Practitioner) -> set[str]:
    return {each.id for each in facts.sessions if each.supervisor == str(supervisor.pk)}


def supervisors_of(practitioner: Practitioner):
    """Who signed a current session of this person, is a supervisor still, and signs with a login."""
    signed = SignOff.objects.filter(session__practitioner=practitioner, session__superseded_at=None)
    rows = Practitioner.objects.filter(pk__in=signed.values("supervisor"), supervisor_at__isnull=False)
    return rows.filter(user__is_active=True).exclude(pk=practitioner.pk).order_by("list_key", "pk")


def content_of(statement: Statement, wording: str, counted: dict) -> dict:
    """Everything that a signature on a statement stands for, as plain data."""
    return {
        "practitioner": statement.practitioner_id,
        "supervisor": statement.supervisor_id,
        "jurisdiction": statement.jurisdiction.code,
        "kind": statement.kind,
        "name": statement.name,
        "wording": wording,
        "counted": counted,
        "statement": statement.pk,
    }


def content_hash_of(statement: Statement) -> str:
    """The hash of a signed statement as it stands."""
    return content_hash(content_of(statement, statement.wording, statement.counted))


def asked_of_person(practitioner: Practitioner, today: date) -> list[Asked]:
    """The statements that the rules ask for where the person works or is licensed, by place."""
    here = Q(pk__in=practitioner.licenses.current().values("jurisdiction"))
    working = practitioner.assignments.filter(lasting(today), starts_on__lte=today)
    places = Jurisdiction.objects.filter(here | Q(pk__in=working.values("clinic__jurisdiction"))).order_by("name")
    coded = {code for code, _ in wordings()}
    return [
        each for place in places if place.code in coded for each in asked_for(place, practitioner.profession, today)
    ]
