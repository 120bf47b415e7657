"""What every template may ask for."""

from django.conf import settings

from training.queries.organization import organization


def house(request):
    """The organization, the date said for this request, and whether this is the demo."""
    return {
        "organization": organization(),
        "today": getattr(request, "today", None),
        "demo": settings.DEMO,
    }
