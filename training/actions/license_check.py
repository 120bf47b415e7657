"""One look at the primary source of a license, by a named person (The Joint Commission; NCQA)."""

from datetime import date, datetime, timedelta

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.standing import changing
from training.evaluation.dates import long_date
from training.models import License, LicenseCheck, StoredFile
from training.permissions import may_manage
from training.queries.organization import organization

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

    A look that does not show the license never counts for it, whatever else was ticked. It stays fresh for as many
    days as the organization says. The same look sent twice within a minute is one row.
    """
    require(may_manage(by, license.practitioner))
    look = closed(look)
    require_possible(license, look, today)
    with changing(license.practitioner, now=now) as person:
        twice = same_look(by, license, look, now)
        if twice:
            return twice
        check = LicenseCheck.objects.create(
            license=license, checked_by=by, fresh_until=fresh_until(look), capture=capture, recorded_at=now, **look
        )
        record(
            action="license.check",
            by=by,
            subject=check,
            practitioner=person,
            fields=[*FIELDS, "license", "fresh_until"],
            values={name: str(value) for name, value in look.items()},
            now=now,
        )
    return check


def closed(look: dict) -> dict:
    """What is not shown is not in good standing, and has no dates."""
    look = {name: look[name] for name in FIELDS}
    if look["shows"]:
        return look
    return look | {"in_good_standing": False, "encumbered": False, "issued_on": None, "expires_on": None}


def fresh_until(look: dict) -> date:
    return look["checked_on"] + timedelta(days=organization().check_good_for_days)


def require_possible(license: License, look: dict, today: date) -> None:
    """Dates that can be: not in the future, in order; and a license that is still on record."""
    if license.superseded_at:
        raise Refused("This license was corrected. Check the new version.")
    if look["checked_on"] > today:
        raise Refused("This date is in the future.", field="checked_on")
    issued, expires = look["issued_on"], look["expires_on"]
    if issued and issued > look["checked_on"]:
        raise Refused("This date is after the day of the check.", field="issued_on")
    if issued and expires and expires < issued:
        raise Refused(f"This date is before the license began, {long_date(issued)}.", field="expires_on")
    if look["shows"] and look["in_good_standing"] and expires and expires < look["checked_on"]:
        raise Refused("A license that ended before the check is not in good standing.", field="expires_on")


def same_look(by, license: License, look: dict, now: datetime) -> LicenseCheck | None:
    """The row that a double click wrote a moment ago."""
    lately = license.checks.filter(checked_by=by, recorded_at__gt=now - timedelta(minutes=1), recorded_at__lte=now)
    return lately.filter(**look).first()
