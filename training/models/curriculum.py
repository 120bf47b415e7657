"""Modules that belong together, in the order in which they are best taken."""

import uuid

from django.db import models


class Curriculum(models.Model):
    """A course of modules as an editor published it, keyed by the page's translation key."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, blank=True)
    summary = models.TextField(blank=True)
    page_id = models.PositiveBigIntegerField(null=True)
    position = models.PositiveIntegerField(default=0, help_text="Its place in the catalog.")
    is_offered = models.BooleanField(default=True, help_text="Whether its page is live.")
    modules = models.ManyToManyField("training.Module", through="training.CurriculumModule", related_name="curricula")

    class Meta:
        ordering = ["position", "title"]
        verbose_name_plural = "curricula"

    def __str__(self):
        return self.title


class CurriculumModule(models.Model):
    """A module's place in a curriculum."""

    curriculum = models.ForeignKey(Curriculum, on_delete=models.CASCADE, related_name="places")
    module = models.ForeignKey("training.Module", on_delete=models.PROTECT, related_name="places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["curriculum", "position"]
        constraints = [
            models.UniqueConstraint(fields=["curriculum", "module"], name="curriculum_holds_a_module_once"),
            models.UniqueConstraint(fields=["curriculum", "position"], name="curriculum_position_once"),
        ]

    def __str__(self):
        return f"{self.curriculum}, {self.position}: {self.module}"
