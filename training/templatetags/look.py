"""The small parts of the look that every page uses: icons, statuses, dates, links that know where they are.

The library sits in `training` because training, certificates and cms all load it, and imports point downward.
"""

import re
from functools import lru_cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.forms import CheckboxInput, ChoiceField, ModelMultipleChoiceField, MultipleChoiceField
from django.urls import NoReverseMatch, reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime

from training.queries.capped import said
from training.templatetags.lists import query_of
from training.words import CERTIFICATION_WORDS, CLEARANCE_WORDS

register = template.Library()

# Words that share the mark of another status: the frame still says what kind of thing it is.
SAME_MARK = {
    "permitted": "cleared",
    "silent": "needs_review",
    "in_force": "active",
    "valid": "active",
    "expired": "lapsed",
    "void": "replaced",
    "voided": "replaced",
    "claimed": "submitted",
    "waiting": "submitted",
    "asked": "submitted",
    "to_verify": "submitted",
    "adopted": "accepted",
    "unclear": "needs_review",
    "unknown": "needs_review",
    "not_needed": "missing",
    "withdrawn": "replaced",
}

OUTCOME_WORDS = CLEARANCE_WORDS | CERTIFICATION_WORDS

# What Django says when a form is left or filled in wrongly, in our voice.
OUR_WORDS = {
    "This field is required.": "Fill this in.",
    "Enter a valid date.": "Write a date, such as 2029-03-14.",
    "Enter a whole number.": "Write a whole number.",
    "Enter a number.": "Write a number.",
    "Enter a valid email address.": "Write an email address, such as name@example.com.",
    "Enter a valid URL.": "Write a whole address, beginning with https://.",
    "Select a valid choice. That choice is not one of the available choices.": "Choose one from the list.",
    "No file was submitted. Check the encoding type on the form.": "Choose a file.",
    "The submitted file is empty.": "This file is empty. Choose another one.",
    "This password is too common.": "Many people use this password. Choose another one.",
    "This password is entirely numeric.": "Add letters to this password.",
    "You must type the same password each time.": "The two passwords differ.",
    "The email address and/or password you specified are not correct.": "The email and the password do not match.",
    "Too many failed login attempts. Try again later.": "Too many tries. Wait a few minutes, then try again.",
}
TOO_LONG = re.compile(r"Ensure this value has at most (\d+) characters? \(it has (\d+)\)\.")


@register.filter
def our_words(message, one_check=False) -> str:
    """A message of Django or of the sign-in library in our voice; any other one as it is."""
    words = OUR_WORDS.get(str(message), message)
    if long := TOO_LONG.fullmatch(str(message)):
        most, length = map(int, long.groups())
        words = f"This has {length:,} characters. At most {most:,} fit."
    return "Check this box to go on." if one_check and words == "Fill this in." else words


@register.filter
def our_errors(bound) -> list[str]:
    """A field's complaints in our voice; a choice left empty says that something is to be chosen."""
    empty = empty_words(bound.field)
    return [empty if str(error) == "This field is required." else our_words(error) for error in bound.errors]


def empty_words(field) -> str:
    """What is asked of a field left empty: “Choose a clinic.” where its list begins with “Choose a clinic”."""
    if isinstance(field.widget, CheckboxInput):
        return "Check this box to go on."
    if isinstance(field, MultipleChoiceField | ModelMultipleChoiceField):
        return "Choose at least one."
    if not isinstance(field, ChoiceField):
        return "Fill this in."
    first = getattr(field, "empty_label", None) or ""
    return f"{first}." if first.startswith("Choose ") else "Choose one."


@register.simple_tag
def faults(form, more=None) -> list[dict]:
    """Every field with a complaint, where it stands and what is wrong; `more` are complaints from beside the form."""
    if not getattr(form, "errors", None):
        return list(more or [])
    wrong = [bound for bound in form.visible_fields() if bound.errors]
    found = [
        {"to": bound.id_for_label or bound.auto_id, "label": bound.label, "words": our_errors(bound)[0]}
        for bound in wrong
    ]
    return [*found, *(more or [])]


@lru_cache
def sprite_text() -> str:
    """The sprite of icons and marks, read once a process."""
    return Path(finders.find("cms/icons.svg")).read_text(encoding="utf-8")


@lru_cache
def symbols() -> frozenset[str]:
    """Names of all symbols in the sprite, such as `i-pen` and `m-cleared`."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite_text()))


@register.simple_tag
def sprite():
    """The sprite to inline once a page; drawn at no size."""
    inner = sprite_text().partition("<defs>")[2].partition("</defs>")[0]
    hidden = '<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false"><defs>{}</defs></svg>'
    return format_html(hidden, mark_safe(inner))  # noqa: S308 - our own file


@register.simple_tag
def icon(name, label="", flip=False):
    """An icon of the set. `label` only when no word stands beside it; `flip` turns arrows in right-to-left."""
    classes = "icon icon-flip" if flip else "icon"
    if label:
        drawn = '<svg class="{}" role="img" aria-label="{}"><use href="#i-{}"/></svg>'
        return format_html(drawn, classes, label, name)
    return format_html('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', classes, name)


@register.simple_tag
def mark(name, large=False):
    """The mark of a status, without its word. Nothing for a name that has no mark."""
    name = mark_of(name)
    if not name:
        return ""
    drawn = '<svg class="{}" viewBox="0 0 16 16" aria-hidden="true"><use href="#m-{}"/></svg>'
    return format_html(drawn, "mark mark-l" if large else "mark", name)


def raw(value) -> str:
    """The stored word of an enum member or of a plain string."""
    return str(getattr(value, "value", value) or "")


def mark_of(value) -> str:
    """The name of the mark of a status, or nothing."""
    name = raw(value)
    name = SAME_MARK.get(name, name)
    return name if f"m-{name}" in symbols() else ""


def word_of(value, label) -> str:
    """The word on screen: the one given, the enum's own, the outcome's, or the raw word."""
    own = label or getattr(value, "label", "")
    return str(own or OUTCOME_WORDS.get(raw(value)) or raw(value).replace("_", " ").capitalize() or "Unknown")


@register.inclusion_tag("components/_status.html")
def status(value, label="", tag=False, note="", due=False):
    """A status as mark and word in its tone.

    `value` is an enum member or its stored word, `label` the word on screen, `tag` gives it a wash (outside
    tables), `note` a quiet addition such as "until Mar 14, 2029", `due` says that a missing thing has time left.
    """
    known = mark_of(value)
    return {
        "tone": SAME_MARK.get(raw(value), raw(value)) if known else "",
        "mark": known,
        "word": word_of(value, label),
        "tag": tag,
        "note": note,
        "due": due,
    }


@register.simple_tag(takes_context=True)
def nav_link(context, url_name, words, icon_name="", count=None, exact=False, **kwargs):
    """A link of a navigation that knows whether it is the present page. Nothing when the URL does not exist."""
    try:
        url = reverse(url_name, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""
    return drawn_link(url, words, icon_name, count, current=is_current(context, url, exact))


def is_current(context, url: str, exact: bool) -> bool:
    """Whether the request is for `url`, or for a page below it unless `exact`."""
    request = context.get("request")
    if request is None:
        return False
    return request.path == url or (not exact and url != "/" and request.path.startswith(url))


def drawn_link(url, words, icon_name, count, *, current: bool):
    """One link with its icon and count; a count of zero is left out."""
    return format_html(
        '<a href="{}"{}>{}{}{}</a>',
        url,
        mark_safe(' aria-current="page"') if current else "",
        icon(icon_name) if icon_name else "",
        words,
        format_html('<span class="count">{}</span>', said(count)) if count else "",
    )


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """The present query string with `changes`; None or an empty string drops a name. Starts with a question mark."""
    request = context.get("request")
    return query_of(request, **changes) if request else ""


@register.simple_tag
def day(value, empty="–"):
    """A date as in a sentence: March 14, 2029."""
    return dated(value, "F j, Y", empty)


@register.simple_tag
def short_day(value, empty="–"):
    """A date as in a table: Mar 14, 2029."""
    return dated(value, "M j, Y", empty)


@register.simple_tag
def moment(value, empty="–"):
    """A point in time in the zone of the page: March 14, 2029, 2:30 PM."""
    if not value:
        return empty
    shown = formats.date_format(localtime(value), "F j, Y, g:i A")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.simple_tag
def moment_with_zone(value, empty="–"):
    """The same with its zone, as a signature has it: March 14, 2029, 2:30 PM CDT (UTC−05:00)."""
    if not value:
        return empty
    local = localtime(value)
    offset = local.strftime("%z")
    name = local.tzname() if local.tzname()[0].isalpha() else ""
    zone = f"UTC{'−' if offset[0] == '-' else '+'}{offset[1:3]}:{offset[3:5]}"
    shown = formats.date_format(local, "F j, Y, g:i A")
    words = "UTC" if name == "UTC" else f"{name} ({zone})" if name else zone
    return format_html('<time datetime="{}">{} {}</time>', value.isoformat(), shown, words)


@register.simple_tag
def days_apart(today, day):
    """How far a date is from today: "101 days ahead.", "1 day back.", from two years on "About 3 years back." """
    days = (day - today).days
    way = "ahead" if days > 0 else "back"
    if abs(days) >= 2 * 365:
        return f"About {round(abs(days) / 365.2425):,} years {way}."
    return f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {way}."


def dated(value, pattern: str, empty: str):
    """A date, or the date of a moment, as a `time` element."""
    if not value:
        return empty
    if hasattr(value, "hour"):
        value = localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.date_format(value, pattern))


@register.inclusion_tag("components/_field.html")
def field(bound, label="", hint="", quiet=False):
    """A form field with label, hint and errors; `{{ form }}` draws every field by this.

    `label` and `hint` replace the form's own words; `quiet` leaves out the word "optional".
    """
    hint = hint or bound.help_text
    return {
        "field": bound,
        "control": control(bound, hint),
        "label": label or bound.label,
        "hint": hint,
        "hint_first": getattr(bound.field.widget, "hint_first", False),
        "optional": not bound.field.required and not quiet,
        "one_check": isinstance(bound.field.widget, CheckboxInput),
    }


def control(bound, hint):
    """The widget, told which hint and which errors describe it; a fieldset is told instead of its parts."""
    if bound.is_hidden or bound.use_fieldset:
        return bound.as_widget()
    own = bound.field.widget.attrs.get("aria-describedby", "")
    parts = [own, hint and f"{bound.auto_id}_helptext", bound.errors and f"{bound.auto_id}_error"]
    described = " ".join(part for part in parts if part)
    return bound.as_widget(attrs={"aria-describedby": described} if described else None)


@register.simple_tag
def percent(have, need):
    """How far `have` is toward `need`, 0 to 100, for the drawing only."""
    have, need = float(have or 0), float(need or 0)
    if need <= 0:
        return "100"
    return f"{min(100.0, max(0.0, 100 * have / need)):.1f}".rstrip("0").rstrip(".")
