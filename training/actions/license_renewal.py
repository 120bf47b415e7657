"""A holder says that the renewal of a license is with the board. It is shown beside the end, and never a pass."""

from datetime import date, datetime, timedelta

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.standing import changing
from training.evaluation.dates import long_date
from training.models import License, RenewalFiled
from training.permissions import YES, Verdict, no
from training.queries.license_ends import READ_WITH, filed_renewal, own_end

EARLIEST = timedelta(days=183)  # before the end: no board takes a renewal earlier than half a year


def may_file(license: License, today: date) -> Verdict:
    """For a license with an end that comes within half a year or has come, and no renewal noted for it yet."""
    end = own_end(license, today)
    if license.superseded_at or end is None:
        return no("There is no last valid day to renew.")
    if filed_renewal(license, today):
        return no("The renewal is noted already.")
    return YES if end.on - today <= EARLIEST else no(f"It is valid until {long_date(end.on)}.")


def file_renewal(*, by, license: License, filed_on: date, now: datetime, today: date) -> RenewalFiled:
    """Note the day. Sent twice it is one row; it is over with the look that shows a later end."""
    with changing(license.practitioner) as person:
        end = own_end(license, today)
        known = end and RenewalFiled.objects.filter(license=license, ends_on=end.on, superseded_at=None).first()
        if known:
            return known
        require(may_file(license, today))
        if filed_on > today:
            raise Refused(f"This date has not come yet. Today is {long_date(today)}.", field="filed_on")
        if end.on - filed_on > EARLIEST:
            raise Refused(f"This is more than half a year before the end, {long_date(end.on)}.", field="filed_on")
        row = RenewalFiled.objects.create(
            license=license, filed_on=filed_on, ends_on=end.on, recorded_at=now, recorded_by=by
        )
        told("license.renewal_filed", by, row, person, now)
    return row


def take_back(*, by, license: License, now: datetime, today: date) -> RenewalFiled | None:
    """It was not filed, or on another day: it stays on record and counts no more. Sent twice it is one act."""
    with changing(license.practitioner) as person:
        row = filed_renewal(License.objects.prefetch_related(*READ_WITH).get(pk=license.pk), today)
        if row is None:
            return None
        row.superseded_at = now
        row.save(update_fields=["superseded_at"])
        told("license.renewal_taken_back", by, row, person, now)
    return row


def told(action: str, by, row: RenewalFiled, person, now: datetime) -> None:
    values = {"filed_on": row.filed_on.isoformat(), "ends_on": row.ends_on.isoformat()}
    fields = ["license", *values]
    record(action=action, by=by, subject=row, practitioner=person, fields=fields, values=values, now=now)
