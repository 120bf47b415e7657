"""Paper shown on pages of `training`, which knows nothing of it."""

from django import template

from certificates.completions import Course, last_course, newest_of
from certificates.correction_requests import waiting
from certificates.papers import papers_of
from training.queries.queues import Queue, counted, waits

register = template.Library()


@register.inclusion_tag("certificates/_papers.html", takes_context=True)
def certificates_of(context, practitioner):
    """The certificates issued to a person with their status today. Needs `request` in the context."""
    return {"papers": papers_of(practitioner, context["request"].today), "labeled": True}


@register.inclusion_tag("certificates/_completion_paper.html")
def paper_of_completion(completion):
    """The certificate of a completion of the person who reads the page, or the way to it."""
    return {"course": Course(completion, newest_of(completion))}


@register.inclusion_tag("certificates/_completion_paper.html")
def paper_of_module(practitioner, module):
    """The same of the last completion of a module; nothing where there is none."""
    return {"course": last_course(practitioner, module)}


@register.inclusion_tag("training/desk/_queue.html", takes_context=True)
def corrections_queue(context):
    """The line of the desk's first page for those who ask for a corrected certificate. Needs `request`."""
    user, today = context["request"].user, context["request"].today
    count, oldest = counted(waiting(user, today), "asked_at")
    return {"queue": Queue("Certificates to correct", "certificate:asked", count, waits(oldest, today))}
