"""What ends, and when: one line of dates with what each means for the person."""

from datetime import date, timedelta

from django.urls import reverse

from training.evaluation.outcomes import Certification, Clearance
from training.models import EvidenceState, License
from training.queries.license_ends import End, end_of
from training.queries.my_records import MyRecords, current
from training.queries.my_standing import Certified, Place

SOON = timedelta(days=90)
MOST = 8


def coming_dates(records: MyRecords, places: list[Place], schemes: list[Certified], today: date) -> list[dict]:
    """The next dates from today on, nearest first; `status` colors what comes within 90 days or stops practice."""
    found = [
        *of_licenses(records, today),
        *of_places(places),
        *of_filings(places),
        *of_schemes(schemes),
        *of_evidence(records),
    ]
    coming = sorted((each for each in found if each["date"] >= today), key=lambda each: each["date"])
    return [each | {"status": each.get("status") or tone(each["date"], today)} for each in coming[:MOST]]


def tone(day: date, today: date) -> str:
    return "provisional" if day <= today + SOON else ""


def of_licenses(records: MyRecords, today: date):
    for row in current(records.licenses):
        look, end = row.last_check, end_of(row, today)
        if end:
            url = reverse("my:license", args=[row.pk])
            yield {"date": end.on, "words": last_day_of(row, end), "url": url, "action": "See it"}
        if look and look.shows and not (end and end.on < look.fresh_until):
            words = f"The check of your {row.jurisdiction} license is due again. Nothing for you to do."
            yield {"date": look.fresh_until, "words": words, "quiet": True}


def last_day_of(row: License, end: End) -> str:
    of_home = f" of the {end.license.jurisdiction} license that it rests on" if end.by_home else ""
    claimed = ", as you wrote it" if end.is_claimed else ""
    return f"{row.get_type_display()}, {row.jurisdiction}: the last valid day{of_home}{claimed}."


def of_places(places: list[Place]):
    for place in places:
        deadline = place.evaluation.deadline
        if place.evaluation.outcome is Clearance.PROVISIONAL and deadline:
            words = f"Last day for what is missing in {place.jurisdiction}. After it, provisional practice ends."
            yield {"date": deadline, "words": words, "status": "not_cleared", "url": place.url, "action": "See why"}


def of_filings(places: list[Place]):
    """Papers that may still be filed in time, unless one was added and waits to be accepted."""
    for place in places:
        for each in place.to_file:
            words = f"{each.label}: the last day. After it you are not cleared in {place.jurisdiction}."
            url = reverse("my:evidence_new", args=["filing"])
            yield {"date": each.due_on, "words": words, "status": "not_cleared", "url": url, "action": "Add the proof"}


def of_schemes(schemes: list[Certified]):
    for each in schemes:
        if not each.cycle or each.is_taken or each.evaluation.outcome is Certification.LAPSED:
            continue
        url, cycle = reverse("my:certification", args=[each.scheme.slug]), each.cycle
        opens = f"You may renew {each.scheme} from this day on."
        yield {"date": cycle.window_opens_on, "words": opens, "url": url, "action": "See what counts"}
        last = f"{each.scheme}: the last valid day."
        yield {"date": cycle.ends_on(), "words": last, "url": url, "action": "See it"}
        if each.evaluation.outcome is Certification.GRACE:
            late = f"{each.scheme}: the last day to renew."
            renew = reverse("my:renew", args=[each.scheme.slug])
            yield {"date": cycle.grace_until, "words": late, "url": renew, "action": "Renew", "status": "not_cleared"}


def of_evidence(records: MyRecords):
    for row in (row for row in current(records.evidence, state=EvidenceState.ACCEPTED) if row.ends_on):
        yield {
            "date": row.ends_on,
            "words": f"{row.title}: the last valid day.",
            "url": reverse("my:evidence", args=[row.pk]),
            "action": "See it",
        }
