"""How often certificates are looked up."""

from django.db import models
from django.db.models import Q

from certificates.models.certificate import Certificate


class LookUpCount(models.Model):
    """How often strangers asked for a certificate on a day: a number and nothing about who asked."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="look_ups")
    day = models.DateField(help_text="In the organization's zone.")
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "day"], name="look_ups_are_counted_once_a_day"),
            models.CheckConstraint(condition=Q(count__gt=0), name="look_ups_are_at_least_one"),
        ]

    def __str__(self):
        return f"{self.certificate} on {self.day}: {self.count}"
