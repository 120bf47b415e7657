"""Voiding a look at a license that was entered in error: another person's entry, a mistyped date."""

from datetime import date, datetime

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.look_again import look_again_at_void_check
from training.actions.mail import address_of, queue_mail
from training.actions.standing import changing
from training.models import LicenseCheck
from training.permissions import Verdict, may_manage, no


def may_void_check(by, check: LicenseCheck, today: date) -> Verdict:
    """Any manager of the holder, who made the look or another; nobody about themselves."""
    if check.superseded_at:
        return no("This check is void already.")
    return may_manage(by, check.license.practitioner, today)


def void_check(*, by, check: LicenseCheck, reason: str, now: datetime, today: date) -> LicenseCheck:
    """From now on the license stands as the other looks show it. What was known before stays as it was.

    The holder is told, and what rests on the look is to be looked at again. A second click changes nothing.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("Say what was wrong with this check. The reason goes to the person.", field="reason")
    with changing(check.license.practitioner):
        row = LicenseCheck.entered.select_related("license__practitioner__user", "license__jurisdiction").get(
            pk=check.pk
        )
        if (row.voided_by_id, row.void_reason) == (by.pk, reason):
            return row
        require(may_void_check(by, row, today))
        voided = {"superseded_at": now, "voided_by": by, "void_reason": reason}
        if LicenseCheck.entered.filter(pk=row.pk, superseded_at=None).update(**voided) != 1:
            raise Refused("Somebody has voided this check meanwhile. Nothing was written.")
        for name, value in voided.items():
            setattr(row, name, value)
        row.set_day_to_look_again()
        noted(by, row, reason, now)
        look_again_at_void_check(by=by, check=row, now=now)
        tell_holder(row, now)
    return row


def noted(by, row: LicenseCheck, reason: str, now: datetime) -> None:
    given = {"fields": ["superseded_at", "void_reason"], "values": {"reason": reason}, "now": now}
    record(action="license.void_check", by=by, subject=row, practitioner=row.license.practitioner, **given)


def tell_holder(row: LicenseCheck, now: datetime) -> None:
    person = row.license.practitioner
    queue_mail(
        key=f"check-void:{row.pk}",
        to=address_of(person),
        subject=f"A check of your license {row.license.number} was voided",
        template="license_check_voided",
        context={"check": row, "license": row.license, "practitioner": person},
        practitioner=person,
        now=now,
    )
