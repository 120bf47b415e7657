"""One made-up person: what is drawn once and decides the rest, and the rows of the record itself."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from training.models import Assignment, Clinic, Practitioner, User
from training.models.fields import fold
from training.seeding.names import name_of
from training.seeding.world import World

# How far somebody has come, and how often.
STAGES = {"new": 8, "learning": 16, "ready": 3, "certified": 60, "lapsed": 8, "left": 5}
YEAR = 365


@dataclass(slots=True)
class Life:
    """What is drawn once. `start` is the first day of work, `needled` the day of the first course."""

    luck: Random
    number: int
    stage: str
    clinic: Clinic
    start: date
    needled: date
    last: date
    signs: bool
    row: Practitioner | None = None

    def day(self, first: date, last: date) -> date:
        """A day between two, both inclusive."""
        return first + timedelta(days=self.luck.randrange((max(first, last) - first).days + 1))


def life(world: World, seed: int, number: int, *, signs: bool = False) -> Life:
    """The person of that number in the roster of a seed."""
    luck, today = Random(f"{seed}-{number}"), world.today  # noqa: S311  the same seed, the same people
    stage = "certified" if signs else luck.choices(list(STAGES), list(STAGES.values()))[0]
    worked = luck.randrange(20, 180) if stage == "new" else luck.randrange(200, 5 * YEAR)
    worked = max(worked, 2 * YEAR) if stage in ("certified", "lapsed", "left") else worked
    start = today - timedelta(days=8 * YEAR + luck.randrange(YEAR) if signs else worked)
    last = today - timedelta(days=luck.randrange(10, 300)) if stage == "left" else today
    needled = start + timedelta(days=luck.randrange(10, 120))
    return Life(luck, number, stage, luck.choice(world.clinics), start, needled, last, signs)


def moment(world: World, day: date, hour: int = 10) -> datetime:
    """An instant of working hours of a day, never after now."""
    return min(datetime.combine(day, time(hour), tzinfo=world.zone), world.now)


def record(world: World, life: Life, seed: int) -> Practitioner:
    """The row of the person; who signs sessions is admitted as a supervisor."""
    full_name, sort_name = name_of(life.luck)
    admitted = moment(world, life.start)
    life.row = Practitioner(
        user=sign_in(life, seed, full_name, admitted) if life.signs else None,
        full_name=full_name,
        sort_name=sort_name,
        folded_name=fold(f"{full_name} {sort_name}"),
        list_key=fold(sort_name)[:320],
        email=f"{address(life.number, seed)}",
        listed=life.luck.random() < 0.1,
        name_confirmed_at=admitted if life.stage != "new" else None,
        admitted_at=admitted,
        admitted_by=world.by,
        supervisor_at=admitted if life.signs else None,
        supervisor_by=world.by if life.signs else None,
        retired_on=life.last if life.stage == "left" else None,
        recorded_at=admitted,
    )
    return life.row


def address(number: int, seed: int) -> str:
    """An address that no mail reaches (RFC 2606), and that says which roster it is of."""
    return f"person{number}@{roster_of(seed)}"


def roster_of(seed: int) -> str:
    return f"roster{seed}.example"


def sign_in(life: Life, seed: int, full_name: str, at: datetime) -> User:
    """A login without a usable password."""
    first, _, last = full_name.partition(" ")
    about = {"email": address(life.number, seed), "first_name": first, "last_name": last, "date_joined": at}
    return User(password="!", **about)  # noqa: S106


def assignments(world: World, life: Life) -> list[Assignment]:
    """Where the person works: one in eight at a second clinic too, some moved."""
    places = [life.clinic]
    other = life.luck.choice(world.clinics)
    if other is not life.clinic and life.luck.random() < 0.125:
        places.append(other)
    return [
        Assignment(
            practitioner=life.row,
            clinic=clinic,
            starts_on=life.start,
            ends_on=life.last if life.stage == "left" else None,
            recorded_at=moment(world, life.start),
            recorded_by=world.by,
        )
        for clinic in places
    ]
