"""Pictures that a design may place on paper."""

from django.db import models
from django.db.models import Q

from certificates.models.frozen import FrozenModel


class DesignPicture(FrozenModel):
    """A logo or the picture of a signature: written anew without its metadata, known by its hash."""

    class MediaType(models.TextChoices):
        PNG = "image/png", "PNG"
        JPEG = "image/jpeg", "JPEG"

    name = models.CharField(max_length=80, help_text="How it is found when a design is drafted: “Our logo, green”.")
    sha256 = models.CharField(max_length=64, unique=True, help_text="Of the file as it is kept.")
    media_type = models.CharField(max_length=16, choices=MediaType)
    content = models.BinaryField()
    width = models.PositiveIntegerField(help_text="In pixels.")
    height = models.PositiveIntegerField(help_text="In pixels.")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "logo or signature", "logos and signatures"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__length=64), name="design_picture_has_a_whole_hash"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="design_picture_is_not_empty"),
        ]

    def __str__(self):
        return self.name
