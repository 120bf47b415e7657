"""What a person's first page says: an answer for each place, the certifications, and what ends when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from training.actions.enrollment import version_in_force
from training.actions.renewal import RENEWABLE
from training.evaluation import Certification, Clearance, Evaluation
from training.evaluation.certification import evaluate_certification
from training.evaluation.dates import long_date
from training.models import Clinic, Cycle, Jurisdiction, Practitioner, Renewal, Scheme
from training.queries.code_names import CodeNames
from training.queries.explained import Explained, History, explained, histories
from training.queries.pursuits import Pursuit, load_pursuits
from training.queries.standing import clearance, facts_of
from training.queries.until import check_by, last_day, until_words
from training.trees import tree_of_stream
from training.words import short_date

NOTHING_SAID = Explained()
RENEWING = {*RENEWABLE, Certification.SUSPENDED, Certification.REVOKED}
TAKEN = (Certification.SUSPENDED, Certification.REVOKED)


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
        return last_day(self.evaluation)

    @property
    def check_by(self) -> date | None:
        return check_by(self.evaluation)

    @property
    def until_words(self) -> str:
        return until_words(self.evaluation, short_date) or "today"

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
    explained: Explained = NOTHING_SAID

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
    facts, known, waiting = facts_of(practitioner), histories(practitioner), waiting_renewals(practitioner)
    found = [enrolled(pursuit, facts, known, waiting, as_of) for pursuit in pursuits]
    others = Scheme.objects.filter(profession=practitioner.profession).exclude(pk__in=[p.scheme.pk for p in pursuits])
    return found + [offer for scheme in others if (offer := preview(scheme, facts, as_of))]


def certified(practitioner: Practitioner, scheme: Scheme, as_of: date) -> Certified | None:
    """One scheme for one person; None where it is neither pursued nor offered to their profession."""
    pursuit = next((p for p in load_pursuits([practitioner.pk])[practitioner.pk] if p.scheme == scheme), None)
    facts = facts_of(practitioner)
    if pursuit is None:
        return preview(scheme, facts, as_of) if scheme.profession == practitioner.profession else None
    return enrolled(pursuit, facts, histories(practitioner), waiting_renewals(practitioner), as_of)


def enrolled(pursuit: Pursuit, facts, known: dict[int, History], waiting: dict[int, Renewal], as_of) -> Certified:
    """`known` and `waiting` are by scheme; the cycle is the newest one, which may begin later."""
    scheme, evaluation = pursuit.scheme, pursuit.evaluation(facts, as_of)
    history, renewal = known[scheme.pk], waiting.get(scheme.pk)
    newest = history.cycles[-1] if history.cycles else None
    return Certified(scheme, evaluation, True, newest, renewal, explained(evaluation, history, renewal))


def preview(scheme: Scheme, facts, as_of: date) -> Certified | None:
    """What the scheme would ask for and what already counts, before anybody enrolls."""
    version = version_in_force(scheme, as_of)
    if version is None:
        return None
    trees = [tree_of_stream(stream) for stream in (version.initial, version.renewal, version.throughout)]
    return Certified(scheme, evaluate_certification(*trees, facts, (), (), None, as_of, CodeNames()), False, None, None)


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
