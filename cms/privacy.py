"""A module's page that is private: a group or those with its password are fewer people than all therapists."""

from datetime import datetime

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

OPEN = PageViewRestriction.LOGIN  # whoever takes a module is signed in
WORDS = (
    "This page is private, so nobody can begin the module. Who began it may finish it, and completions stay. "
    "“Private, accessible to any logged-in users” keeps it open to therapists."
)


def for_therapists(pages: QuerySet) -> QuerySet:
    """Those of `pages` that every therapist may open: neither they nor a page above them is for fewer."""
    narrow = PageViewRestriction.objects.exclude(restriction_type=OPEN)
    for path in narrow.values_list("page__path", flat=True):
        pages = pages.exclude(path__startswith=path)
    return pages


def is_narrow(page: Page) -> bool:
    return not for_therapists(Page.objects.filter(pk=page.pk)).exists()


def settle(page: Page, *, by, now: datetime) -> None:
    """After the privacy of `page` changed: end new starts of the live modules below, or open them again."""
    from cms.change_question import forget_answer
    from cms.freezing import freeze_page, is_startable, live_pages
    from cms.models import ModulePage
    from training.actions.module import retire

    open_now = set(live_pages().values_list("pk", flat=True))
    for module in ModulePage.objects.live().filter(alias_of=None).descendant_of(page, inclusive=True):
        if module.pk not in open_now:
            retire(key=module.translation_key, by=by, now=now)
        elif not is_startable(module):
            freeze_page(module, by=by, now=now)
            forget_answer(module, module.live_revision)
