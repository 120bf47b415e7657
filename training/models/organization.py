"""The one organization of an installation, and the places people work at."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from training.querysets import ClinicQuerySet


def validate_zone(name: str) -> None:
    """A time zone of the IANA list, such as America/New_York."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("Choose a time zone by its name, such as America/New_York.")


@register_setting(icon="home", order=10)
class Organization(BaseGenericSetting):
    """Who certifies. Its zone decides what “today” is for standings, deadlines and verification."""

    name = models.CharField(max_length=120, default="Our organization", help_text="As printed on certificates.")
    time_zone = models.CharField(max_length=64, default="America/New_York", validators=[validate_zone])
    contact_email = models.EmailField(blank=True, help_text="Consultation requests and notices go here.")
    phone = models.CharField(max_length=40, blank=True)
    check_good_for_days = models.PositiveSmallIntegerField(
        default=120,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text="How many days a look at a license's primary source stays fresh (NCQA: 120 since July 2025).",
    )
    review_tolerance_days = models.PositiveSmallIntegerField(
        default=90,
        validators=[MaxValueValidator(180)],
        help_text="How long past its review date an adopted rule still answers, with a warning.",
    )

    class Meta:
        verbose_name = "organization"

    def __str__(self):
        return self.name


class FormerSetting(models.Model):
    """The settings that answers rest on, as they were until an instant: an answer by what was known then reads them."""

    time_zone = models.CharField(max_length=64)
    review_tolerance_days = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField(help_text="When other settings took their place.")

    class Meta:
        ordering = ["recorded_at", "pk"]

    def __str__(self):
        return f"{self.time_zone}, {self.review_tolerance_days} days"


class Clinic(models.Model):
    """A place of work in one jurisdiction."""

    name = models.CharField(max_length=120, unique=True)
    jurisdiction = models.ForeignKey("training.Jurisdiction", on_delete=models.PROTECT, related_name="clinics")
    time_zone = models.CharField(max_length=64, validators=[validate_zone], help_text="Such as America/Denver.")
    street = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=80)
    postal_code = models.CharField(max_length=16, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    lead = models.ForeignKey(
        "training.User", null=True, blank=True, on_delete=models.PROTECT, related_name="clinics_led"
    )
    managers = models.ManyToManyField("training.User", through="training.ClinicManager", related_name="clinics_managed")
    closed_on = models.DateField(null=True, blank=True)  # the first day on which nobody works here

    objects = ClinicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class ClinicManager(models.Model):
    """A compliance manager answers for the people of these clinics."""

    user = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="manager_rows")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="manager_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "clinic"], name="manager_once_per_clinic")]

    def __str__(self):
        return f"{self.user} at {self.clinic}"
