"""Small words of the desk's pages."""

from datetime import datetime, timedelta

from django import template
from django.utils.timezone import localtime

from training.permissions import record_of
from training.queries.scopes import limit_words

register = template.Library()


@register.filter
def who(user) -> str:
    """Who acted: the name on record of a login, else the login's own; an act by nobody is the system's."""
    if user is None:
        return "The system"
    record = record_of(user)
    return record.full_name if record else str(user)


@register.filter
def limit(scope) -> str:
    """What alone a certification covers, in words."""
    return limit_words(scope)


@register.filter
def minute_before(at: datetime) -> str:
    """The last whole minute before an instant, as `known_at` asks for it: what was known when it was done."""
    return localtime(at - timedelta(microseconds=1)).strftime("%Y-%m-%dT%H:%M")
