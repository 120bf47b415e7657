"""The facts of one person in three ways: as they count, with all that waits for others, with all training that is left.

An evaluation of each says what counts, what is on its way, and what our own modules can still give.
"""

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import prefetch_related_objects

from training.evaluation.facts import CompletionFact, Facts, SessionFact
from training.evaluation.rules import RuleVersion
from training.models import (
    EvidenceState,
    Jurisdiction,
    Module,
    ModuleRevision,
    Practitioner,
    StatementState,
    SupervisedSession,
)
from training.queries.code_names import CodeNames
from training.queries.facts import KINDS, MAKERS, load_facts, minutes_of
from training.queries.learning import offered
from training.queries.my_records import MyRecords, current, on_their_way
from training.queries.pursuits import Pursuit, load_pursuits
from training.queries.rules import rule_versions
from training.queries.standing import tolerance, with_holdings
from training.queries.statement_facts import asked_fact


class MyFacts:
    """What is known about one person, now or at the instant `known_at`, read once for a page."""

    def __init__(self, practitioner: Practitioner, known_at: datetime | None = None):
        self.practitioner, self.known_at = practitioner, known_at
        self.records = MyRecords(practitioner, known_at)
        self.names = CodeNames()
        self.rules: dict[int, tuple[RuleVersion, ...]] = {}

    @cached_property
    def pursuits(self) -> list[Pursuit]:
        return load_pursuits([self.practitioner.pk], self.known_at)[self.practitioner.pk]

    @cached_property
    def plain(self) -> Facts:
        """What counts as known then, without the certifications held: a scheme is judged by these."""
        return load_facts([self.practitioner.pk], self.known_at)[self.practitioner.pk]

    @cached_property
    def tolerance(self) -> int:
        """How many days past its review date a rule still answers, by the settings of then."""
        return tolerance(self.known_at)

    def versions(self, place: Jurisdiction) -> tuple[RuleVersion, ...]:
        """The versions of a jurisdiction's rule for the person's profession, as known then; read once for a page."""
        if place.pk not in self.rules:
            self.rules[place.pk] = rule_versions(place, self.plain.profession, self.known_at)
        return self.rules[place.pk]

    @cached_property
    def counted(self) -> Facts:
        """The same with the certifications held: a rule may ask for one."""
        return with_holdings(self.plain, self.pursuits)

    @cached_property
    def hoped(self) -> Facts:
        """What would count if all that waits were signed and accepted; of an earlier instant, what counted."""
        if self.known_at:
            return self.counted
        facts = with_statements(with_sessions(self.counted, self.records), self.records)
        return with_evidence(facts, self.records)

    def within_reach(self, day: date) -> Facts:
        """What would count if besides, all modules that are left were completed on the day."""
        left = [module_fact(module, day) for module in self.modules_left]
        return replace(self.hoped, completions=(*self.hoped.completions, *left))

    @cached_property
    def modules_left(self) -> list[Module]:
        done = {each.module for each in self.counted.completions}
        return [module for module in offered() if str(module.key) not in done]


def with_sessions(facts: Facts, records: MyRecords) -> Facts:
    """With those that wait; one that amends a signed session in its place."""
    waiting = on_their_way(records)
    amended = {str(row.amends_id) for row in waiting}
    kept = (each for each in facts.sessions if each.id not in amended)
    return replace(facts, sessions=(*kept, *map(unsigned_fact, waiting)))


def unsigned_fact(row: SupervisedSession) -> SessionFact:
    """A submitted session as if an eligible supervisor had signed it; qualifications are proven at signing alone."""
    return SessionFact(
        id=str(row.pk),
        on=row.happened_on,
        mode=row.mode,
        supervision=row.supervision,
        regions=tuple(row.regions),
        supervisor=str(row.supervisor_id),
        new_patient=row.first_with_patient,
    )


def with_statements(facts: Facts, records: MyRecords) -> Facts:
    """With those that wait for their supervisors."""
    waiting = current(records.statements, state=StatementState.ASKED)
    return replace(facts, attestations=(*facts.attestations, *map(asked_fact, waiting)))


def with_evidence(facts: Facts, records: MyRecords) -> Facts:
    more = {name: list(getattr(facts, name)) for name in KINDS.values()}
    waiting = current(records.evidence, state=EvidenceState.SUBMITTED)
    prefetch_related_objects(waiting, "lines", "steps")
    for row in waiting:
        more[KINDS[row.kind]].append(MAKERS[row.kind](row))
    return replace(facts, **{name: tuple(rows) for name, rows in more.items()})


def module_fact(module: Module, day: date, revision: ModuleRevision | None = None) -> CompletionFact:
    """The module as if it were completed on the day: its newest revision, or another one."""
    revision = revision or module.current
    return CompletionFact(
        id=f"left {module.pk}",
        on=day,
        module=str(module.key),
        minutes=minutes_of(revision.credit),
        taught=tuple(revision.taught),
    )
