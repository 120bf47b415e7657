"""What a page of answers is asked: `?as_of=YYYY-MM-DD`, and `&known_at=YYYY-MM-DD` or `YYYY-MM-DDTHH:MM` for an answer
by what was on record then. Both are said in the organization's zone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode

from django.contrib import messages

from training.evaluation.dates import long_date
from training.queries.organization import zone
from training.words import moment_words

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
LAST = time(23, 59, 59, 999999)
NO_DATE = "That date could not be read, so this is the answer for today."
NO_MOMENT = "The day of “as we knew it on” could not be read, so this is by what we know now."
NOT_YET = "Nobody knows yet what will be on record on a coming day. This is by what we know now."


@dataclass(frozen=True, slots=True)
class Asked:
    """The date asked about, the instant of knowledge (None: now), and what of the question could not be answered.

    `known_text` is the instant as it was asked for: a day stands for its last moment.
    """

    today: date
    as_of: date
    known_at: datetime | None = None
    known_text: str = ""
    faults: tuple[str, ...] = ()

    @property
    def is_now(self) -> bool:
        """Whether the answer is for today, by what is known now."""
        return self.as_of == self.today and self.known_at is None

    @property
    def is_moment(self) -> bool:
        """Whether knowledge was asked for to the minute."""
        return "T" in self.known_text

    @property
    def known_words(self) -> str:
        """The day or moment of knowledge as a sentence says it; empty for now."""
        if self.known_at is None:
            return ""
        return moment_words(self.known_at) if self.is_moment else long_date(date.fromisoformat(self.known_text))

    @property
    def changes(self) -> dict[str, str]:
        """What an address must carry to ask the same of another page; empty for today."""
        day = "" if self.as_of == self.today else self.as_of.isoformat()
        return {name: text for name, text in (("as_of", day), ("known_at", self.known_text)) if text}

    @property
    def query(self) -> str:
        """The same as the end of an address, after its question mark."""
        return urlencode(self.changes)


def read(request) -> Asked:
    """The question of a request. What cannot be read is named in `faults` and left out; the future is not known."""
    day_text, known_text = (request.GET.get(name, "").strip() for name in ("as_of", "known_at"))
    day = day_of(day_text)
    known_at, fault = known_of(known_text, request)
    faults = (NO_DATE if day_text and day is None else "", fault)
    return Asked(
        today=request.today,
        as_of=day or request.today,
        known_at=known_at,
        known_text=known_text if known_at else "",
        faults=tuple(filter(None, faults)),
    )


def known_of(text: str, request) -> tuple[datetime | None, str]:
    """The instant of knowledge, None for now, and what is wrong with the question. Today as a day means now."""
    day = day_of(text[:10])
    if not text or (text == request.today.isoformat()):
        return None, ""
    if day and day > request.today:
        return None, NOT_YET
    at = instant(text, request.zone)
    if at is None:
        return None, NO_MOMENT
    if DAY.fullmatch(text):  # a day that was over then stays over: it ended in the zone of then
        at = instant(text, zone(at))
    return (None, NOT_YET) if at > request.now else (at, "")


def read_aloud(request) -> Asked:
    """The same for a page of the desk, which says what could not be read above everything else."""
    found = read(request)
    for words in found.faults:
        messages.error(request, words)
    return found


def day_of(text: str) -> date | None:
    """A written day, or None for anything else."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def instant(text: str, zone) -> datetime | None:
    """The instant that is meant, in UTC: a day stands for its last moment there. None for what cannot be read."""
    day = day_of(text)
    try:
        if day:
            return datetime.combine(day, LAST, zone).astimezone(UTC)
        return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC) if MOMENT.fullmatch(text) else None
    except (ValueError, OverflowError):
        return None
