"""The instant that factories take for now, and days counted from it."""

from datetime import UTC, date, datetime, timedelta

NOW = datetime(2027, 3, 1, 17, 0, tzinfo=UTC)  # noon in New York
TODAY = date(2027, 3, 1)
PASSWORD = "needle-point-demo"


def days(count: int) -> date:
    """The day so many days from `TODAY`."""
    return TODAY + timedelta(days=count)
