"""A board's published list of licenses, as a CSV file: the source that needs no network.

Many boards publish their register as a file. Put it, with our column names, into the folder `LICENSE_REGISTERS` as
`US-FL_2026-11-01.csv`: the jurisdiction, and the day that the list is of. The newest one answers, once it is whole: it
ends with its line, and holds hardly fewer lines than the one before.
"""

import csv
import io
import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from training.models import License
from training.models.fields import normalize_number
from training.sources.base import Answer, Document, Entry, Unavailable

log = logging.getLogger(__name__)

COLUMNS = ("type", "number", "name", "status", "active", "encumbered", "issued_on", "expires_on")
NAME = re.compile(r"(?P<code>[A-Z]{2}(-[A-Z0-9]{1,3})?)_(?P<day>\d{4}-\d{2}-\d{2})\.csv")
WORDS = {"yes": True, "no": False}
LEAST = 90  # lines of a list in a hundred of the one before: fewer look like half a copy


class RegisterFile:
    """Answers from the newest list of a jurisdiction, for the types of license that it names."""

    name = "The board's published list"

    def covers(self, jurisdiction: str, type: str) -> bool:
        return type in types_on(*(stamp(each) for each in lists(jurisdiction)))

    def ask(self, jurisdiction: str, type: str, number: str) -> Answer:
        stamps = [stamp(each) for each in lists(jurisdiction)]
        if not stamps:
            raise Unavailable(f"There is no list for {jurisdiction}.")
        found = stamps[0][0]
        _, digest, by_number = whole(*stamps)
        entries = by_number.get((type, normalize_number(number)), ())
        document = Document(found.name, "text/csv", partial(content_of, found))
        return Answer(as_of=day_of(found), entries=tuple(entries), sha256=digest, document=document)


def lists(jurisdiction: str) -> list[Path]:
    """Every list of a jurisdiction, the latest first."""
    folder = Path(settings.LICENSE_REGISTERS)
    return sorted((each for each in folder.glob(f"{jurisdiction}_*.csv") if named(each)), key=day_of, reverse=True)


def named(path: Path) -> bool:
    found = NAME.fullmatch(path.name)
    try:
        return bool(found and date.fromisoformat(found["day"]))
    except ValueError:
        return False


def day_of(path: Path) -> date:
    return date.fromisoformat(NAME.fullmatch(path.name)["day"])


def stamp(path: Path) -> tuple[Path, int]:
    """What a list is read by: again once it changes."""
    try:
        return path, path.stat().st_mtime_ns
    except OSError:
        return path, 0  # gone meanwhile, which reading it says


@lru_cache(maxsize=64)
def types_on(*stamps: tuple[Path, int]) -> frozenset[str]:
    """The types of license on the first of the lists; none where it is not believed, so that a person looks.

    Why not is logged once for each state of the folder, not for each license.
    """
    try:
        return whole(*stamps)[0] if stamps else frozenset()
    except Unavailable as unavailable:
        log.warning("A list of licenses is not used: %s", unavailable)
        return frozenset()


@lru_cache(maxsize=64)
def whole(newest: tuple[Path, int], *older: tuple[Path, int]) -> tuple[frozenset, str, dict]:
    """The newest list, if it is no half of one: who is missing on it would read as not licensed.

    It alone is kept in memory; the one before is read for how many lines it has.
    """
    found, before = read(newest[0]), lines_before(older)
    if (now := lines_of(found)) * 100 < before * LEAST:
        raise Unavailable(f"{newest[0].name} has {now} lines, far fewer than the {before} of the list before.")
    return found


def lines_before(older: Sequence[tuple[Path, int]]) -> int:
    """How many lines the list before has; 0 where there is none that can be read."""
    for path, _ in older:
        try:
            return lines_of(read(path))
        except Unavailable:
            continue
    return 0


def lines_of(found: tuple[frozenset, str, dict]) -> int:
    return sum(len(entries) for entries in found[2].values())


def read(path: Path) -> tuple[frozenset, str, dict]:
    """The types on a list, its SHA-256 (hex), and its entries by type and normalized number.

    One line that cannot be meant makes the whole list unusable: `Unavailable` names it.
    """
    content = content_of(path)
    by_number = defaultdict(list)
    for line, row in rows_of(text_of(content, path.name), path.name):
        where = f"{path.name}, line {line}"
        found = entry(row, where)
        by_number[type_of(row, where), normalize_number(found.number)].append(found)
    return frozenset(type for type, _ in by_number), sha256(content).hexdigest(), dict(by_number)


def text_of(content: bytes, name: str) -> str:
    """What a file says. Raises `Unavailable` where that is no whole text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unavailable(f"{name} is not UTF-8, so it cannot be read.") from error
    if "\0" in text:
        raise Unavailable(f"{name} holds a NUL, which no text may hold.")
    if not text.endswith("\n"):
        raise Unavailable(f"{name} does not end with a line, as half a copy would not.")
    return text


def content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read.") from error


def rows_of(text: str, name: str) -> Iterator[tuple[int, dict]]:
    """Each row with the line it ends at. Raises `Unavailable` where the text is no CSV, or lacks columns."""
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        check_columns(rows.fieldnames or (), name)
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        raise Unavailable(f"{name}, after line {rows.line_num}: {error}.") from error


def check_columns(names: Sequence[str], file: str) -> None:
    """All of ours, each once: of two, one would be taken unseen."""
    if missing := set(COLUMNS) - set(names):
        raise Unavailable(f"{file} lacks the columns {', '.join(sorted(missing))}.")
    if twice := next((each for each in COLUMNS if names.count(each) > 1), ""):
        raise Unavailable(f"{file} names the column {twice} twice.")


def entry(row: dict, where: str) -> Entry:
    """One line of a list. Raises `Unavailable`, naming the line."""
    if None in row or None in row.values():
        raise Unavailable(f"{where}: it has more or fewer values than there are columns.")
    if long := next((each for each in COLUMNS if len(row[each].splitlines()) > 1), ""):
        raise Unavailable(f"{where}: {long} goes on in a second line, as after a quote that was left open.")
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
    except (KeyError, ValueError) as error:
        raise Unavailable(f"{where}: write active and encumbered as yes or no, and dates as 2026-11-01.") from error


def type_of(row: dict, where: str) -> str:
    """The kind of license that a line is about. Raises `Unavailable`: under no type, nobody would find it."""
    said = row["type"].strip()
    if said.lower() not in License.Type.values:
        raise Unavailable(f"{where}: {said} is no type. Write one of {', '.join(License.Type.values)}.")
    return said.lower()


def day(text: str) -> date | None:
    return date.fromisoformat(text.strip()) if text.strip() else None
