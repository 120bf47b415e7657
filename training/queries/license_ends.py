"""When a license ends: one rule for the roster, the reminders, the dates and the queue.

It is the last valid day as the newest look that shows the license says, which may be that there is none; where no look
has shown the license, the day as claimed. A compact privilege ends with its home license, if that is earlier: it is
never better than what it rests on (PT Compact).
"""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import DateField, F, OuterRef, Prefetch, QuerySet, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Coalesce, Least, NullIf

from training.evaluation.dates import OPEN
from training.models import License, LicenseCheck, RenewalFiled

READ_WITH = ("checks", "home__checks")
NEVER = Value(OPEN, output_field=DateField())


@dataclass(frozen=True, slots=True)
class End:
    """The last valid day, the license whose day it is, and the look that showed it.

    `by_home` says that it is the day of the home license that a privilege rests on.
    """

    on: date
    license: License
    look: LicenseCheck | None
    by_home: bool = False

    @property
    def is_claimed(self) -> bool:
        """No look has shown it."""
        return self.look is None


def end_of(license: License, as_of: date) -> End | None:
    """The end of a license by what was known to the desk on the day; None when nobody names one.

    Reads the looks of the license and of its home from rows prefetched by `READ_WITH`.
    """
    own, home = own_end(license, as_of), license.home and own_end(license.home, as_of)
    return replace(home, by_home=True) if home and (own is None or home.on < own.on) else own


def own_end(license: License, as_of: date) -> End | None:
    """The end of the license itself, whatever it rests on."""
    looks = [look for look in license.checks.all() if look.shows and look.checked_on <= as_of]
    look = max(looks, key=lambda look: (look.checked_on, look.pk), default=None)
    on = look.expires_on if look else license.expires_on
    return End(on, license, look) if on else None


def read_shown_looks(licenses: list[License], as_of: date) -> None:
    """What `READ_WITH` reads, for a list: of each license and home only the look that `end_of` asks about, of that look
    only what it needs. One statement.
    """
    newest = looks_by(as_of).filter(license=OuterRef("license")).order_by("-checked_on", "-pk").values("pk")[:1]
    looks = LicenseCheck.objects.filter(pk=Subquery(newest)).order_by()
    looks = looks.only("license", "shows", "checked_on", "expires_on", "fresh_until")
    homes = [row.home for row in licenses if row.home]
    prefetch_related_objects([*licenses, *homes], Prefetch("checks", looks))


def looks_by(as_of: date) -> QuerySet[LicenseCheck]:
    """Those that had shown their license by the day."""
    return LicenseCheck.objects.filter(shows=True, checked_on__lte=as_of)


def filed_renewal(license: License, as_of: date) -> RenewalFiled | None:
    """The renewal that was filed and that no look has shown yet; None without one. Reads `renewals_filed`."""
    end = own_end(license, as_of)
    rows = (row for row in license.renewals_filed.all() if row.superseded_at is None)
    waiting = [row for row in rows if end and row.ends_on >= end.on and row.filed_on <= as_of]
    return max(waiting, key=lambda row: row.ends_on, default=None)


def with_end(rows: QuerySet[License], as_of: date) -> QuerySet[License]:
    """The same rule in the database: `ends_on`, null when nobody names a day."""
    own = Coalesce(shown_end("pk", as_of), F("expires_on"), NEVER)
    home = Coalesce(shown_end("home", as_of), F("home__expires_on"), NEVER)
    return rows.annotate(ends_on=NullIf(Least(own, home), NEVER))


def shown_end(license: str, as_of: date) -> Subquery:
    """The end that the newest look by the day showed, of the license that the column `license` names."""
    looks = looks_by(as_of).filter(license=OuterRef(license))
    looks = looks.order_by("-checked_on", "-pk").annotate(end=Coalesce("expires_on", NEVER))
    return Subquery(looks.values("end")[:1])
