"""A practitioner's file: every answer with its proof, everything on record, and who did what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from training.actions.decision import lacking, possible, waiting_renewal
from training.actions.standing import computed
from training.evaluation import Evaluation, evaluate_clearance
from training.evaluation.outcomes import Certification
from training.models import AuditEvent, Jurisdiction, Practitioner, Renewal, Scheme, Standing, SupervisedSession
from training.permissions import Verdict, may_decide, no
from training.queries.code_names import CodeNames
from training.queries.explained import Explained, explained, history_of
from training.queries.facts import load_facts
from training.queries.lines import Line, lines_of, met_of
from training.queries.proofs import proofs_of
from training.queries.pursuits import load_pursuits
from training.queries.rules import rule_versions
from training.queries.standing import tolerance, with_holdings
from training.queries.until import until_words

LATELY = 10
ENDED = (Certification.INACTIVE, Certification.GRACE, Certification.LAPSED)


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """May this person practice there on the date, and why."""

    jurisdiction: Jurisdiction
    why: str
    evaluation: Evaluation
    lines: tuple[Line, ...]

    @property
    def met(self) -> int:
        return met_of(self.lines)

    @property
    def until_words(self) -> str:
        return until_words(self.evaluation)


@dataclass(frozen=True, slots=True)
class SchemeAnswer:
    """Where the person stands with a scheme on the date, and what a manager may decide now."""

    scheme: Scheme
    evaluation: Evaluation
    lines: tuple[Line, ...]
    renewal: Renewal | None
    verdict: Verdict
    action: str
    others: bool
    explained: Explained

    @property
    def way(self) -> str:
        """The way back, where the person has one to go."""
        return self.explained.way if self.evaluation.outcome in ENDED else ""

    @property
    def met(self) -> int:
        return met_of(self.lines)


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of one person on one date, and the spans that the timeline draws."""

    places: list[PlaceAnswer]
    schemes: list[SchemeAnswer]
    spans: list[Standing]


def answers(practitioner: Practitioner, user, as_of: date, today: date) -> Answers:
    """Evaluated afresh, for every jurisdiction and scheme in play."""
    facts = load_facts([practitioner.pk])[practitioner.pk]
    pursuits = load_pursuits([practitioner.pk])[practitioner.pk]
    known = proofs_of(practitioner)
    spans = computed([practitioner.pk])[0]
    holding = with_holdings(facts, pursuits)
    why, names = reasons(practitioner, as_of), CodeNames()
    return Answers(
        places=[place_answer(practitioner, place, why, holding, known, names, as_of) for place in places_of(spans)],
        schemes=[scheme_answer(practitioner, pursuit, user, facts, known, as_of, today) for pursuit in pursuits],
        spans=spans,
    )


def places_of(spans: list[Standing]) -> list[Jurisdiction]:
    found = {span.jurisdiction_id: span.jurisdiction for span in spans if span.jurisdiction_id}
    return sorted(found.values(), key=lambda place: place.name)


def reasons(practitioner: Practitioner, as_of: date) -> dict[int, str]:
    """Why a jurisdiction is in play: the clinic there, or the kind of license."""
    found = defaultdict(list)
    for row in practitioner.assignments.select_related("clinic"):
        if row.starts_on <= as_of and (row.ends_on is None or row.ends_on >= as_of):
            found[row.clinic.jurisdiction_id].append(row.clinic.name)
    for row in practitioner.licenses.current():
        found[row.jurisdiction_id].append(row.get_type_display().lower())
    return {place: ", ".join(dict.fromkeys(words)) for place, words in found.items()}


def place_answer(practitioner, place, why, facts, known, names, as_of) -> PlaceAnswer:
    versions = rule_versions(place, practitioner.profession)
    evaluation = evaluate_clearance(versions, facts, as_of, tolerance(), names)
    lines = lines_of(practitioner, evaluation, reader="desk", known=known)
    return PlaceAnswer(place, why.get(place.pk, ""), evaluation, lines)


def scheme_answer(practitioner, pursuit, user, facts, known, as_of, today) -> SchemeAnswer:
    """The findings are of the date asked about; what may be decided is of today."""
    scheme, evaluation = pursuit.scheme, pursuit.evaluation(facts, as_of)
    now = evaluation if as_of == today else pursuit.evaluation(facts, today)
    renewal = waiting_renewal(practitioner, scheme)
    kinds = possible(now, renewal)
    return SchemeAnswer(
        scheme=scheme,
        evaluation=evaluation,
        lines=lines_of(practitioner, evaluation, reader="desk", known=known),
        renewal=renewal,
        verdict=verdict_on_deciding(may_decide(user, practitioner, scheme, today), practitioner, now, renewal, kinds),
        action=action_of(now, renewal, kinds),
        others=bool(kinds),
        explained=explained(evaluation, history_of(pursuit), renewal),
    )


ACTIONS = {"award": "Award", "renew": "Renew", "reinstate": "Reinstate"}


def action_of(evaluation, renewal, kinds) -> str:
    """The main decision of this state, possible now or once more is met; empty where there is none."""
    if evaluation.outcome is Certification.IN_PROGRESS:
        return "Award"
    if evaluation.outcome in (Certification.RENEWAL_OPEN, Certification.GRACE):
        return "Renew"
    return ACTIONS.get(kinds[0].value, "") if kinds else ""


def verdict_on_deciding(verdict: Verdict, practitioner, evaluation, renewal, kinds) -> Verdict:
    """Whether the main decision can be made now: by this manager, with everything met, under a confirmed name."""
    if not verdict:
        return verdict
    kind = kinds[0].value if kinds else ""
    if kind == "reinstate":
        return verdict
    if action_of(evaluation, renewal, kinds) == "Renew" and renewal is None:
        return no("Not yet: the therapist has not submitted the renewal.")
    if practitioner.name_confirmed_at is None:
        way_out = "" if practitioner.user_id else "There is no sign-in, so confirm it here: “Enter for them”."
        return no("Not yet: the therapist has not confirmed the name as it is on the license.", way_out)
    missing = lacking("renew" if renewal else "award", evaluation, renewal)
    if missing:
        count = "1 requirement is" if len(missing) == 1 else f"{len(missing)} requirements are"
        return no(f"Not yet: {count} missing. First: {missing[0]}.")
    return verdict


def session_counts(practitioner: Practitioner) -> dict[str, int]:
    """How many sessions are in which state, and how many supervisors signed."""
    rows = SupervisedSession.objects.current().filter(practitioner=practitioner)
    return rows.aggregate(
        signed=Count("pk", filter=Q(state="signed")),
        submitted=Count("pk", filter=Q(state="submitted")),
        returned=Count("pk", filter=Q(state="returned")),
        supervisors=Count("supervisor", filter=Q(state="signed"), distinct=True),
    )


def events_of(practitioner: Practitioner) -> QuerySet[AuditEvent]:
    """What was done on this file, the newest first."""
    rows = AuditEvent.objects.filter(chain=f"p:{practitioner.pk}").select_related("actor", "actor__practitioner")
    return rows.order_by("-sequence")
