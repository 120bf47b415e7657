"""Was this supervisor eligible on that day? Proven from license checks, and stored with each signature."""

from dataclasses import asdict, dataclass, field
from datetime import date

from django.db.models import QuerySet

from training.evaluation.dates import OPEN, long_date
from training.evaluation.facts import PRACTICE_TYPES, Facts
from training.evaluation.licenses import licensed_months
from training.models import License, LicenseCheck, Practitioner, Standing, SupervisedSession
from training.models.session import Qualification
from training.queries.facts import licenses

YEAR = 12
EXPERIENCED = 25  # Fla. Admin. Code 64B17-6.008 asks a supervisor for 25 sessions of their own.


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether somebody may supervise on a day, why, and with which qualifications on that day."""

    eligible: bool
    reason: str
    qualifications: tuple[str, ...] = ()
    license: dict = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.eligible

    def to_json(self) -> dict:
        """Plain data, as stored with a signature."""
        return asdict(self) | {"qualifications": list(self.qualifications)}


def eligibility(supervisor: Practitioner, on: date, *, qualified: bool = True) -> Eligibility:
    """Admitted as a supervisor for the day `on`, and holding a license that a check showed in good standing then.

    The day's newest look decides: one that shows the license no longer good takes the days after it away. Without
    `qualified` the qualifications are not looked up.
    """
    if not supervisor.is_supervisor:
        return Eligibility(False, f"{supervisor} is not admitted as a supervisor.")
    if words := stopped(supervisor, on):
        return Eligibility(False, words)
    check = check_covering(supervisor, on)
    if check is None:
        return Eligibility(False, f"No check shows a license of {supervisor} in good standing on {long_date(on)}.")
    have = qualifications(supervisor, on) if qualified else ()
    return Eligibility(True, reason_of(check), have, license_of(check))


def stopped(supervisor: Practitioner, on: date) -> str:
    """Why somebody no longer supervised on the day, whatever their license; empty if they did."""
    if supervisor.supervisor_until and supervisor.supervisor_until < on:
        return f"{supervisor} was a supervisor until {long_date(supervisor.supervisor_until)}."
    if supervisor.retired_on and supervisor.retired_on < on:
        return f"{supervisor} left practice on {long_date(supervisor.retired_on)}."
    return ""


def check_covering(supervisor: Practitioner, on: date) -> LicenseCheck | None:
    """The check that proves a license on the day, the newest of them; a privilege needs its home license too."""
    return check_among(licenses_with_checks(supervisor), on)


def licenses_with_checks(supervisor: Practitioner) -> list[License]:
    rows = License.objects.current().filter(practitioner=supervisor)
    return list(rows.select_related("jurisdiction").prefetch_related("checks"))


def check_among(rows: list[License], on: date) -> LicenseCheck | None:
    """The same from rows that are read already, for several days of one supervisor."""
    held = {row.pk: covering(row, on) for row in rows}
    good = [
        held[row.pk]
        for row in rows
        if row.type in PRACTICE_TYPES and held[row.pk] and (row.home_id is None or held.get(row.home_id))
    ]
    return max(good, key=lambda check: (check.checked_on, check.pk), default=None)


def covering(row: License, on: date) -> LicenseCheck | None:
    """The newest good look whose shown dates cover the day, unless the last look by then was not good."""
    looks = sorted(row.checks.all(), key=lambda check: (check.checked_on, check.pk))
    by_then = [check for check in looks if check.checked_on <= on]
    if by_then and not is_good(by_then[-1]):
        return None
    covers = [check for check in looks if is_good(check) and begins(check) <= on <= (check.expires_on or OPEN)]
    return covers[-1] if covers else None


def is_good(check: LicenseCheck) -> bool:
    return check.shows and check.in_good_standing and not check.encumbered


def begins(check: LicenseCheck) -> date:
    return check.issued_on or check.checked_on


def qualifications(supervisor: Practitioner, on: date) -> tuple[str, ...]:
    """What rules may ask of a supervisor, as it was on the day."""
    have = {
        Qualification.LICENSED_1Y: licensed_a_year(supervisor, on),
        Qualification.CERTIFIED: is_certified(supervisor, on),
        Qualification.SESSIONS_25: signed_sessions(supervisor, on) >= EXPERIENCED,
    }
    return tuple(name.value for name, holds in have.items() if holds)


def licensed_a_year(supervisor: Practitioner, on: date) -> bool:
    """Twelve whole calendar months of license, anywhere, complete on the day or before it."""
    facts = Facts(licenses=tuple(licenses([supervisor.pk], None)[supervisor.pk]))
    months = licensed_months(facts, None, YEAR)
    return any(total >= YEAR and day <= on for day, total in months)


def is_certified(supervisor: Practitioner, on: date) -> bool:
    held = Standing.objects.filter(practitioner=supervisor, scheme__isnull=False, starts_on__lte=on, ends_on__gte=on)
    return held.filter(outcome__in=["active", "renewal_open"]).exists()


def signed_sessions(supervisor: Practitioner, on: date) -> int:
    """Sessions of their own that somebody signed, up to the day."""
    return own_signed(supervisor).filter(happened_on__lte=on).count()


def own_signed(supervisor: Practitioner) -> QuerySet[SupervisedSession]:
    return SupervisedSession.objects.current().filter(practitioner=supervisor, state="signed")


def reason_of(check: LicenseCheck) -> str:
    row = check.license
    return f"{row}, seen in good standing on {long_date(check.checked_on)}."


def license_of(check: LicenseCheck) -> dict:
    """What is kept of the license with a signature."""
    row = check.license
    return {
        "id": row.pk,
        "check": check.pk,
        "jurisdiction": row.jurisdiction.code,
        "type": row.type,
        "number": row.number,
        "checked_on": check.checked_on.isoformat(),
        "issued_on": check.issued_on.isoformat() if check.issued_on else None,
        "expires_on": check.expires_on.isoformat() if check.expires_on else None,
    }
