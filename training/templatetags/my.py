"""Small words of the practitioner's pages."""

import re

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from training.evaluation.describe import hours as hours_of
from training.evaluation.describe import in_hours as hours_in_words
from training.models import Competency, DeliveryMode, Evidence, License, Subject
from training.queries.license_ends import end_of, filed_renewal
from training.templatetags.look import status
from training.words import CERTIFICATION_WORDS, CLEARANCE_WORDS, duration_words

register = template.Library()

LESSONS = re.compile(r"\blesson \d{1,2}\b|\blessons \d{1,2}(?:(?:, | and )\d{1,2})+", re.IGNORECASE)


@register.inclusion_tag("components/_status.html")
def clearance_status(outcome, tag=False):
    """The outcome of a clearance as mark and word."""
    return status(outcome, CLEARANCE_WORDS.get(str(outcome), ""), tag)


@register.inclusion_tag("components/_status.html")
def certification_status(outcome, tag=False):
    """The outcome of a certification as mark and word."""
    return status(outcome, CERTIFICATION_WORDS.get(str(outcome), ""), tag)


@register.inclusion_tag("components/_status.html")
def check_status(license: License, today, tag=False):
    """What the newest check says of a license, in words and tone."""
    look = license.last_check
    if look is None:
        return status("waiting", "Not checked yet", tag)
    if not look.shows:
        return status("not_cleared", "Not shown there", tag)
    if not look.in_good_standing or look.encumbered:
        return status("not_cleared", look.status_shown or "Not in good standing", tag)
    if (end := end_of(license, today)) and end.on < today:
        return status("lapsed", "Ended", tag)
    if look.fresh_until < today:
        return status("check_due", "Check due", tag)
    return status("accepted", "In good standing", tag)


@register.filter
def end_on(license: License, today):
    """When the license ends, and who says so (`queries/license_ends.py`)."""
    return end_of(license, today)


@register.filter
def renewal_filed(license: License, today):
    """The renewal that is with the board and that no look has shown. Reads `renewals_filed`."""
    return filed_renewal(license, today)


@register.filter
def hours(minutes: int) -> str:
    """Minutes as hours: 90 is 1.5."""
    return hours_of(minutes or 0)


@register.filter
def in_hours(minutes: int) -> str:
    """Minutes as “57.75 hours”."""
    return hours_in_words(minutes or 0)


@register.filter
def odd_minutes(minutes: int) -> str:
    """Minutes that hours tell only roughly: “100 minutes” beside 1.67, nothing beside 1.5."""
    return f"{minutes} minutes" if minutes * 100 % 60 else ""


@register.filter
def duration(length) -> str:
    """A length of time as “1 hour and 20 minutes”."""
    return duration_words(length)


@register.filter
def amount(evidence: Evidence) -> str:
    """What a piece of evidence amounts to: its hours, or its score."""
    if minutes := evidence.minutes:
        return hours_in_words(minutes)
    return str(evidence.score) if evidence.score is not None else "–"


@register.filter
def last_comment(evidence: Evidence) -> str:
    """What was said last, from prefetched steps."""
    return next((step.comment for step in reversed(evidence.steps.all()) if step.comment), "")


@register.filter
def competency(value: str) -> str:
    return dict(Competency.choices).get(value, value)


@register.filter
def subject_word(value: str) -> str:
    return dict(Subject.choices).get(value, value).lower()


@register.filter
def mode_word(value: str) -> str:
    return dict(DeliveryMode.choices).get(value, value).lower()


@register.filter
def person_name(user) -> str:
    """A login by the name on record, where there is one."""
    record = getattr(user, "practitioner", None)
    return record.full_name if record else str(user)


@register.filter
def lesson_links(text: str, progress):
    """A text whose “Lesson 3” or “Lessons 1 and 5” leads to those lessons of the module."""
    last = len(progress.revision.lessons)

    def linked(words: str, number: int) -> str:
        if not 1 <= number <= last:
            return words
        return format_html('<a href="{}">{}</a>', reverse("learn:lesson", args=[progress.module.key, number]), words)

    def written(found) -> str:
        word, _, number = found[0].partition(" ")
        if word.lower() == "lesson":
            return linked(found[0], int(number))
        return re.sub(r"\d+", lambda number: linked(number[0], int(number[0])), found[0])

    return mark_safe(LESSONS.sub(written, escape(text)))  # noqa: S308 - escaped first
