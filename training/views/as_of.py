"""The date that a page is asked about: `?as_of=YYYY-MM-DD`."""

from datetime import date

from django.contrib import messages


def read_as_of(request) -> date:
    """The date asked about, today by default. What is no date is said so, and today is shown."""
    given = request.GET.get("as_of", "").strip()
    if not given:
        return request.today
    try:
        return date.fromisoformat(given)
    except ValueError:
        messages.error(request, f"“{given[:40]}” is not a date. This page shows today.")
        return request.today
