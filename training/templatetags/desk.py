"""Small words of the desk's pages."""

from datetime import datetime, timedelta

from django import template
from django.utils.timezone import localtime

from training.models import SessionState
from training.permissions import record_of
from training.queries.scopes import limit_words

register = template.Library()

DONE = {SessionState.SUBMITTED: "Submitted", SessionState.TO_VERIFY: "Signed"}  # an act, not the state it led to


@register.filter
def who(user) -> str:
    """Who acted: the name on record of a login, else the login's own; an act by nobody is the system's."""
    if user is None:
        return "The system"
    record = record_of(user)
    return record.full_name if record else str(user)


@register.filter
def told(step, timed=False) -> str:
    """One step of a session in a sentence: who, by login or by link, on request the time of day, and the comment."""
    at = f" at {localtime(step.at):%-I:%M %p}" if timed else ""
    comment = f": {step.comment}" if step.comment else ""
    done = DONE.get(step.state) or step.get_state_display()
    if step.by_link_id:
        return f"{done} by {step.by_link.supervisor}, by link{at}{comment}"
    if step.state == SessionState.SIGNED and comment:
        return f"{step.comment.removesuffix('.')} by {who(step.by)}{at}"
    return f"{done} by {who(step.by)}{at}{comment}"


@register.filter
def limit(scope) -> str:
    """What alone a certification covers, in words."""
    return limit_words(scope)


@register.filter
def minute_before(at: datetime) -> str:
    """The last whole minute before an instant, as `known_at` asks for it: what was known when it was done."""
    return localtime(at - timedelta(microseconds=1)).strftime("%Y-%m-%dT%H:%M")
