"""Courses with their minutes, and the cards, results, filings and statements that the adopted rules ask for by name."""

from datetime import date, timedelta
from functools import partial

from training.evaluation.dates import add_months
from training.models import Attempt, Completion, CreditLine, Evidence, EvidenceStep
from training.seeding.people import Life, moment
from training.seeding.world import World

COURSES = (
    ("Dry needling, level 1", (
        ("theory", "live_online", 360), ("technique", "in_person", 720),
        ("safety", "in_person", 240), ("anatomy", "in_person", 300),
    )),
    ("Dry needling, level 2", (
        ("technique", "in_person", 840), ("indications", "in_person", 240), ("skill", "in_person", 480),
    )),
    ("Dry needling, level 3", (
        ("skill", "in_person", 900), ("aftercare", "in_person", 180), ("law", "self_paced", 60),
    )),
)  # fmt: skip
LATER = (
    ("Needling the spine, an update", (("technique", "in_person", 420), ("anatomy", "live_online", 120))),
    ("Adverse events, a review", (("safety", "self_paced", 120), ("aftercare", "live_online", 90))),
    ("Dry needling of the limbs", (("skill", "in_person", 480), ("indications", "live_online", 120))),
)
TWO_YEARS = timedelta(days=730)


def courses(world: World, life: Life) -> list[tuple[Evidence, list[CreditLine]]]:
    """The courses of training, a few weeks apart, then one or two a year."""
    taken = {"new": 0, "learning": life.luck.randrange(0, 3)}.get(life.stage, 3)
    day, found = life.needled, []
    for title, minutes in COURSES[:taken]:
        if day <= life.last:
            found.append(course(world, life, title, minutes, day))
        day += timedelta(days=life.luck.randrange(20, 90))
    while taken == len(COURSES) and day <= life.last:
        found.append(course(world, life, *life.luck.choice(LATER), day))
        day += timedelta(days=life.luck.randrange(180, 500))
    return found


def course(world, life, title, minutes, day) -> tuple[Evidence, list[CreditLine]]:
    row = evidence(world, life, "credit", title, day, provider="An institute of manual therapy")
    return row, [CreditLine(evidence=row, subject=subject, mode=mode, minutes=time) for subject, mode, time in minutes]


def evidence(world: World, life: Life, kind: str, title: str, day: date, **given) -> Evidence:
    """One piece, accepted; of the newest some still wait for the manager."""
    waits = day > world.today - timedelta(days=40) and life.luck.random() < 0.5
    return Evidence(
        practitioner=life.row,
        kind=kind,
        title=title,
        happened_on=day,
        state="submitted" if waits else "accepted",
        recorded_at=moment(world, day, 12),
        recorded_by=world.by,
        **given,
    )


def steps(world: World, rows: list[Evidence]) -> list[EvidenceStep]:
    """Submitted, then accepted some hours later."""
    return [
        EvidenceStep(evidence=row, state=state, at=moment(world, row.happened_on, hour), by=world.by)
        for row in rows
        for state, hour in (("submitted", 12), ("accepted", 16))
        if state == "submitted" or row.state == "accepted"
    ]


def papers(world: World, life: Life, places: dict[str, int]) -> list[Evidence]:
    """Cards renewed every two years, exams passed once, filings with the clinic's board, statements once a year."""
    if life.stage == "new":
        return []
    asked = partial(world.asked_of, life.clinic.jurisdiction_id)
    found = [card for each in asked("credential") for card in cards(world, life, each.name)]
    for each in asked("exam"):
        day = life.needled + timedelta(days=life.luck.randrange(60, 200))
        if day <= life.last and life.luck.random() < 0.9:
            points = min(100, (each.score or 70) + life.luck.randrange(0, 25))
            found.append(evidence(world, life, "exam", each.name, day, score=points))
    for each in asked("filing"):
        day = life.needled + timedelta(days=life.luck.randrange(90, 260))
        if places.get(each.board) == life.clinic.jurisdiction_id and day <= life.last:
            found.append(evidence(world, life, "filing", each.name, day, jurisdiction_id=places[each.board]))
    for each in asked("attestation"):
        found += statements(world, life, each.name)
    return found


def cards(world: World, life: Life, name: str):
    day = life.start
    while day <= life.last and life.luck.random() < 0.97:
        yield evidence(world, life, "credential", name, day, ends_on=day + TWO_YEARS)
        day += TWO_YEARS - timedelta(days=life.luck.randrange(1, 40))


def statements(world: World, life: Life, name: str):
    day = life.needled
    while day <= life.last:
        yield evidence(world, life, "attestation", name, day)
        day = add_months(day, 11)


def completions(world: World, life: Life) -> list[tuple[Attempt, Completion]]:
    """Modules passed, in the order of the catalog, at the first attempt."""
    passed = len(world.revisions) if life.stage not in ("new", "learning") else len(world.revisions) // 2
    day, found = life.needled, []
    for revision in world.revisions[:passed]:
        day += timedelta(days=life.luck.randrange(1, 20))
        if day <= life.last:
            found.append(completion(world, life, revision, day))
    return found


def completion(world, life, revision, day) -> tuple[Attempt, Completion]:
    count = len(revision.questions)
    attempt = Attempt(
        practitioner=life.row,
        module=revision.module,
        revision=revision,
        number=1,
        questions=[question["id"] for question in revision.questions],
        started_at=moment(world, day, 13),
        submitted_at=moment(world, day, 14),
        correct=count,
        passed=True,
    )
    return attempt, Completion(
        practitioner=life.row,
        revision=revision,
        attempt=attempt,
        completed_on=day,
        recorded_at=moment(world, day, 14),
    )
