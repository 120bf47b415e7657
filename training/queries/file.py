"""A practitioner's file: every answer with its proof, everything on record, and who did what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from training.evaluation import Evaluation, clearance_timeline
from training.evaluation.outcomes import Certification
from training.models import Assignment, Jurisdiction, Practitioner, Renewal, Scheme, Standing
from training.permissions import Verdict, may_decide, no
from training.queries.clearances import Clearing, rules_behind
from training.queries.decidable import lacking, possible, waiting_renewal
from training.queries.explained import Explained, explained, history_of
from training.queries.lines import Line, lines_of, met_of
from training.queries.my_facts import MyFacts
from training.queries.my_records import current
from training.queries.my_standing import Place, nodes_of, place_of
from training.queries.proofs import proofs_in
from training.queries.standing_rows import row_of
from training.queries.uncounted import uncounted
from training.queries.until import first_end
from training.words import short_date

ENDED = (Certification.INACTIVE, Certification.GRACE, Certification.LAPSED)


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """May this person practice there on the date, and why. `why` says what brings the place in."""

    why: str
    clearing: Clearing

    @property
    def jurisdiction(self) -> Jurisdiction:
        return self.clearing.jurisdiction

    @property
    def evaluation(self) -> Evaluation:
        return self.clearing.evaluation

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.clearing.lines

    @property
    def until_words(self) -> str:
        return first_end(self.evaluation, self.clearing.reason, short_date)

    @property
    def first_open(self) -> str:
        """The first open line in a sentence, and how many others there are; empty while none is open."""
        lines = [line for line in self.lines if line.counts and line.state != "met"]
        if not lines:
            return ""
        first = f"{lines[0].label}: {lines[0].words or lines[0].note}".rstrip(":. ") + "."
        return f"{first} And {len(lines) - 1} more." if len(lines) > 1 else first


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


def answers(
    practitioner: Practitioner,
    user,
    as_of: date,
    today: date,
    known_at: datetime | None = None,
    also: Jurisdiction | None = None,
) -> Answers:
    """Evaluated afresh, for every jurisdiction and scheme in play; by what was known at an instant, if one is given.

    `also` is a jurisdiction that is asked about besides, first of all.
    """
    known = MyFacts(practitioner, known_at)
    proofs = proofs_in(known.records)
    return Answers(
        places=place_answers(known, proofs, as_of, also),
        schemes=[scheme_answer(known, pursuit, user, proofs, as_of, today) for pursuit in known.pursuits],
        spans=spans_of(known),
    )


def place_answers(known: MyFacts, proofs: dict, as_of: date, also: Jurisdiction | None = None) -> list[PlaceAnswer]:
    """The clearance of each jurisdiction in play, with the rule that it was judged by; before them that of `also`."""
    asked = [also] if also else []
    places = [*asked, *(place for place in in_play(known) if place != also)]
    found = [place_of(known, place, (), as_of, hoping=False) for place in places]
    rules = rules_behind(place.evaluation for place in found)
    why = {place.pk: "asked about" for place in asked} | reasons(known, as_of)
    return [
        PlaceAnswer(
            why.get(place.jurisdiction.pk, ""),
            Clearing(
                place.jurisdiction,
                place.evaluation,
                place.reason,
                rules.get(place.evaluation.rule),
                lines_for_desk(known, proofs, place),
            ),
        )
        for place in found
    ]


def lines_for_desk(known: MyFacts, proofs: dict, place: Place) -> tuple[Line, ...]:
    """The lines of a place as the desk reads them, with why records do not count."""
    left_out = uncounted(known.records, known.counted, place.nodes, place.evaluation)
    shared = {"reader": "desk", "known": proofs, "place": place.jurisdiction, "uncounted": left_out}
    return lines_of(known.practitioner, place.evaluation, **shared)


def in_play(known: MyFacts) -> list[Jurisdiction]:
    """The jurisdictions of the person's assignments and licenses, as they were known."""
    found = {row.clinic.jurisdiction for row in assignments_of(known)}
    return sorted(found | {row.jurisdiction for row in current(known.records.licenses)}, key=lambda place: place.name)


def spans_of(known: MyFacts) -> list[Standing]:
    """The spans as they are, or as they would have been drawn at an earlier instant."""
    person, found = known.practitioner, []
    for pursuit in known.pursuits:
        found += [row_of(person, span, scheme=pursuit.scheme) for span in pursuit.spans(known.plain)]
    for place in in_play(known):
        versions = known.versions(place)
        spans = clearance_timeline(versions, known.counted, known.tolerance)
        found += [row_of(person, span, jurisdiction=place) for span in spans]
    return found


def reasons(known: MyFacts, as_of: date) -> dict[int, str]:
    """Why a jurisdiction is in play: the clinic there, or the kind of license."""
    found = defaultdict(list)
    for row in assignments_of(known):
        if row.starts_on <= as_of and (row.ends_on is None or row.ends_on >= as_of):
            found[row.clinic.jurisdiction_id].append(row.clinic.name)
    for row in current(known.records.licenses):
        found[row.jurisdiction_id].append(row.get_type_display().lower())
    return {place: ", ".join(dict.fromkeys(words)) for place, words in found.items()}


def assignments_of(known: MyFacts) -> QuerySet[Assignment]:
    """The person's assignments to clinics, as they were known."""
    then = Q(recorded_at__lte=known.known_at) if known.known_at else Q()
    return known.practitioner.assignments.filter(then).select_related("clinic__jurisdiction")


def scheme_answer(known: MyFacts, pursuit, user, proofs, as_of, today) -> SchemeAnswer:
    """The findings are of the date asked about; what may be decided is of today."""
    practitioner, scheme, facts = known.practitioner, pursuit.scheme, known.plain
    evaluation = pursuit.evaluation(facts, as_of, known.names)
    now = evaluation if as_of == today else pursuit.evaluation(facts, today, known.names)
    renewal = None if known.known_at else waiting_renewal(practitioner, scheme)
    kinds = possible(now, renewal)
    nodes = nodes_of(*pursuit.arguments)
    left_out = uncounted(known.records, facts, nodes, evaluation)
    return SchemeAnswer(
        scheme=scheme,
        evaluation=evaluation,
        lines=lines_of(practitioner, evaluation, reader="desk", known=proofs, uncounted=left_out),
        renewal=renewal,
        verdict=verdict_on_deciding(may_decide(user, practitioner, today), practitioner, now, renewal, kinds),
        action=action_of(now, kinds),
        others=bool(kinds),
        explained=explained(evaluation, history_of(pursuit), renewal, nodes),
    )


ACTIONS = {"award": "Award", "renew": "Renew", "reinstate": "Reinstate"}


def action_of(evaluation, kinds) -> str:
    """The main decision of this state, possible now or once more is met; empty where there is none."""
    if evaluation.outcome is Certification.IN_PROGRESS:
        return "Award"
    if evaluation.outcome in (Certification.RENEWAL_OPEN, Certification.GRACE):
        return "Renew"
    if evaluation.outcome is Certification.REVOKED:
        return ""
    return ACTIONS.get(kinds[0].value, "") if kinds else ""


def verdict_on_deciding(verdict: Verdict, practitioner, evaluation, renewal, kinds) -> Verdict:
    """Whether the main decision can be made now: by this manager, with everything met, under a confirmed name."""
    if not verdict:
        return verdict
    kind = kinds[0].value if kinds else ""
    if kind == "reinstate":
        return verdict
    if action_of(evaluation, kinds) == "Renew" and renewal is None:
        return no("Not yet: the therapist has not submitted the renewal.")
    if practitioner.name_confirmed_at is None:
        way_out = "" if practitioner.user_id else "There is no sign-in, so confirm it here: “Enter for them”."
        return no("Not yet: the therapist has not confirmed the name as it is on the license.", way_out)
    missing = lacking("renew" if renewal else "award", evaluation, renewal)
    if missing:
        count = "1 requirement is" if len(missing) == 1 else f"{len(missing)} requirements are"
        return no(f"Not yet: {count} missing. First: {missing[0]}.")
    return verdict
