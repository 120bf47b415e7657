"""Every address of ours, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# Addresses of libraries, tested by prefix.
FOREIGN = ("admin/", "accounts/", "documents/", "_util/")
# Wagtail's catch-all serves pages by their place in the tree; each page says itself who may read it.
PAGES = {"wagtail_serve", "wagtailcore_login", "wagtailcore_authenticate_with_password"}


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    route: str


def addresses(resolver=None, route: str = "", namespace: str = "") -> Iterator[Address]:
    """Each pattern below the resolver, with its name as `reverse` takes it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if here.startswith(FOREIGN):
            continue
        if isinstance(pattern, URLResolver):
            spaces = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from addresses(pattern, here, spaces)
        if isinstance(pattern, URLPattern) and pattern.name not in PAGES:
            yield Address(":".join(filter(None, [namespace, pattern.name or here])), here)
