"""Does each number that was taken stand on a certificate, or does a row say why not?"""

from collections.abc import Iterator

from django.db.models import F

from certificates.models import BulkItem, Certificate, NumberSeries
from certificates.numbers import PREFIX


def number_differences() -> Iterator[str]:
    """A number that is on nothing, and one that two papers could bear."""
    for series in NumberSeries.objects.order_by("year"):
        start = f"{PREFIX}-{series.year}-"
        printed = set(Certificate.objects.filter(number__startswith=start).values_list("number", flat=True))
        kept = BulkItem.objects.filter(number__startswith=start).exclude(certificate__number=F("number"))
        unused = set(kept.values_list("number", flat=True))
        for place in range(1, series.last + 1):
            number = f"{start}{place:05d}"
            if number not in printed and number not in unused:
                yield f"Number {number} was taken, and nothing says what for."
        for number in sorted(printed & unused):
            yield f"Number {number} is on a certificate, and kept for another one."
