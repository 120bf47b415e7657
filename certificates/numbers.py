"""Readable numbers, counted up by year: a refused issue gives its number back, or a row says why it is on no paper."""

from collections.abc import Iterator

from django.db.models import F

from certificates.models import BulkItem, Certificate, NumberSeries

PREFIX = "DN"


def take_number(year: int) -> str:
    """The next number of a year, such as `DN-2026-00042`. The row stays locked until the transaction ends."""
    series, _ = NumberSeries.objects.select_for_update().get_or_create(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return numbered(year, series.last)


def numbered(year: int, place: int) -> str:
    return f"{PREFIX}-{year}-{place:05d}"


def number_differences() -> Iterator[str]:
    """A number that was taken and is on nothing, and one that two papers could bear."""
    for series in NumberSeries.objects.order_by("year"):
        start = f"{PREFIX}-{series.year}-"
        printed = set(Certificate.objects.filter(number__startswith=start).values_list("number", flat=True))
        kept = BulkItem.objects.filter(number__startswith=start).exclude(certificate__number=F("number"))
        unused = set(kept.values_list("number", flat=True))
        for number in (numbered(series.year, place) for place in range(1, series.last + 1)):
            if number not in printed and number not in unused:
                yield f"Number {number} was taken, and nothing says what for."
        for number in sorted(printed & unused):
            yield f"Number {number} is on a certificate, and kept for another one."
