"""The numbers of a year, one after the other."""

from django.db import models


class NumberSeries(models.Model):
    """The last number of a year that was taken. The row is locked meanwhile, so that none is taken twice."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "number series"

    def __str__(self):
        return f"{self.year}: {self.last}"
