"""A limit on guesses, so that nobody tries codes by the million. Only look-ups that found nothing count."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache

MISSES = 30
SECONDS = 60


def is_throttled(request) -> bool:
    """Whether the address that asks has missed 30 times in this minute. Until the minute ends it is told nothing."""
    return cache.get(key_of(request), 0) >= MISSES


def count_miss(request) -> None:
    key = key_of(request)
    cache.add(key, 0, timeout=2 * SECONDS)
    try:
        cache.incr(key)
    except ValueError:  # dropped between the two lines: a full cache must not close the page
        return


def seconds_left(request) -> int:
    """How long a throttled address waits."""
    return SECONDS - int(request.now.timestamp()) % SECONDS


def key_of(request) -> str:
    window = int(request.now.timestamp()) // SECONDS
    return f"verify:{get_adapter().get_client_ip(request)}:{window}"
