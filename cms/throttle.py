"""A limit on requests for a consultation, so that nobody fills the desk's list by a script."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache

REQUESTS = 5
SECONDS = 60 * 60


def may_ask(request) -> bool:
    """Count one request by the address that asks; False beyond 5 in an hour."""
    key = f"consultation:{get_adapter().get_client_ip(request)}:{int(request.now.timestamp()) // SECONDS}"
    cache.add(key, 0, timeout=2 * SECONDS)
    try:
        return cache.incr(key) <= REQUESTS
    except ValueError:  # dropped between the two lines: a full cache must not close the form
        return True


def seconds_left(request) -> int:
    """How long an address waits that asked too often."""
    return SECONDS - int(request.now.timestamp()) % SECONDS
