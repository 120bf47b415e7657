"""Licenses and compact privileges, and every look at their source since the person came."""

from datetime import date, timedelta

from training.evaluation.dates import add_months
from training.models import License, LicenseCheck
from training.seeding.people import Life, moment
from training.seeding.world import World

NEVER_SEEN, STALE, LAPSED, LIFTED = 0.02, 0.06, 0.03, 0.01
EVERY = (92, 112)  # days between two looks


def licenses(world: World, life: Life, seed: int) -> list[License]:
    """The license of the home state; one in six holds a second one, one in five a privilege elsewhere."""
    places = list(dict.fromkeys([life.clinic.jurisdiction_id, *(each.jurisdiction_id for each in world.clinics[:40])]))
    issued_on = life.start - timedelta(days=life.luck.randrange(40, 3000))
    rows = [license(world, life, seed, places[0], "license", issued_on)]
    if len(places) > 1 and life.luck.random() < 0.16:
        rows.append(license(world, life, seed, life.luck.choice(places[1:]), "license", life.start))
    elsewhere = [place for place in places if place not in {row.jurisdiction_id for row in rows}]
    if elsewhere and life.luck.random() < 0.2:
        place = life.luck.choice(elsewhere)
        rows.append(license(world, life, seed, place, "compact_privilege", life.needled, home=rows[0]))
    return rows


def license(world: World, life: Life, seed: int, place: int, type: str, issued_on: date, home=None) -> License:
    """One license as claimed when the person came."""
    prefix = {"license": "PT", "compact_privilege": "CP"}[type]
    number = f"{prefix} {seed}{life.number:07}"
    return License(
        practitioner=life.row,
        jurisdiction_id=place,
        type=type,
        number=number,
        normalized_number=number.replace(" ", ""),
        home=home,
        issued_on=issued_on,
        expires_on=end_shown(issued_on, max(issued_on, life.start)),
        recorded_at=moment(world, max(issued_on, life.start)),
        recorded_by=world.by,
    )


def end_shown(issued_on: date, day: date) -> date:
    """The last day of the two-year term that runs on a day: licenses renew every two years."""
    months = 24
    while add_months(issued_on, months) <= day:
        months += 24
    return add_months(issued_on, months) - timedelta(days=1)


def checks(world: World, life: Life, rows: list[License]) -> list[LicenseCheck]:
    """Looks at each license every three to four months; some overdue, some that show it ended or restricted."""
    found = []
    for row in rows:
        own = list(looks(world, life, row))
        if own:
            row.look_again_on = own[-1].look_again_on
        found += own
    return found


def looks(world: World, life: Life, row: License):
    fate = life.luck.random()
    days = [] if fate < NEVER_SEEN or (life.stage == "new" and fate < 0.5) else days_of_looks(life, row)
    days = days[:-2] if NEVER_SEEN < fate < STALE else days
    for place, day in enumerate(days, 1):
        lost = place == len(days) > 1 and life.stage == "lapsed" and fate > 1 - 4 * LAPSED
        yield look(world, row, day, lost=lost, restricted=place == len(days) and fate > 1 - LIFTED)


def days_of_looks(life: Life, row: License) -> list[date]:
    day, found = max(life.start, row.issued_on) + timedelta(days=life.luck.randrange(1, 15)), []
    while day <= life.last:
        found.append(day)
        day += timedelta(days=life.luck.randrange(*EVERY))
    return found


def look(world: World, row: License, day: date, *, lost: bool, restricted: bool) -> LicenseCheck:
    """What the board's register showed on a day."""
    words = "Expired" if lost else "Active, restricted" if restricted else "Active"
    return LicenseCheck(
        license=row,
        checked_on=day,
        checked_by=world.by,
        source="The board's public register",
        shows=True,
        status_shown=words,
        in_good_standing=not (lost or restricted),
        encumbered=restricted,
        issued_on=row.issued_on,
        expires_on=max(row.issued_on, day - timedelta(days=1)) if lost else end_shown(row.issued_on, day),
        fresh_until=day + timedelta(days=world.fresh_days),
        recorded_at=moment(world, day, 11),
    )
