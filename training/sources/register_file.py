"""A board's published list of licenses, as a CSV file: the source that needs no network.

Many boards publish their register as a file. Put it, with our column names, into the folder `LICENSE_REGISTERS` as
`US-FL_2026-11-01.csv`: the jurisdiction, and the day that the list is of. The newest one answers.
"""

import csv
import io
import re
from collections import defaultdict
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from training.actions.license import normalize_number
from training.sources.base import Answer, Entry, Unavailable

COLUMNS = ("type", "number", "name", "status", "active", "encumbered", "issued_on", "expires_on")
NAME = re.compile(r"(?P<code>[A-Z]{2}(-[A-Z0-9]{1,3})?)_(?P<day>\d{4}-\d{2}-\d{2})\.csv")
WORDS = {"yes": True, "no": False}


class RegisterFile:
    """Answers from the newest list of a jurisdiction, for the types of license that it names."""

    name = "The board's published list"

    def covers(self, jurisdiction: str, type: str) -> bool:
        found = newest(jurisdiction)
        return found is not None and type in types_in(*stamp(found))

    def ask(self, jurisdiction: str, type: str, number: str) -> Answer:
        found = newest(jurisdiction)
        if found is None:
            raise Unavailable(f"There is no list for {jurisdiction}.")
        _, digest, by_number = read(*stamp(found))
        entries = by_number.get((type, normalize_number(number)), ())
        return Answer(as_of=day_of(found), entries=tuple(entries), sha256=digest)


def newest(jurisdiction: str) -> Path | None:
    """The latest list of a jurisdiction by the day in its name."""
    folder = Path(settings.LICENSE_REGISTERS)
    lists = [each for each in folder.glob(f"{jurisdiction}_*.csv") if named(each)]
    return max(lists, key=day_of, default=None)


def named(path: Path) -> bool:
    found = NAME.fullmatch(path.name)
    try:
        return bool(found and date.fromisoformat(found["day"]))
    except ValueError:
        return False


def day_of(path: Path) -> date:
    return date.fromisoformat(NAME.fullmatch(path.name)["day"])


def stamp(path: Path) -> tuple[Path, int]:
    return path, path.stat().st_mtime_ns


def types_in(path: Path, changed: int) -> frozenset[str]:
    """The types of license on a list; none where it cannot be read, so that a person looks."""
    try:
        return read(path, changed)[0]
    except Unavailable:
        return frozenset()


@lru_cache(maxsize=64)
def read(path: Path, changed: int) -> tuple[frozenset, str, dict]:
    """The types on a list, its SHA-256 (hex), and its entries by type and normalized number.

    One line that cannot be meant makes the whole list unusable: `Unavailable` names it.
    """
    try:
        content = path.read_bytes()
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable(f"{path.name} cannot be read.") from error
    if missing := set(COLUMNS) - set(rows.fieldnames or ()):
        raise Unavailable(f"{path.name} lacks the columns {', '.join(sorted(missing))}.")
    by_number = defaultdict(list)
    for line, row in enumerate(rows, 2):
        by_number[row["type"], normalize_number(row["number"] or "")].append(entry(row, f"{path.name}, line {line}"))
    return frozenset(type for type, _ in by_number), sha256(content).hexdigest(), dict(by_number)


def entry(row: dict, where: str) -> Entry:
    """One line of a list. Raises `Unavailable`, naming the line."""
    try:
        return Entry(
            number=row["number"],
            name=row["name"],
            status=row["status"],
            active=WORDS[row["active"].strip().lower()],
            encumbered=WORDS[row["encumbered"].strip().lower()],
            issued_on=day(row["issued_on"]),
            expires_on=day(row["expires_on"]),
            shown={name: value for name, value in row.items() if name and value},
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise Unavailable(f"{where}: write active and encumbered as yes or no, and dates as 2026-11-01.") from error


def day(text: str) -> date | None:
    return date.fromisoformat(text.strip()) if text.strip() else None
