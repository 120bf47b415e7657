"""One page of a list."""

from functools import cached_property

from django.core.paginator import Page, Paginator

from training.keys import among_keys

PER_PAGE = 50
COUNTED = 500


class LongList(Paginator):
    """Pages of a list that may be very long: it is counted up to five hundred, or to the page asked for.

    `goes_on` says that there are more. Counting all of a hundred thousand people would cost more than their page.
    """

    def __init__(self, rows, per_page: int, asked: str | None):
        super().__init__(rows, per_page)
        number = int(asked) if asked and asked.isdecimal() and len(asked) < 7 else 1
        self.most = max(COUNTED, (number + 1) * per_page)

    @cached_property
    def keys(self) -> list[int]:
        """Whom the list holds, in its order: read once, for the count and for the page."""
        return list(self.object_list.values_list("pk", flat=True)[: self.most + 1])

    @property
    def count(self) -> int:
        return min(len(self.keys), self.most)

    @property
    def goes_on(self) -> bool:
        return len(self.keys) > self.most

    def page(self, number) -> Page:
        number = self.validate_number(number)
        keys = self.keys[(number - 1) * self.per_page : min(number * self.per_page, self.count)]
        return self._get_page(self.object_list.filter(among_keys(keys, "pk")), number, self)


def page_of_many(request, rows, per_page: int = PER_PAGE) -> Page:
    """One page of a list that grows with the organization."""
    asked = request.GET.get("page")
    return LongList(rows, per_page, asked).get_page(asked)


def page_of(request, rows, per_page: int = PER_PAGE) -> Page:
    """The page asked for; the first or the last one for a number that is none."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
