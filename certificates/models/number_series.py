"""The numbers of a year, one after the other."""

from django.db import models


class NumberSeries(models.Model):
    """How many certificates bear a year's numbers. The row is locked while one is taken, so there are no gaps."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "number series"

    def __str__(self):
        return f"{self.year}: {self.last}"
