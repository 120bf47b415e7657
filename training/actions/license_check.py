"""One look at the primary source of a license, by a named person (The Joint Commission; NCQA)."""

from datetime import date, datetime, timedelta

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.look_again import look_again_if_against
from training.actions.standing import changing
from training.evaluation.dates import long_date
from training.models import License, LicenseCheck, StoredFile
from training.permissions import may_manage
from training.queries.organization import organization

FIRST_ISSUED, FIRST_CHECK = date(1940, 1, 1), date(1990, 1, 1)
A_MINUTE = timedelta(minutes=1)
LONGEST = 20  # years from a look to the end that it shows
FIELDS = (
    "checked_on",
    "method",
    "source",
    "source_url",
    "shows",
    "status_shown",
    "in_good_standing",
    "encumbered",
    "issued_on",
    "expires_on",
    "note",
)


def record_check(
    *, by, license: License, look: dict, capture: StoredFile | None = None, now: datetime, today: date
) -> LicenseCheck:
    """Add a look at the source. `look` holds what was seen, by the names in `FIELDS`.

    A look that shows the license names its last valid day, or says with `no_end` that the source shows none. One that
    does not show it never counts for it, whatever else was ticked. It stays fresh for as many days as the organization
    says. The same look sent twice within a minute is one row.
    """
    require(may_manage(by, license.practitioner, today))
    return keep_look(by=by, license=license, look=look, capture=capture, now=now, today=today)


def keep_look(
    *, by, license: License, look: dict, capture: StoredFile | None = None, now: datetime, today: date
) -> LicenseCheck:
    """The same for a caller that has asked whether this person may look."""
    look = closed(look)
    require_possible(license, look, today)
    values = {name: str(value) for name, value in look.items()}
    look = {name: look[name] for name in FIELDS}
    with changing(license.practitioner):
        twice = same_look(by, license, look, now)
        if twice:
            return twice
        return write(by, license, look, values, now, capture=capture)


def write(by, license: License, look: dict, values: dict, now: datetime, **extra) -> LicenseCheck:
    """The row and its audit event, within a `changing` of the holder."""
    check = LicenseCheck.objects.create(
        license=license, checked_by=by, fresh_until=fresh_until(look), recorded_at=now, **look, **extra
    )
    record(
        action="license.check",
        by=by,
        subject=check,
        practitioner=license.practitioner,
        fields=[*FIELDS, "license", "fresh_until"],
        values=values,
        now=now,
    )
    look_again_if_against(by=by, check=check, now=now)
    return check


def closed(look: dict) -> dict:
    """What is not shown is not in good standing, and has no dates."""
    if look["shows"]:
        return look
    return look | {"in_good_standing": False, "encumbered": False, "issued_on": None, "expires_on": None}


def fresh_until(look: dict) -> date:
    return look["checked_on"] + timedelta(days=organization().check_good_for_days)


def require_possible(license: License, look: dict, today: date) -> None:
    """A license that is still on record, and a look without flaws."""
    if license.superseded_at:
        raise Refused("This license was corrected. Check the new version.")
    for field, sentence in flaws(look, today).items():
        raise Refused(sentence, field=field)


def flaws(look: dict, today: date) -> dict[str, str]:
    """What cannot be in a look: a sentence for each field. What is not filled in yet is left out of the judging."""
    found = {}
    if sentence := wrong_day(look.get("checked_on"), today):
        found["checked_on"] = sentence
    if sentence := wrong_beginning(look.get("issued_on"), look.get("checked_on")):
        found["issued_on"] = sentence
    if look.get("shows") and (sentence := wrong_end(look)):
        found["expires_on"] = sentence
    return found


def wrong_day(checked_on: date | None, today: date) -> str:
    if checked_on and checked_on > today:
        return "This date is in the future."
    return too_early(checked_on)


def wrong_beginning(issued_on: date | None, checked_on: date | None) -> str:
    if issued_on and checked_on and issued_on > checked_on:
        return "This date is after the day of the check."
    return f"Write a date from {FIRST_ISSUED.year} on." if issued_on and issued_on < FIRST_ISSUED else ""


def too_early(checked_on: date | None) -> str:
    return f"Write a date from {FIRST_CHECK.year} on." if checked_on and checked_on < FIRST_CHECK else ""


def wrong_end(look: dict) -> str:
    """What is wrong with the last valid day: an end is shown, or the source says that there is none."""
    issued, expires, checked = look.get("issued_on"), look.get("expires_on"), look.get("checked_on")
    if not expires:
        return "" if look.get("no_end") else "Write the last valid day, or tick that the source shows no end."
    if look.get("no_end"):
        return "There is a last valid day here. Untick “The source shows no end”, or empty this."
    if issued and expires < issued:
        return f"This date is before the license began, {long_date(issued)}."
    if checked and look.get("in_good_standing") and expires < checked:
        return "A license that ended before the check is not in good standing."
    return wrong_century(expires, checked)


def wrong_century(expires: date, checked: date | None) -> str:
    """A year that was mistyped: before any license of today began, or longer than one is ever given for."""
    if expires < FIRST_ISSUED:
        return f"Write a date from {FIRST_ISSUED.year} on."
    if checked and expires.year > checked.year + LONGEST:
        return f"This is more than {LONGEST} years after the check. Look at the year again."
    return ""


def same_look(by, license: License, look: dict, now: datetime) -> LicenseCheck | None:
    """The row that a double click wrote a moment ago. Who came second may have begun first, with the earlier `now`."""
    lately = license.checks.filter(checked_by=by, recorded_at__gt=now - A_MINUTE, recorded_at__lt=now + A_MINUTE)
    return lately.filter(**look).first()
