"""Sixty lives, in every state that a practitioner may be in. Each is a list of dated acts, played in order."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from cms.demo import acts
from cms.demo.acts import ADVANCED, FOUNDATIONS, LOWER, UPPER, Life
from cms.demo.signing import asked_to_state, states
from training.evaluation.dates import add_months
from training.models import Module

DAYS = timedelta(days=1)
SESSIONS = {"US-FL": 25, "US-CO": 12, "US-PA": 12}
TRAINING_TIME = 170 * DAYS


@dataclass
class Story:
    """The acts of one life and the days they fall on; nothing happens today or later."""

    life: Life
    home: str
    today: date
    supervisor: object
    plot: list = field(default_factory=list)
    ends: dict[str, date] = field(default_factory=dict)

    def on(self, day: date, act: Callable, *args, **given) -> None:
        if day < self.today:
            self.plot.append((day, len(self.plot), act, args, given))


def play(*stories: Story) -> None:
    """Play lives day by day: who is told together signs for one another, and nobody knows what is still to come."""
    told = [(day, place, number, *act) for place, story in enumerate(stories) for day, number, *act in story.plot]
    for day, place, _, act, args, given in sorted(told, key=lambda each: each[:3]):
        act(stories[place].life, day, *args, **given)


def shown_end(last: date, day: date) -> date:
    """The last day that a license shows on a day: two-year terms that end with `last`."""
    while add_months(last, -24) > day:
        last = add_months(last, -24)
    return last


def is_licensed(story: Story, joined: date, code: str, ends: date, *, looked_until: date | None = None) -> None:
    """A license issued years before, entered on joining, looked at every 110 days."""
    issued = add_months(joined, -36 - story.life.luck.randrange(60))
    story.ends[code] = ends
    story.on(joined, acts.licensed, code, issued, shown_end(ends, joined))
    last_look = looked_until or story.today - (3 + story.life.luck.randrange(80)) * DAYS
    day = last_look
    while day > joined + 2 * DAYS:
        looks_at(story, day, code)
        day -= 110 * DAYS
    looks_at(story, joined + DAYS, code)
    term_ended = shown_end(ends, joined + DAYS)
    while term_ended < min(ends, last_look):
        looks_at(story, term_ended + DAYS, code)
        term_ended = add_months(term_ended, 24)


def looks_at(story: Story, day: date, code: str) -> None:
    """The manager looks at the board's register, which shows the term that runs."""
    story.on(day, acts.checked, code, expires_on=shown_end(story.ends[code], day))


def learns(story: Story, start: date, *, modules: int = 9, courses: int = 2, sessions: int | None = None) -> None:
    """The way to a first award: modules, courses, CPR and supervised sessions."""
    luck = story.life.luck
    story.on(start + 3 * DAYS, acts.enrolled)
    story.on(start + 6 * DAYS, acts.cpr)
    for place, module in enumerate(Module.objects.exclude(current=None).order_by("title")[:modules]):
        story.on(start + (10 + 9 * place) * DAYS, acts.learned, module, wrong=luck.choice([0, 0, 1, 2]))
    first = {"approval_number": "DN-1", "taught": UPPER}
    second = {"approval_number": "DN-2", "taught": LOWER}
    if courses > 0:
        story.on(start + 30 * DAYS, acts.course, "Dry needling foundations", FOUNDATIONS, **first)
    if courses > 1:
        story.on(start + 60 * DAYS, acts.course, "Dry needling, lower and upper quarter", ADVANCED, **second)
    for number in range(SESSIONS[story.home] if sessions is None else sessions):
        story.on(start + (66 + 3 * number + luck.randrange(3)) * DAYS, acts.practiced, story.supervisor, story.home)


def writes_to_florida(
    story: Story, start: date, *, elsewhere: bool = False, files: bool = True, statement: str = "paper"
) -> None:
    """Florida's papers: the instructor's finding, the word on the sessions, and the attestation to the board.

    The word on the sessions is a paper that a manager reads, or the supervisor has `signed` it here, or is `asked` to.
    """
    if story.home != "US-FL":
        return
    story.on(start + 61 * DAYS, acts.stated, acts.FINDING)
    if statement != "paper":
        story.on(start + 160 * DAYS if statement == "asked" else start + 144 * DAYS, asked_to_state, story.supervisor)
    if statement == "signed":
        story.on(start + 146 * DAYS, states, story.supervisor)
    if statement == "paper":
        story.on(start + 144 * DAYS, acts.stated, acts.SESSIONS_ELSEWHERE if elsewhere else acts.NO_MORE_SESSIONS)
    if files:
        story.on(start + 148 * DAYS, acts.filed, "US-FL", acts.FLORIDA_FILING)


def practices_in_tennessee(story: Story, day: date, ends: date) -> None:
    """A second license, for what the courses taught: Tennessee limits practice to that."""
    is_licensed(story, day, "US-TN", ends)
    story.on(day + 2 * DAYS, acts.stated, acts.SCHOOL)
    story.on(day + 3 * DAYS, acts.filed, "US-TN", acts.TENNESSEE_APPROVAL)


def keeps_cpr(story: Story, start: date) -> None:
    """A CPR card every 21 months after the first."""
    day = add_months(start, 21)
    while day < story.today:
        story.on(day, acts.cpr)
        day = add_months(day, 21)


def is_awarded(story: Story, awarded: date, ends: date, *, statement: str = "paper", **given) -> None:
    """From joining to the first award, with the license looked at shortly before."""
    start = awarded - TRAINING_TIME
    is_licensed(story, start, story.home, ends, **given)
    looks_at(story, awarded - 4 * DAYS, story.home)
    learns(story, start)
    writes_to_florida(story, start, statement=statement)
    keeps_cpr(story, start)
    story.on(awarded, acts.decided, "award", "Every requirement is met, with evidence read.")


def earns_renewal(story: Story, awarded: date, submitted: date) -> None:
    """Twelve hours in the cycle, the statement signed again, and the renewal submitted."""
    story.on(add_months(awarded, 9), acts.course, "Needling the hip and the low back", {"technique": 4, "skill": 4})
    story.on(
        add_months(awarded, 16), acts.course, "Adverse events, seen and avoided", {"safety": 4}, mode="live_online"
    )
    story.on(submitted - 6 * DAYS, acts.stated)
    looks_at(story, submitted - 2 * DAYS, story.home)
    story.on(submitted, acts.submitted_renewal)


def is_renewed(story: Story, awarded: date, decided: date) -> None:
    earns_renewal(story, awarded, decided - 10 * DAYS)
    story.on(decided, acts.decided, "renew", "The renewal was complete on time.")


def make(
    house, name: str, email: str, code: str, joined: date, today: date, seed: int, supervisor=None, **given
) -> Story:
    luck = random.Random(seed)  # noqa: S311  believable, not secret
    words = name.split(" ")
    sort_name = f"{words[-1]}, {' '.join(words[:-1])}"
    return Story(acts.born(house, name, sort_name, email, code, joined, luck, **given), code, today, supervisor)
