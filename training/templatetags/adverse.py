"""Small words of the pages about adverse events."""

from django import template

from training.models import AdverseGrade, SupervisedSession
from training.queries.adverse import UNSENT

register = template.Library()

MARKS = {"open": "waiting", "reported": "accepted", "closed": "accepted"}


@register.filter
def state_mark(state: str) -> str:
    """The mark of a state of an event."""
    return MARKS[state]


@register.filter
def were_told(steps) -> bool:
    """Whether the managers were told by mail."""
    return any(step.kind == "told" for step in steps)


@register.inclusion_tag("training/my/_adverse_of_session.html")
def adverse_of_session(session: SupervisedSession):
    """On the page of a session that tells of more than a mild event: record it, or the one on record."""
    if session.adverse_grade in (AdverseGrade.NONE, AdverseGrade.MILD) or session.state in UNSENT:
        return {"session": None}
    return {"session": session, "event": session.adverse_events.filter(superseded_at=None).first()}
