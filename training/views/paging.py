"""One page of a list."""

from django.core.paginator import Page, Paginator

PER_PAGE = 50


def page_of(request, rows, per_page: int = PER_PAGE) -> Page:
    """The page asked for; the first or the last one for a number that is none."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
