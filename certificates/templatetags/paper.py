"""Paper shown on pages of `training`, which knows nothing of it."""

from django import template

from certificates.papers import papers_of

register = template.Library()


@register.inclusion_tag("certificates/_papers.html", takes_context=True)
def certificates_of(context, practitioner):
    """The certificates issued to a person with their status today. Needs `request` in the context."""
    return {"papers": papers_of(practitioner, context["request"].today)}
