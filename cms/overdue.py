"""Pages whose next review is past: editors are told, wherever they begin."""

from collections.abc import Iterator
from datetime import date, timedelta

from wagtail.admin.ui.components import Component

from cms.models.reviewed import Reviewed
from training.evaluation.dates import long_date
from training.permissions import is_administrator, is_editor


def overdue_since(page, today: date) -> date | None:
    """The first day after the one that the review was promised by, once that is past."""
    review_by = getattr(page, "review_by", None)
    return review_by + timedelta(days=1) if review_by and review_by < today else None


def overdue_pages(today: date) -> Iterator[Reviewed]:
    """Live pages of every reviewed kind whose review is overdue, the longest first."""
    found = [page for kind in Reviewed.__subclasses__() for page in kind.objects.live().filter(review_by__lt=today)]
    return sorted(found, key=lambda page: (page.review_by, page.title))


def overdue_words(page, today: date) -> str:
    """“Review overdue since March 14, 2029”; empty while it is not."""
    since = overdue_since(page, today)
    return f"Review overdue since {long_date(since)}" if since else ""


class OverdueReviews(Component):
    """On the editor's first page, where there are any."""

    name = "overdue_reviews"
    order = 120
    template_name = "cms/admin/overdue_reviews.html"

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        shown = is_editor(request.user) or is_administrator(request.user)
        pages = overdue_pages(request.today) if shown else []
        return {"rows": [{"page": page, "words": overdue_words(page, request.today)} for page in pages]}
