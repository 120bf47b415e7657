"""The organization, and its today."""

import zoneinfo
from datetime import date, datetime

from training.models import Organization


def organization() -> Organization:
    """The one organization; an unsaved default until somebody sets it up."""
    return Organization.objects.first() or Organization()


def zone() -> zoneinfo.ZoneInfo:
    """The zone that decides what today is."""
    return zoneinfo.ZoneInfo(organization().time_zone)


def today(now: datetime) -> date:
    """The organization's day at the instant `now`."""
    return now.astimezone(zone()).date()
