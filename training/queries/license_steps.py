"""What stands in the way of a license that counts, place by place: none, another number, its end, a look."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from training.evaluation.dates import OPEN, long_date
from training.evaluation.outcomes import Clearance
from training.models import License
from training.models.license import SOON_ENDS
from training.queries.license_ends import End, end_of, filed_renewal
from training.queries.lines import LICENSE
from training.queries.my_records import MyRecords, current
from training.queries.my_standing import Place
from training.queries.step import MANAGER, YOU, Step
from training.queries.waits import Wait


def license_steps(records: MyRecords, places: list[Place], today: date) -> Iterator[Step]:
    """For each place the steps of the best license there, and of the best registration of who has one."""
    have = defaultdict(list)
    for row in current(records.licenses):
        have[row.jurisdiction_id, row.type == License.Type.REGISTRATION].append(row)
    for place in places:
        licenses, registrations = (have[place.jurisdiction.pk, kind] for kind in (False, True))
        if not licenses:
            yield none_yet(place)
        for group in filter(None, (licenses, registrations)):
            yield from of_license(max(group, key=lambda row: worth(row, today)), place, today)


def renewal_waits(records: MyRecords, place: Place) -> dict[str, Wait]:
    """What waits on the line about the license, where a renewal is with the board."""
    here = (row for row in current(records.licenses) if row.jurisdiction_id == place.jurisdiction.pk)
    ends = filter(None, (end_of(row, place.evaluation.as_of) for row in here))
    found = [filed for end in ends if (filed := filed_renewal(end.license, place.evaluation.as_of))]
    if not found:
        return {}
    words = f"You filed the renewal on {long_date(found[-1].filed_on)}. Your compliance manager looks again."
    return {LICENSE: Wait(words, "manager", True)}


def worth(row: License, today: date) -> tuple[bool, date]:
    """A license in good standing is worth more than another, then the one that ends later."""
    end = end_of(row, today)
    return is_good(row), end.on if end else OPEN


def is_good(row: License) -> bool:
    look = row.last_check
    return bool(look and look.shows and look.in_good_standing and not look.encumbered)


def none_yet(place: Place) -> Step:
    url = f"{reverse('my:license_new')}?jurisdiction={place.jurisdiction.pk}"
    words = f"Nothing counts at {place.name} without it."
    return Step(f"Add your {place.jurisdiction} license", YOU, words, url, "Add the license")


def of_license(row: License, place: Place, today: date) -> Iterator[Step]:
    """The step of one license, the person's before the desk's; none while all is well."""
    look, end = row.last_check, end_of(row, today)
    url, name = reverse("my:license", args=[row.pk]), f"{row.jurisdiction} {kind_of(row)}"
    if look and not look.shows:
        words = "The source does not show it under this number. Compare it with your license."
        yield Step(f"Look at your {name} number", YOU, words, url, "Open the license")
    elif look and end and not end.is_claimed and end.on <= today + SOON_ENDS:
        yield renew(row, end, today)
    elif look and not is_good(row):
        seen = f"The source shows it as “{look.status_shown}”" if look.status_shown else "The source shows a problem"
        words = f"{seen}, so it does not count. Ask the board; when it has changed, the desk looks again."
        yield Step(f"Mend your {name} with the board", YOU, words, url, "Open the license")
    elif look is None or place.evaluation.outcome is Clearance.CHECK_DUE:
        words = "It counts from the day a check shows it."
        yield Step(f"Check your {name} at its source", MANAGER, words)


def kind_of(row: License) -> str:
    return "registration" if row.type == License.Type.REGISTRATION else "license"


def renew(row: License, end: End, today: date) -> Step:
    """The person renews with the board, the desk looks again; a privilege may rest on what has to be renewed."""
    it = f"Your privilege in {row.jurisdiction} rests on it. Its" if end.by_home else "Its"
    was = (
        f"last valid day was {long_date(end.on)}, so it does not count"
        if end.on < today
        else f"last valid day is {long_date(end.on)}"
    )
    words = f"{it} {was}. Then the desk looks again: the renewal counts from the day the source shows it."
    if filed := filed_renewal(end.license, today):
        words = f"You filed the renewal on {long_date(filed.filed_on)}. It counts from the day the source shows it."
        return Step(f"Check your {end.license.jurisdiction} {kind_of(end.license)} at its source", MANAGER, words)
    action = f"Renew your {end.license.jurisdiction} {kind_of(end.license)} with the board"
    return Step(action, YOU, words, reverse("my:license", args=[end.license.pk]), "Open the license")
