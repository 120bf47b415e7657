"""Readable numbers, counted up by year: a refused issue gives its number back, or a row says why it is on no paper."""

from certificates.models import NumberSeries

PREFIX = "DN"


def take_number(year: int) -> str:
    """The next number of a year, such as `DN-2026-00042`. The row stays locked until the transaction ends."""
    series, _ = NumberSeries.objects.select_for_update().get_or_create(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{PREFIX}-{year}-{series.last:05d}"
