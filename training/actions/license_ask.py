"""Asking a primary source that answers by itself (`training.sources`). What it says is a look like any other."""

import logging
from datetime import date, datetime
from itertools import islice

from training.actions import Refused, require
from training.actions.files import keep_list
from training.actions.license_check import FIELDS, closed, require_possible, write
from training.actions.standing import changing
from training.evaluation.dates import long_date
from training.lasting import in_practice
from training.models import License, LicenseCheck, StoredFile
from training.permissions import may_manage
from training.queries.due_checks import due
from training.queries.organization import today as today_of
from training.sources import Answer, Source, Unavailable, source_for
from training.sources.matching import entry_for, is_compared

log = logging.getLogger(__name__)
AT_ONCE = 500  # licenses asked about in one pass


def ask(*, by, license: License, now: datetime, today: date) -> LicenseCheck:
    """Ask the source of a license and keep what it showed; `by` is None where no person is at the screen.

    A source that holds no single entry under the claimed number and the holder's name does not show the license: it
    fails closed. The look is dated by the day of the source's data; an answer of a day that was looked at
    already is that look. `Refused` where there is no source, or it cannot answer.
    """
    if by is not None:
        require(may_manage(by, license.practitioner, today))
    source = source_for(license)
    if source is None:
        raise Refused("No source answers for this license by itself. Look it up at the board.")
    require_compared(license)
    try:
        answer = source.ask(license.jurisdiction.code, license.type, license.number)
    except Unavailable as error:
        raise Refused(f"{source.name} cannot be asked: {error} Look it up at the board.") from error
    require_come(source, answer, today)
    require_newer(license, answer)
    look = look_of(license, source, answer)
    if known := seen_before(license, look):
        return known
    capture = kept_list(by, source, answer, now)
    with changing(license.practitioner):
        require_newer(License.objects.get(pk=license.pk), answer)
        return seen_before(license, look) or keep(by, license, look, answer, now, today, capture)


def kept_list(by, source: Source, answer: Answer, now: datetime) -> StoredFile | None:
    """The list that the answer was read from, and the event, which is about nobody.

    Before the holder is locked: an adoption that holds the chain of such events may be waiting for the holder.
    """
    try:
        return answer.document and keep_list(by=by, document=answer.document, sha256=answer.sha256, now=now)
    except Unavailable as error:
        raise Refused(f"What {source.name} shows cannot be kept: {error} Ask again.") from error


def require_compared(license: License) -> None:
    """Who changes the own name is not found under it before a manager has compared it with the board's."""
    if not is_compared(license):
        raise Refused("No manager has seen this name at the board yet. Look the license up there.")


def require_come(source: Source, answer: Answer, today: date) -> None:
    """A list whose name has a mistyped year would stand before all others until then."""
    if answer.as_of > today:
        day = long_date(answer.as_of)
        raise Refused(f"What {source.name} says is of {day}, a day that has not come yet. Look it up at the board.")


def require_newer(license: License, answer: Answer) -> None:
    """What a source said before the newest look adds nothing to it; of the same day a person's look stands."""
    last = license.last_check
    if last and last.checked_on > answer.as_of:
        newer, old = long_date(last.checked_on), long_date(answer.as_of)
        raise Refused(f"The check of {newer} is newer than what the source says, which is of {old}.")
    by_a_person = (each for each in license.checks.all() if each.method != LicenseCheck.Method.AUTOMATIC)
    if any(each.checked_on == answer.as_of for each in by_a_person):
        raise Refused(
            f"A person looked on {long_date(answer.as_of)}, the day of what the source says. That look stands."
        )


def keep(by, license: License, look: dict, answer: Answer, now: datetime, today: date, capture) -> LicenseCheck:
    require_possible(license, look | {"no_end": look["expires_on"] is None}, today)
    values = {name: str(value) for name, value in look.items()}
    return write(by, license, look, values, now, shown=shown(answer), capture=capture)


def look_of(license: License, source: Source, answer: Answer) -> dict:
    """The answer by the names of `license_check.FIELDS`."""
    entry = entry_for(license, answer)
    found = {
        "checked_on": answer.as_of,
        "method": LicenseCheck.Method.AUTOMATIC,
        "source": f"{source.name}, {license.jurisdiction}"[:200],
        "source_url": answer.url,
        "shows": entry is not None,
        "status_shown": entry.status[:120] if entry else "",
        "in_good_standing": bool(entry and entry.active and not entry.encumbered),
        "encumbered": bool(entry and entry.encumbered),
        "issued_on": entry and entry.issued_on,
        "expires_on": entry and entry.expires_on,
        "note": "" if entry else why_not(answer),
    }
    return closed(found)


def why_not(answer: Answer) -> str:
    """Why no entry is the license: said so that somebody can look again."""
    if not answer.entries:
        return "There is no entry under this number."
    return "There are entries under this number, but not one single entry with this name."


def shown(answer: Answer) -> dict:
    """Exactly what was read: the entries under the number, and the hash of where they stand."""
    return {"entries": [each.shown for each in answer.entries], "sha256": answer.sha256}


def seen_before(license: License, look: dict) -> LicenseCheck | None:
    """The row of the same source with the same answer of the same day."""
    same = {name: look[name] for name in FIELDS}
    return license.checks.filter(**same).first()


def ask_about_due(*, now: datetime) -> int:
    """Ask about the licenses that are due and have a source, at most `AT_ONCE`. Returns how many looks were new.

    What a source cannot answer is logged and stays in the managers' queue.
    """
    today, new = today_of(now), 0
    rows = due(License.objects.current(), today).filter(in_practice(today))
    rows = rows.select_related("jurisdiction", "practitioner").prefetch_related("checks", "practitioner__former_names")
    answerable = (row for row in rows.order_by("pk").iterator(chunk_size=200) if source_for(row))
    for license in islice(answerable, AT_ONCE):
        new += is_new(license, now, today)
    return new


def is_new(license: License, now: datetime, today: date) -> bool:
    """Ask about one license. One that fails does not keep the others waiting."""
    try:
        return ask(by=None, license=license, now=now, today=today).recorded_at == now
    except Refused as refused:
        log.warning("License %s was not asked about: %s", license.pk, refused)
    except Exception:
        log.exception("License %s could not be asked about", license.pk)
    return False
