"""The date that a page is asked about: `?as_of=YYYY-MM-DD`."""

from datetime import date

from django.contrib import messages


def read_as_of(request) -> date:
    """The date asked about, today by default. What is no date is said so, and today is shown."""
    if is_unreadable(request):
        messages.error(request, f"“{given(request)[:40]}” is not a date. This page shows today.")
    return parsed(given(request)) or request.today


def is_unreadable(request) -> bool:
    """Whether something was asked that is no date."""
    return bool(given(request)) and parsed(given(request)) is None


def given(request) -> str:
    return request.GET.get("as_of", "").strip()


def parsed(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
