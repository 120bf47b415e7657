"""Words for outcomes, one table beside the enums of `training.evaluation.outcomes`; tones are in the CSS."""

from django.utils import formats, timezone

CLEARANCE_WORDS = {
    "prohibited": "Prohibited",
    "not_cleared": "Not cleared",
    "needs_review": "Needs review",
    "check_due": "Check due",
    "provisional": "Provisional",
    "cleared": "Cleared",
}

CERTIFICATION_WORDS = {
    "none": "Not started",
    "in_progress": "In progress",
    "ready": "Ready for a decision",
    "active": "Active",
    "inactive": "Not valid today",
    "renewal_open": "Renewal open",
    "grace": "In grace",
    "lapsed": "Lapsed",
    "suspended": "Suspended",
    "revoked": "Revoked",
}


def short_date(day) -> str:
    """The day as a table says it: Mar 14, 2029."""
    return formats.date_format(day, "M j, Y")


def moment_words(at) -> str:
    """A point in time as a sentence says it, in the zone of the page: March 14, 2029, 2:30 PM."""
    return formats.date_format(timezone.localtime(at), "F j, Y, g:i A")


def duration_words(length) -> str:
    """A length of time as people say it, to the second: 1 hour and 20 minutes."""
    seconds = max(0, int(length.total_seconds()))
    parts = [(seconds // 3600, "hour"), (seconds // 60 % 60, "minute"), (seconds % 60, "second")]
    said = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
    return joined_words(said or ["0 seconds"])


def joined_words(words: list[str]) -> str:
    """Words as a sentence lists them: A, B and C."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


ARTICLES = ("A ", "An ", "The ", "Our ")


def midway(label: str) -> str:
    """A label as it stands inside a sentence: “a license in good standing.”"""
    return label[:1].lower() + label[1:] if label.startswith(ARTICLES) else label
