"""One page of a list."""

from functools import cached_property

from django.core.paginator import Page, Paginator

PER_PAGE = 50
COUNTED = 1000


class LongList(Paginator):
    """Pages of a list that may be very long: it is counted up to a thousand, or to the page asked for.

    `goes_on` says that there are more. Counting all of a hundred thousand people would cost more than their page.
    """

    def __init__(self, rows, per_page: int, asked: str | None):
        super().__init__(rows, per_page)
        number = int(asked) if asked and asked.isdecimal() and len(asked) < 7 else 1
        self.most = max(COUNTED, (number + 1) * per_page)

    @cached_property
    def found(self) -> int:
        return self.object_list.order_by()[: self.most + 1].count()

    @property
    def count(self) -> int:
        return min(self.found, self.most)

    @property
    def goes_on(self) -> bool:
        return self.found > self.most


def page_of_many(request, rows, per_page: int = PER_PAGE) -> Page:
    """One page of a list that grows with the organization."""
    asked = request.GET.get("page")
    return LongList(rows, per_page, asked).get_page(asked)


def page_of(request, rows, per_page: int = PER_PAGE) -> Page:
    """The page asked for; the first or the last one for a number that is none."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
