"""Licenses as the person claims them: added; corrected or withdrawn while no check has shown them. The desk checks."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.license_check import FIRST_ISSUED, LONGEST
from training.actions.once import just_made
from training.actions.standing import changing
from training.evaluation.dates import long_date
from training.models import Jurisdiction, License, Practitioner
from training.models.fields import normalize_number
from training.permissions import YES, Verdict, no

LONGEST_NUMBER = License._meta.get_field("normalized_number").max_length
FIELDS = ("jurisdiction", "type", "number", "home", "issued_on", "expires_on")


def may_correct(license: License) -> Verdict:
    """Until a look has shown the license, its owner may correct it; afterwards what counts is what the looks show.

    A corrected entry begins without looks, and so do the privileges that follow it: none may have been shown either.
    """
    if license.superseded_at:
        return no("This entry was replaced by a newer one." if is_replaced(license) else "This entry was withdrawn.")
    if was_shown(license):
        return no(
            "This license was checked at its source, and what the check showed counts.",
            "If the source has changed, your compliance manager checks it again.",
        )
    if any(was_shown(privilege) for privilege in license.privileges.current().prefetch_related("checks")):
        return no(
            "A compact privilege that rests on it was checked at its source, and what the check showed counts.",
            "Your compliance manager checks this license, and what the check shows counts.",
        )
    return YES


def was_shown(license: License) -> bool:
    """Whether any look ever showed the license or a restriction of it, however the newest one ended."""
    return any(check.shows or check.encumbered for check in license.checks.all())


def add(
    *,
    by,
    practitioner: Practitioner,
    jurisdiction: Jurisdiction,
    type: str,
    number: str,
    home: License | None,
    issued_on: date | None,
    expires_on: date | None,
    now: datetime,
    today: date,
) -> License:
    """A license, privilege or registration as claimed. It counts from the first check that shows it."""
    values = {"jurisdiction": jurisdiction, "type": type, "number": number, "home": home}
    values |= {"issued_on": issued_on, "expires_on": expires_on}
    check(practitioner, values, today)
    with changing(practitioner) as person:
        known = just_made(person.licenses.current(), now, **values)
        return known or insert(by, person, values, now)


def correct(*, by, license: License, values: dict, now: datetime, today: date) -> License:
    """Close the entry and add one with the corrected values (`FIELDS`). Privileges that rest on it follow it."""
    check(license.practitioner, values, today)
    with changing(license.practitioner) as person:
        require(may_correct(License.objects.get(pk=license.pk)))
        if License.objects.filter(pk=license.pk, superseded_at=None).update(superseded_at=now) != 1:
            raise Refused("This entry has just been replaced. Look at it again.")
        new = insert(by, person, values, now, replaces=license)
        for privilege in license.privileges.current():
            License.objects.filter(pk=privilege.pk).update(superseded_at=now)
            insert(
                by, person, {name: getattr(privilege, name) for name in FIELDS} | {"home": new}, now, replaces=privilege
            )
    return new


def withdraw(*, by, license: License, now: datetime) -> License:
    """Take back an entry that no check has shown. It stays on record and counts for nothing."""
    with changing(license.practitioner) as person:
        row = License.objects.get(pk=license.pk)
        if row.superseded_at and not is_replaced(row):
            return row
        require(may_withdraw(row))
        License.objects.filter(pk=row.pk).update(superseded_at=now)
        record(action="license.withdraw", by=by, subject=row, practitioner=person, fields=["superseded_at"], now=now)
    return row


def may_withdraw(license: License) -> Verdict:
    """Like a correction, and nothing may rest on it."""
    verdict = may_correct(license)
    if verdict and license.privileges.current().exists():
        return no("A compact privilege of yours rests on this license. Withdraw the privilege first.")
    return verdict


def is_replaced(license: License) -> bool:
    return hasattr(license, "replaced_by")


def check(practitioner: Practitioner, values: dict, today: date) -> None:
    """Refuse what cannot be, with the sentence and the field where it belongs."""
    if not 0 < len(normalize_number(values["number"])) <= LONGEST_NUMBER:  # ß in upper case is two letters
        raise Refused("Write the number as it stands on the license.", field="number")
    for field in ("issued_on", "expires_on"):
        if sentence := wrong_year(values[field], today):
            raise Refused(sentence, field=field)
    if values["issued_on"] and values["issued_on"] > today:
        raise Refused(f"This date has not come yet. Today is {long_date(today)}.", field="issued_on")
    if values["issued_on"] and values["expires_on"] and values["expires_on"] < values["issued_on"]:
        raise Refused("The last valid day is before the day it was issued.", field="expires_on")
    home = values["home"]
    is_privilege = values["type"] == License.Type.COMPACT_PRIVILEGE
    if is_privilege and home is None:
        raise Refused("A compact privilege rests on a home license. Add that one first, then choose it.", field="home")
    if is_privilege and (home.practitioner_id != practitioner.pk or home.type != License.Type.LICENSE):
        raise Refused("Choose one of your own licenses as the home license.", field="home")
    if is_privilege and home.jurisdiction_id == values["jurisdiction"].pk:
        raise Refused("The home license is from another jurisdiction than the privilege.", field="home")
    if home and not is_privilege:
        raise Refused("Only a compact privilege has a home license.", field="home")


def wrong_year(day: date | None, today: date) -> str:
    """What is wrong with a year that was mistyped, by the bounds of a look at the source."""
    if day and day < FIRST_ISSUED:
        return f"Write a date from {FIRST_ISSUED.year} on."
    too_far = day and day.year > today.year + LONGEST
    return f"This is more than {LONGEST} years away. Look at the year again." if too_far else ""


def insert(by, person: Practitioner, values: dict, now: datetime, replaces: License | None = None) -> License:
    """One row with its audit event; a number that is there already is refused beside its field."""
    row = License(
        practitioner=person,
        profession=person.profession,
        normalized_number=normalize_number(values["number"]),
        recorded_at=now,
        recorded_by=by,
        replaces=replaces,
        **values,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(twice(row), field="number") from error
    record(
        action="license.correct" if replaces else "license.add",
        by=by,
        subject=row,
        practitioner=person,
        fields=FIELDS,
        values={name: str(values[name]) for name in FIELDS},
        now=now,
    )
    return row


def twice(row: License) -> str:
    """Whose it is otherwise is nobody's business."""
    same = License.objects.current().filter(
        jurisdiction=row.jurisdiction, type=row.type, normalized_number=row.normalized_number
    )
    if same.filter(practitioner=row.practitioner).exists():
        return f"You have already added this number for {row.jurisdiction}."
    words = f"This number is already on record for {row.jurisdiction}."
    return f"{words} Look at it again; if it is right, tell your compliance manager."
