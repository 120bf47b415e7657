"""Paper shown on pages of `training`, which knows nothing of it."""

from django import template

from certificates.completions import Course, last_course, newest_of
from certificates.papers import papers_of

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
