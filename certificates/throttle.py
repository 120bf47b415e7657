"""A limit on look-ups, so that nobody tries codes by the million."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache

LOOKUPS = 30
SECONDS = 60


def may_look_up(request) -> bool:
    """Count one look-up by the address that asks; False beyond 30 in a minute."""
    window = int(request.now.timestamp()) // SECONDS
    key = f"verify:{get_adapter().get_client_ip(request)}:{window}"
    cache.add(key, 0, timeout=2 * SECONDS)
    try:
        return cache.incr(key) <= LOOKUPS
    except ValueError:  # dropped between the two lines: a full cache must not close the page
        return True
