"""What a right to practice, a course or a certification may be limited to: body regions and techniques, in one list."""

from django.db import models

from training.models.session import Region


class Technique(models.TextChoices):
    """Ways of needling that a course teaches or a rule names."""

    SUPERFICIAL = "superficial", "Superficial needling"
    DEEP = "deep", "Deep needling"
    ELECTRICAL = "electrical", "Needling with electrical stimulation"


SCOPE_CHOICES = [*Region.choices, *Technique.choices]
SCOPE_LABELS = dict(SCOPE_CHOICES)


def scope_words(codes) -> str:
    """The codes as people read them, in the order of the list: “Neck, Shoulder”. Empty where nothing limits it."""
    return ", ".join(label for code, label in SCOPE_CHOICES if code in codes)
