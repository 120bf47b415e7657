"""Authority from a jurisdiction, and each look at its primary source."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from training.models.fields import Profession
from training.querysets import OwnedQuerySet

SOON_STALE = timedelta(days=14)
SOON_ENDS = timedelta(days=30)
JUST_LOOKED = timedelta(days=14)


class License(models.Model):
    """A license, privilege or registration as claimed. Never updated: a correction closes the row and adds one."""

    class Type(models.TextChoices):
        LICENSE = "license", "License"
        COMPACT_PRIVILEGE = "compact_privilege", "Compact privilege"
        REGISTRATION = "registration", "Dry needling registration or endorsement"

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="licenses")
    jurisdiction = models.ForeignKey("training.Jurisdiction", on_delete=models.PROTECT, related_name="licenses")
    type = models.CharField(max_length=20, choices=Type, default=Type.LICENSE)
    profession = models.CharField(max_length=32, choices=Profession, default=Profession.PHYSICAL_THERAPIST)
    number = models.CharField(max_length=40, help_text="As it is written on the license.")
    normalized_number = models.CharField(max_length=40, editable=False)
    home = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="privileges",
        help_text="The home license of a compact privilege.",
    )
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="The last valid day, as claimed.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    look_again_on = models.DateField(
        default=date.min,
        editable=False,
        help_text="As the newest look says (`LicenseCheck.look_again_on`); January 1 of the year 1 without a look.",
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["jurisdiction__name", "pk"]
        indexes = [
            models.Index(fields=["practitioner", "superseded_at"], name="license_by_person"),
            models.Index(fields=["look_again_on", "id"], name="license_to_check", condition=Q(superseded_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "type", "normalized_number"],
                condition=Q(superseded_at=None),
                name="license_number_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(issued_on=None) | Q(expires_on__gte=F("issued_on")),
                name="license_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(type="compact_privilege", home__isnull=False)
                | (~Q(type="compact_privilege") & Q(home=None)),
                name="license_privilege_has_a_home",
            ),
        ]

    def __str__(self):
        return f"{self.get_type_display()} {self.number}, {self.jurisdiction}"

    @property
    def last_check(self) -> "LicenseCheck | None":
        """The newest look, from prefetched rows when there are any."""
        return max(self.checks.all(), key=lambda check: (check.checked_on, check.pk), default=None)


class RenewalFiled(models.Model):
    """The holder renewed with the board, and the source does not show it yet. Shown beside the end; never a pass."""

    license = models.ForeignKey(License, on_delete=models.PROTECT, related_name="renewals_filed")
    filed_on = models.DateField()
    ends_on = models.DateField(help_text="The last valid day, as known then, that the renewal is to move.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True, editable=False, help_text="When the holder took it back.")

    class Meta:
        verbose_name_plural = "renewals filed"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["license", "ends_on"], condition=Q(superseded_at=None), name="license_renewal_filed_once"
            )
        ]

    def __str__(self):
        return f"{self.license}: renewal filed {self.filed_on}"


class StandingLooks(models.Manager):
    """Looks that nobody has voided: the only ones that any answer may rest on."""

    def get_queryset(self):
        return super().get_queryset().filter(superseded_at=None)


class LicenseCheck(models.Model):
    """One look at the primary source: date, who, how, and exactly what was shown (The Joint Commission; NCQA).

    `objects`, and so `license.checks`, leaves out what was entered in error; `entered` holds every row.
    """

    class Method(models.TextChoices):
        WEB = "web", "The board's web page"
        LETTER = "letter", "A letter from the board"
        PHONE = "phone", "A call to the board"
        AUTOMATIC = "automatic", "Asked automatically"

    license = models.ForeignKey(License, on_delete=models.PROTECT, related_name="checks")
    checked_on = models.DateField()
    checked_by = models.ForeignKey(
        "training.User",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="None where the source was asked automatically, with nobody at the screen.",
    )
    method = models.CharField(max_length=12, choices=Method, default=Method.WEB)
    source = models.CharField(max_length=200, help_text="Whose register, or who was spoken to.")
    source_url = models.URLField(blank=True, max_length=500)
    shows = models.BooleanField(help_text="The source shows this license, under this number, for this person.")
    status_shown = models.CharField(max_length=120, blank=True, help_text="The status in the source's own words.")
    in_good_standing = models.BooleanField()
    encumbered = models.BooleanField(default=False, help_text="The source shows a restriction or discipline.")
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    fresh_until = models.DateField()
    shown = models.JSONField(default=dict, blank=True, help_text="Exactly what the source showed, field by field.")
    note = models.TextField(max_length=1000, blank=True)
    capture = models.ForeignKey("training.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, editable=False, help_text="When it was voided.")
    voided_by = models.ForeignKey(
        "training.User", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    void_reason = models.TextField(max_length=500, blank=True, editable=False)

    objects = StandingLooks()
    entered = models.Manager()

    class Meta:
        ordering = ["checked_on", "pk"]
        indexes = [
            # The newest look with all that queues and the roster read of it.
            models.Index(
                fields=["license", "-checked_on", "-id", "shows", "fresh_until", "expires_on"],
                name="license_check_newest_standing",
                condition=Q(superseded_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(fresh_until__gte=F("checked_on")), name="license_check_fresh_after_it"),
            models.CheckConstraint(
                condition=Q(shows=True) | Q(in_good_standing=False), name="license_check_not_shown_is_not_good"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(issued_on=None) | Q(expires_on__gte=F("issued_on")),
                name="license_check_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=False) | Q(method="automatic"), name="license_check_by_a_named_person"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None, voided_by=None, void_reason="")
                | (Q(superseded_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="license_check_void_when_by_whom_and_why",
            ),
        ]

    def __str__(self):
        return f"Check of {self.license} on {self.checked_on}"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.set_day_to_look_again()

    def set_day_to_look_again(self):
        """Keep beside the license what its newest look says."""
        newest = LicenseCheck.objects.filter(license=self.license_id).order_by("-checked_on", "-pk").first()
        day = newest.look_again_on if newest else date.min
        License.objects.filter(pk=self.license_id).update(look_again_on=day)

    @property
    def look_again_on(self) -> date:
        """The first day on which the desk looks again, if this is the newest look.

        14 days before it goes stale. For the sake of an end that it showed also 30 days before that, but no sooner
        than 14 days after this look; and right after the end, unless it was looked at then: the source may show the
        renewal.
        """
        days = [self.fresh_until - SOON_STALE]
        if self.shows and self.expires_on:
            days.append(max(self.expires_on - SOON_ENDS, self.checked_on + JUST_LOOKED))
            if self.checked_on <= self.expires_on:
                days.append(self.expires_on + timedelta(days=1))
        return min(days)
