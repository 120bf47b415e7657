"""The product's question, asked of rows: evaluations made afresh, and the stored spans."""

from dataclasses import replace
from datetime import date, datetime

from training.evaluation import Evaluation, evaluate_clearance
from training.evaluation.facts import Facts, HoldingFact
from training.models import Jurisdiction, Practitioner, Scheme, Standing
from training.queries.code_names import CodeNames
from training.queries.facts import load_facts
from training.queries.organization import settings_at
from training.queries.pursuits import Pursuit, load_pursuits
from training.queries.rules import rule_versions

# Counted up whenever the meaning of a stored span or evaluation changes; older spans are then stale.
CODE_VERSION = 2


def clearance(
    practitioner: Practitioner, jurisdiction: Jurisdiction, as_of: date, known_at: datetime | None = None
) -> Evaluation:
    """May this person practice there on this date, and why? As known now, or at the instant `known_at`."""
    facts = facts_of(practitioner, known_at)
    versions = rule_versions(jurisdiction, facts.profession, known_at)
    return evaluate_clearance(versions, facts, as_of, tolerance(known_at), CodeNames())


def certification(
    practitioner: Practitioner, scheme: Scheme, as_of: date, known_at: datetime | None = None
) -> Evaluation | None:
    """Where the person stands with the scheme on this date; None without an enrollment.

    While a cycle runs, the findings are those of its renewal.
    """
    pursuit = pursuit_of(practitioner, scheme, known_at)
    return pursuit and pursuit.evaluation(load_facts([practitioner.pk], known_at)[practitioner.pk], as_of)


def pursuit_of(practitioner: Practitioner, scheme: Scheme, known_at: datetime | None = None) -> Pursuit | None:
    pursuits = load_pursuits([practitioner.pk], known_at)[practitioner.pk]
    return next((pursuit for pursuit in pursuits if pursuit.scheme == scheme), None)


def facts_of(practitioner: Practitioner, known_at: datetime | None = None) -> Facts:
    """The facts of one person, with the certifications that they hold."""
    facts = load_facts([practitioner.pk], known_at)[practitioner.pk]
    return with_holdings(facts, load_pursuits([practitioner.pk], known_at)[practitioner.pk])


def with_holdings(facts: Facts, pursuits: list[Pursuit]) -> Facts:
    """A rule may ask for a certification; a scheme never asks for a clearance, so this order is enough."""
    holdings = tuple(
        HoldingFact(scheme=pursuit.scheme.slug, starts_on=span.starts_on, ends_on=span.ends_on)
        for pursuit in pursuits
        for span in pursuit.spans(facts)
        if span.outcome.is_held
    )
    return replace(facts, holdings=holdings)


def tolerance(known_at: datetime | None = None) -> int:
    """How many days past its review date an adopted rule still answers, or did by the settings of an instant."""
    return settings_at(known_at).review_tolerance_days


def stored(practitioner: Practitioner, as_of: date) -> list[Standing]:
    """The stored answers of one person on a date."""
    rows = Standing.objects.filter(practitioner=practitioner, starts_on__lte=as_of, ends_on__gte=as_of)
    return list(rows.select_related("jurisdiction", "scheme"))
