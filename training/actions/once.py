"""A double click makes one row: what is the same and was written a moment ago is returned, not written again."""

from datetime import datetime, timedelta

MOMENT = timedelta(seconds=20)


def just_made(rows, now: datetime, **same):
    """The newest of `rows` with these values that was recorded within the moment before `now`, or None.

    Call it with the person's row locked (`actions.standing.changing`, or `held`), so that the second click waits.
    """
    return rows.filter(recorded_at__gt=now - MOMENT, **same).order_by("-pk").first()


def held(practitioner):
    """The person's row, locked until the transaction ends: one writer at a time for one person.

    Not its key: an act on another person may name this one, as a session names its supervisor, and would wait for a
    rebuild of both that waits for the act.
    """
    return type(practitioner).objects.select_for_update(no_key=True).get(pk=practitioner.pk)
