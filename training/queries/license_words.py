"""Why the licenses of a place do not count on a day, as their looks at the source tell."""

from collections.abc import Iterable
from datetime import date

from training.evaluation.dates import long_date
from training.models import Jurisdiction, License, LicenseCheck

COUNTING = (License.Type.LICENSE, License.Type.COMPACT_PRIVILEGE)
NONE = "No license or privilege here is on record."


def licenses_in(rows: Iterable[License], place: Jurisdiction) -> list[License]:
    """Those that may practice there could rest on, as a rule asks for them; without what a later row replaced."""
    here = (row for row in rows if row.jurisdiction_id == place.pk and row.superseded_at is None)
    return [row for row in here if row.type in COUNTING]


def why_none_counts(licenses: Iterable[License], as_of: date) -> str:
    """A sentence for each of the licenses, none of which is good on the day. Reads their prefetched looks."""
    return " ".join(why_not(row, as_of) for row in licenses) or NONE


def why_not(license: License, as_of: date) -> str:
    """What the newest look by the day showed that is in the way."""
    looks = [look for look in license.checks.all() if look.checked_on <= as_of]
    look = max(looks, key=lambda look: (look.checked_on, look.pk), default=None)
    if look is None:
        return f"No check had shown {license.number} by {long_date(as_of)}."
    return fault(license, look, as_of) or home_fault(license)


def fault(license: License, look: LicenseCheck, as_of: date) -> str:
    """What the look itself showed against it; empty for a license in good standing on the day."""
    number, place, on = license.number, license.jurisdiction, long_date(look.checked_on)
    if not look.shows:
        return f"The {place} source did not show {number} on {on}."
    if look.encumbered:
        return f"The {place} source showed {number} as encumbered on {on}."
    if not look.in_good_standing:
        status = f"“{look.status_shown}”, " if look.status_shown else ""
        return f"The {place} source showed {number} {status}not in good standing on {on}."
    if look.expires_on and look.expires_on < as_of:
        return f"{number}, as it was shown on {on}, ended on {long_date(look.expires_on)}."
    if look.issued_on and look.issued_on > as_of:
        return f"{number} begins on {long_date(look.issued_on)}."
    return ""


def home_fault(license: License) -> str:
    """Why a privilege that is shown in good standing does not count by itself."""
    return f"{license.number} rests on {license.home}, which stands in the way." if license.home else ""
