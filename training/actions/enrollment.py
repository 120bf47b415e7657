"""Beginning the pursuit of a scheme."""

from datetime import date, datetime

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.standing import changing
from training.models import Enrollment, Practitioner, Scheme
from training.permissions import may_take_part
from training.queries.schemes import version_in_force


def enroll(
    *,
    by,
    practitioner: Practitioner,
    scheme: Scheme,
    now: datetime,
    today: date,
    agreed_at: datetime | None = None,
) -> Enrollment:
    """Enroll in the version in force today. A second time returns the enrollment that is there.

    `agreed_at`: when the person agreed, if that was not just now.
    """
    require(may_take_part(practitioner))
    version = version_in_force(scheme, today)
    if version is None:
        raise Refused("This scheme has no version in force today.")
    with changing(practitioner) as person:
        enrollment, made = Enrollment.objects.get_or_create(
            practitioner=person,
            scheme=scheme,
            defaults={"version": version, "enrolled_on": today, "agreed_at": agreed_at or now, "recorded_at": now},
        )
        if made:
            record(
                action="enrollment.begin",
                by=by,
                subject=enrollment,
                practitioner=person,
                fields=["scheme", "version", "agreed_at"],
                now=now,
            )
    return enrollment
