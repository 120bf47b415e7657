"""Who plays what: sixty people, their clinics and what became of them."""

import itertools
from contextlib import ExitStack
from datetime import date, timedelta

from cms.demo import acts
from cms.demo.acts import FOUNDATIONS
from cms.demo.house import House
from cms.demo.lives import (
    DAYS,
    TRAINING_TIME,
    Story,
    earns_renewal,
    is_awarded,
    is_licensed,
    is_renewed,
    learns,
    make,
    play,
    practices_in_tennessee,
    writes_to_florida,
)
from training.actions import assignment, profile
from training.actions.standing import changing
from training.evaluation.dates import add_months
from training.models import Practitioner, Technique, User

SUPERVISORS = [
    ("Daniel Okafor", "supervisor@pinpoint.example", "US-FL"),
    ("Solveig Dahl", "solveig.dahl@example.org", "US-FL"),
    ("Inés Zamora", "ines.zamora@example.org", "US-CO"),
    ("Margaret Chen", "margaret.chen@example.org", "US-PA"),
]
NAMES = [
    "Oluwaseun Adeyemi", "Priya Raman", "Lukas Brandt", "Amara Nwosu", "Jonah Whitaker", "Ewa Łuczak", "Marisol Vega",
    "Thomas Achterberg", "Hana Žižková", "Kwame Mensah", "Sofia Lindgren", "Rafael Monteiro", "Grace Holloway",
    "Ahmed El-Sayed", "Mina Park", "Declan Murphy", "Leila Haddad", "Noah Friedman", "Chiara Rossi", "Samuel Okoye",
    "Beatriz Álvarez", "Peter Nakamura", "Rosa Delgado", "Viktor Petrov", "Anika Shah", "Miles Kaplan", "Nora Eriksen",
    "Gabriel Santos", "Ivy Thornton", "Mateo Ruiz", "Fatima Rahman", "Owen Gallagher", "Yara Khalil", "Simon Weiss",
    "Clara Jensen", "Andre Baptiste", "Lucía Herrera", "Paul Kowalski", "Tessa Morgan", "Dmitri Volkov",
    "Joy Abara", "Henrik Solberg", "Naomi Fischer", "Carlos Mendoza", "Elise Fournier", "Ravi Kulkarni", "Anna Kovács",
    "Jude Ferris", "Maeve O’Connell", "Tariq Aziz", "Zofia Nowak", "Ben Carver", "Lin Zhao", "Ruth Amsel",
    "Omar Farouk",
]  # fmt: skip
PLACES = ["US-FL", "US-CO", "US-PA"]
LEFT = ["neck", "upper_arm", "forearm_hand", "thigh", "lower_leg", *Technique.values]


class Cast:
    """Hands out names, clinics and supervisors in a fixed order, and plays each life in one transaction."""

    def __init__(self, house: House, today: date, seed: int):
        self.house, self.today, self.seed = house, today, seed
        self.names, self.places = iter(NAMES), itertools.cycle(PLACES)
        self.supervisors: dict[str, Practitioner] = {}

    def back(self, months: int = 0, days: int = 0) -> date:
        return add_months(self.today, -months) - timedelta(days=days)

    def person(
        self, joined: date, *, code: str | None = None, name: str | None = None, email: str | None = None, **given
    ) -> Story:
        code, name = code or next(self.places), name or next(self.names)
        self.seed += 1
        email = email or f"{address(name)}@example.org"
        return make(self.house, name, email, code, joined, self.today, self.seed, self.supervisors.get(code), **given)

    def play(self, *stories: Story) -> Practitioner:
        """Each person is answered once, at the end. Returns the first."""
        with ExitStack() as stack:
            for story in stories:
                stack.enter_context(changing(story.life.person))
            play(*stories)
        return stories[0].life.person

    def awarded(self, day: date, *, ends: date | None = None, code: str | None = None, **given) -> Story:
        story = self.person(day - TRAINING_TIME - DAYS, code=code)
        is_awarded(story, day, ends or self.today + timedelta(days=120 + 11 * (self.seed % 50)), **given)
        return story


def address(name: str) -> str:
    from training.models.fields import fold

    return fold(name).replace("ł", "l").replace("’", "").replace(" ", ".")


def supervisors(cast: Cast) -> None:
    """Four who began together and signed for each other."""
    joined = cast.back(months=62)
    stories = []
    for name, email, code in SUPERVISORS:
        story = cast.person(joined, code=code, name=name, email=email)
        assignment.admit_supervisor(
            by=cast.house.manager, practitioner=story.life.person, now=acts.at(joined, 16), today=joined
        )
        stories.append(story)
    people = [Practitioner.objects.get(pk=story.life.person.pk) for story in stories]
    for place, story in enumerate(stories):
        story.supervisor = people[place - 1]
        is_licensed(story, joined + 2 * DAYS, story.home, cast.today + timedelta(days=300 + 90 * place))
        awarded = joined + 12 * DAYS + TRAINING_TIME
        learns(story, joined + 12 * DAYS)
        writes_to_florida(story, joined + 12 * DAYS, elsewhere=True)
        for month in (20, 40):
            story.on(add_months(joined, month), acts.cpr)
        story.on(awarded, acts.decided, "award", "Every requirement is met, with evidence read.")
        for cycle in (1, 2):
            start = add_months(awarded, 24 * (cycle - 1))
            is_renewed(story, start, add_months(start, 24) - 20 * DAYS)
    cast.play(*stories)
    for person, story in zip(people, stories, strict=True):
        listed(person)
        cast.supervisors.setdefault(story.home, person)


def listed(person: Practitioner) -> None:
    Practitioner.objects.filter(pk=person.pk).update(listed=True)


def active(cast: Cast) -> None:
    """Twelve in a first cycle, some at a second clinic, and some also licensed in a state of another answer."""
    for place, months in enumerate([2, 3, 5, 6, 8, 9, 11, 12, 14, 16, 18, 20]):
        awarded = cast.back(months=months, days=3 + place)
        looked_until = cast.back(days=124) if place in (4, 9) else None
        story = cast.awarded(awarded, looked_until=looked_until, statement="signed" if place < 4 else "paper")
        if place in (1, 4, 7):
            second = PLACES[(PLACES.index(story.home) + 1) % 3]
            story.on(awarded + 20 * DAYS, acts.also_at, second)
            is_licensed(story, awarded + 21 * DAYS, second, cast.today + timedelta(days=400))
        if place in (2, 10):
            is_licensed(story, awarded + 5 * DAYS, "US-NY", cast.today + timedelta(days=500))
        if place in (5, 6):
            practices_in_tennessee(story, awarded + 6 * DAYS, cast.today + timedelta(days=450))
        if place == 8:
            is_licensed(story, awarded + 5 * DAYS, "US-MD", cast.today + timedelta(days=480))
        if place == 6:
            story.on(cast.today - 30 * DAYS, acts.decided, "reduce_scope", REASONS["reduce_scope"], scope=LEFT)
        person = cast.play(story)
        if place % 3 != 2:
            listed(person)


def renewed(cast: Cast) -> None:
    for months in (30, 34, 40):
        awarded = cast.back(months=months)
        story = cast.awarded(awarded)
        is_renewed(story, awarded, add_months(awarded, 24) - 25 * DAYS)
        listed(cast.play(story))


def renewal_open(cast: Cast) -> None:
    """Six whose last valid day is near; two have submitted."""
    for place, days in enumerate([13, 26, 31, 46, 61, 80]):
        awarded = add_months(cast.today, -24) + timedelta(days=days)
        story = cast.awarded(awarded)
        if place in (1, 3):
            earns_renewal(story, awarded, cast.today - (3 + place) * DAYS)
        if place in (0, 2):
            story.on(
                add_months(awarded, 10), acts.course, "Needling the hip and the low back", {"technique": 4, "skill": 4}
            )
        cast.play(story)


def ended(cast: Cast) -> None:
    """In grace (one has submitted) or extended, lapsed, suspended, revoked, and not valid for want of a license."""
    for place, days in enumerate([10, 25, 40]):
        awarded = cast.back(months=24, days=days)
        story = cast.awarded(awarded)
        if place == 1:
            earns_renewal(story, awarded, cast.today - 5 * DAYS)
        if place == 2:
            until = add_months(awarded, 27) - DAYS
            story.on(cast.today - 50 * DAYS, acts.decided, "extend", REASONS["extend"], valid_until=until)
        cast.play(story)
    for days in (95, 180, 400):
        cast.play(cast.awarded(cast.back(months=24, days=days)))
    for place, kind in enumerate(["suspend", "suspend", "revoke", "revoke"]):
        story = cast.awarded(cast.back(months=7 + place))
        story.on(cast.today - (12 + 9 * place) * DAYS, acts.decided, kind, REASONS[kind])
        cast.play(story)
    for days in (6, 40):
        cast.play(
            cast.awarded(
                cast.back(months=10), ends=cast.today - days * DAYS, looked_until=cast.today - (days + 20) * DAYS
            )
        )


REASONS = {
    "extend": "Parental leave since the spring; the renewal follows on return.",
    "reduce_scope": "An adverse event over the lung is being looked into; until then nothing of the trunk.",
    "suspend": "A complaint is being looked into; the certification rests until it is decided.",
    "revoke": "Sessions were logged that did not take place, as the inquiry found.",
}


def ready(cast: Cast) -> None:
    """Four with every requirement met, waiting for a decision; those in Florida have yet to file with the board."""
    for place in range(4):
        start = cast.today - TRAINING_TIME - (5 + place) * DAYS
        story = cast.person(start - DAYS)
        is_licensed(story, start, story.home, cast.today + timedelta(days=420 + 30 * place))
        learns(story, start)
        writes_to_florida(story, start, files=False, statement="asked" if place < 2 else "paper")
        cast.play(story)


def maya(cast: Cast) -> None:
    """The demonstration's therapist: provisional in Colorado, a second clinic in Pennsylvania, one session returned."""
    start = cast.today - 110 * DAYS
    story = cast.person(start - DAYS, code="US-CO", name="Maya Reyes", email="therapist@pinpoint.example")
    is_licensed(story, start, "US-CO", cast.today + timedelta(days=500))
    story.on(start + 20 * DAYS, acts.also_at, "US-PA")
    is_licensed(story, start + 21 * DAYS, "US-PA", cast.today + timedelta(days=210))
    learns(story, start, modules=2, courses=1, sessions=5)
    story.on(start + 22 * DAYS, acts.printed, "US-CO")
    story.on(start + 23 * DAYS, acts.shared)
    story.on(start + 75 * DAYS, acts.course, "Needling the shoulder", {"technique": 3, "skill": 4})
    story.on(
        cast.today - 2 * DAYS,
        acts.course,
        "Lower quarter, weekend course",
        {"skill": 8, "technique": 6},
        accept_after=None,
    )
    story.on(cast.today - 4 * DAYS, acts.practiced, story.supervisor, "US-CO", outcome="returned")
    for days, supervisor in ((3, story.supervisor), (2, cast.supervisors["US-FL"])):
        story.on(cast.today - days * DAYS, acts.practiced, supervisor, "US-CO", outcome="submitted")
    cast.play(story)


def learning(cast: Cast) -> None:
    """Twelve on the way: parts of everything, some of it waiting for somebody. One is an athletic trainer."""
    for place in range(12):
        start = cast.today - (25 + 9 * place) * DAYS
        story = cast.person(start - DAYS, profession="athletic_trainer" if place == 7 else "physical_therapist")
        looked = cast.today - (2 + place) * DAYS if place % 4 else start + DAYS
        is_licensed(story, start, story.home, cast.today + timedelta(days=200 + 25 * place), looked_until=looked)
        learns(story, start, modules=place % 4, courses=min(2, place // 3), sessions=place if place > 5 else 0)
        if place % 3 == 0:
            story.on(
                cast.today - (2 + place) * DAYS, acts.course, "Dry needling foundations", FOUNDATIONS, accept_after=None
            )
        if place == 3:
            story.on(start + DAYS, acts.more_time)
        if place > 3:
            story.on(
                cast.today - (1 + place % 6) * DAYS,
                acts.practiced,
                story.supervisor,
                story.home,
                outcome=OUTCOMES[place % 4],
            )
        cast.play(story)


OUTCOMES = ["submitted", "submitted", "returned", "draft"]


def new(cast: Cast) -> None:
    """Four just admitted, two with a license that nobody has checked; two who signed up and wait."""
    for place in range(4):
        joined = cast.today - (4 + 3 * place) * DAYS
        story = cast.person(joined)
        if place > 1:
            issued, ends = add_months(joined, -30), cast.today + timedelta(days=260)
            story.on(joined + DAYS, acts.licensed, story.home, issued, ends)
        cast.play(story)
    for days in (1, 3):
        name = next(cast.names)
        user = User.objects.create_user(f"{address(name)}@example.org", None)
        first, _, last = name.partition(" ")
        profile.create(
            by=user,
            full_name=name,
            sort_name=f"{last}, {first}",
            profession="physical_therapist",
            phone="",
            clinic=cast.house.clinics[next(cast.places)],
            now=acts.at(cast.today - days * DAYS),
        )


def play_all(house: House, today: date, seed: int) -> None:
    cast = Cast(house, today, seed)
    for part in (supervisors, active, renewed, renewal_open, ended, ready, maya, learning, new):
        part(cast)
