"""What a person's first page says: an answer for each place, the certifications, and what ends when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from training.actions.enrollment import version_in_force
from training.evaluation import Clearance, Evaluation
from training.evaluation.certification import evaluate_certification
from training.evaluation.dates import long_date
from training.models import Clinic, Cycle, Jurisdiction, Practitioner, Renewal, Scheme
from training.queries.code_names import CodeNames
from training.queries.pursuits import load_pursuits
from training.queries.standing import clearance, facts_of
from training.trees import tree_of_stream


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction with the person's clinics there, and what holds on the day asked about."""

    jurisdiction: Jurisdiction
    clinics: tuple[Clinic, ...]
    evaluation: Evaluation

    @property
    def name(self) -> str:
        return " and ".join(clinic.name for clinic in self.clinics) or self.jurisdiction.name

    @property
    def until(self) -> date | None:
        """The last day of the present answer, None while it is open. A check that goes stale is `check_by`, no end."""
        evaluation = self.evaluation
        if evaluation.outcome is Clearance.PROVISIONAL and self.check_by:
            return evaluation.deadline
        return None if self.check_by else evaluation.until

    @property
    def check_by(self) -> date | None:
        """The last day on which the check is fresh, where that is what ends the present answer."""
        return self.evaluation.until if self.evaluation.next_outcome is Clearance.CHECK_DUE else None

    @property
    def missing(self) -> int:
        return sum(finding.truth != "met" for finding in self.evaluation.findings)

    @property
    def url(self) -> str:
        return reverse("my:clearance", args=[self.jurisdiction.code])


@dataclass(frozen=True, slots=True)
class Certified:
    """A scheme as one person stands in it. `evaluation` is a preview while the person is not enrolled."""

    scheme: Scheme
    evaluation: Evaluation
    enrolled: bool
    cycle: Cycle | None
    waiting: Renewal | None

    @property
    def met(self) -> int:
        return sum(finding.truth == "met" for finding in self.evaluation.findings)

    @property
    def needed(self) -> int:
        return len(self.evaluation.findings)

    @property
    def open_lines(self) -> list[str]:
        return [finding.label for finding in self.evaluation.findings if finding.truth != "met"]


def places(practitioner: Practitioner, as_of: date) -> list[Place]:
    """The person's clinics on the day, then other jurisdictions with a license of theirs."""
    working = Clinic.objects.filter(
        Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=as_of),
        assignments__practitioner=practitioner,
        assignments__starts_on__lte=as_of,
    )
    found: dict[Jurisdiction, list] = {}
    for clinic in working.select_related("jurisdiction").distinct().order_by("name"):
        found.setdefault(clinic.jurisdiction, []).append(clinic)
    licensed = Jurisdiction.objects.filter(licenses__practitioner=practitioner, licenses__superseded_at=None).distinct()
    for jurisdiction in licensed:
        found.setdefault(jurisdiction, [])
    return [place_of(practitioner, each, clinics, as_of) for each, clinics in found.items()]


def place_of(practitioner: Practitioner, jurisdiction: Jurisdiction, clinics: Iterable[Clinic], as_of: date) -> Place:
    return Place(jurisdiction, tuple(clinics), clearance(practitioner, jurisdiction, as_of))


def certifications(practitioner: Practitioner, as_of: date) -> list[Certified]:
    """Schemes the person is enrolled in, then those of the profession with a version in force on the day."""
    pursuits = load_pursuits([practitioner.pk])[practitioner.pk]
    facts, cycles, waiting = facts_of(practitioner), newest_cycles(practitioner), waiting_renewals(practitioner)
    found = [
        Certified(
            pursuit.scheme,
            pursuit.evaluation(facts, as_of),
            True,
            cycles.get(pursuit.scheme.pk),
            waiting.get(pursuit.scheme.pk),
        )
        for pursuit in pursuits
    ]
    others = Scheme.objects.filter(profession=practitioner.profession).exclude(pk__in=[p.scheme.pk for p in pursuits])
    return found + [offer for scheme in others if (offer := preview(scheme, facts, as_of))]


def certified(practitioner: Practitioner, scheme: Scheme, as_of: date) -> Certified | None:
    """One scheme for one person; None where it is neither pursued nor offered to their profession."""
    pursuit = next((p for p in load_pursuits([practitioner.pk])[practitioner.pk] if p.scheme == scheme), None)
    facts = facts_of(practitioner)
    if pursuit is None:
        return preview(scheme, facts, as_of) if scheme.profession == practitioner.profession else None
    cycle, waiting = newest_cycles(practitioner).get(scheme.pk), waiting_renewals(practitioner).get(scheme.pk)
    return Certified(scheme, pursuit.evaluation(facts, as_of), True, cycle, waiting)


def preview(scheme: Scheme, facts, as_of: date) -> Certified | None:
    """What the scheme would ask for and what already counts, before anybody enrolls."""
    version = version_in_force(scheme, as_of)
    if version is None:
        return None
    trees = [tree_of_stream(stream) for stream in (version.initial, version.renewal, version.throughout)]
    return Certified(scheme, evaluate_certification(*trees, facts, (), (), None, as_of, CodeNames()), False, None, None)


def newest_cycles(practitioner: Practitioner) -> dict[int, Cycle]:
    rows = practitioner.cycles.select_related("version").order_by("starts_on")
    return {row.scheme_id: row for row in rows}


def waiting_renewals(practitioner: Practitioner) -> dict[int, Renewal]:
    return {row.scheme_id: row for row in practitioner.renewals.filter(state=Renewal.State.SUBMITTED)}


def answer_parts(place: Place, as_of: date, today: date) -> dict:
    """The sentence in three parts (before, the outcome's own word, after), and the reason below it."""
    outcome, where = place.evaluation.outcome, place.jurisdiction.name
    day = "today" if as_of == today else f"on {long_date(as_of)}"
    until = f" until {long_date(place.until)}" if place.until else ""
    parts = {
        Clearance.CLEARED: ("You ", "may practice", f" dry needling in {where}{until}."),
        Clearance.PROVISIONAL: (
            f"You may practice dry needling in {where}, ",
            "provisionally",
            f",{until}." if until else ".",
        ),
        Clearance.CHECK_DUE: (f"Do not practice dry needling in {where} {day}: a ", "check is due", "."),
        Clearance.NEEDS_REVIEW: ("We ", "cannot say yet", f" whether you may practice dry needling in {where}."),
        Clearance.NOT_CLEARED: ("You ", "may not", f" practice dry needling in {where} {day}."),
        Clearance.PROHIBITED: ("Dry needling is ", "prohibited", f" in {where}."),
    }[outcome]
    return {"before": parts[0], "word": parts[1], "after": parts[2], "because": because(place, day)}


def because(place: Place, day: str) -> str:
    """Why, in a sentence or two, and what comes next by itself."""
    evaluation, outcome = place.evaluation, place.evaluation.outcome
    open_lines = [finding for finding in evaluation.findings if finding.truth != "met"]
    first = f"{open_lines[0].label}." if open_lines else ""
    words = {
        Clearance.CLEARED: f"All {len(evaluation.findings)} requirements are met.",
        Clearance.PROVISIONAL: f"You have what opens limited practice. {count_open(open_lines)} to make it full.",
        Clearance.CHECK_DUE: "All was met when we last looked. Your compliance manager checks it again.",
        Clearance.PROHIBITED: first or "The law does not permit it.",
        Clearance.NEEDS_REVIEW: f"{first} Your compliance manager decides. Until then, do not practice it there.",
        Clearance.NOT_CLEARED: f"{count_open(open_lines)}.",
    }[outcome]
    return " ".join(filter(None, [words.strip(), after_that(place), f"The answer is for {day.removeprefix('on ')}."]))


def count_open(open_lines: list) -> str:
    count = len(open_lines)
    return "1 requirement is missing" if count == 1 else f"{count} requirements are missing"


def after_that(place: Place) -> str:
    """What changes by itself after the last day of the answer."""
    if place.check_by:
        return (
            f"It goes on if a check of your license by {long_date(place.check_by)} shows it again; the desk makes it."
        )
    if place.evaluation.outcome is Clearance.CLEARED and place.until:
        return "Something it rests on ends then."
    return ""
