"""`dir` for texts on paper."""

from django import template

from certificates.printing.bidi import direction

register = template.Library()
register.filter(direction)
