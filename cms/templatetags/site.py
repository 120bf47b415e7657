"""What the public frame asks of the page tree."""

from django import template
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page, Site

from training.permissions import is_editor

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context) -> list[dict]:
    """The pages that editors put into the menu, in the order of the tree; kept for the request."""
    request = context.get("request")
    if request is None:
        return []
    if not hasattr(request, "menu_pages"):
        request.menu_pages = menu_pages(request)
    return request.menu_pages


def menu_pages(request) -> list[dict]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = site.root_page.get_children().live().public().in_menu()
    links = [(page.title, page.get_url(request)) for page in pages]
    return [{"title": title, "url": url, "here": request.path.startswith(url)} for title, url in links if url]


@register.simple_tag(takes_context=True)
def editors_bar(context) -> str:
    """Wagtail's bar on a page that the reader may write: the way to its form, and what bars people from reading it."""
    request, page = context.get("request"), context.get("page")
    writes = isinstance(page, Page) and hasattr(request, "user") and is_editor(request.user)
    return wagtailuserbar(context) if writes else ""
