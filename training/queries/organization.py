"""The organization, and its today."""

import zoneinfo
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache

from training.models import FormerSetting, Organization

read_before: ContextVar[Organization | None] = ContextVar("read_before", default=None)


def organization() -> Organization:
    """The one organization; an unsaved default until somebody sets it up."""
    return read_before.get() or read()


def read() -> Organization:
    return Organization.objects.first() or Organization()


@contextmanager
def read_once():
    """Within this, a request, the organization is as it was at the beginning, however often it is asked for."""
    token = read_before.set(read())
    try:
        yield
    finally:
        read_before.reset(token)


def settings_at(known_at: datetime | None = None) -> Organization | FormerSetting:
    """What answers rest on, now or as it was at the instant `known_at`."""
    if known_at is None:
        return organization()
    return FormerSetting.objects.filter(recorded_at__gt=known_at).first() or organization()


def zone(known_at: datetime | None = None) -> zoneinfo.ZoneInfo:
    """The zone that decides what today is, or decided it at the instant `known_at`."""
    return zoneinfo.ZoneInfo(settings_at(known_at).time_zone)


def zones_then() -> Callable[[datetime], zoneinfo.ZoneInfo]:
    """Tells the zone that was in force at an instant: what was done on a day stays on that day. Read once, if asked."""

    @cache
    def former() -> list[tuple[datetime, str]]:
        return list(FormerSetting.objects.values_list("recorded_at", "time_zone"))

    return lambda at: next((zoneinfo.ZoneInfo(name) for until, name in former() if until > at), None) or zone()


def today(now: datetime) -> date:
    """The organization's day at the instant `now`."""
    return now.astimezone(zone()).date()
