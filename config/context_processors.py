"""What every template may ask for."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from training.queries.navigation import navigation
from training.queries.organization import organization


def house(request):
    """The organization, the date said for this request, and whether this is the demo."""
    return {
        "organization": organization(),
        "today": getattr(request, "today", None),
        "demo": settings.DEMO,
    }


def nav(request):
    """Who is signed in, what they may open, and what waits for them; asked once a request, and only if a page asks."""
    if not hasattr(request, "_nav"):
        request._nav = SimpleLazyObject(lambda: asked(request) if hasattr(request, "user") else {})
    return {"nav": request._nav}


def asked(request) -> dict:
    return navigation(request.user, getattr(request, "today", None), getattr(request, "counted", None))
