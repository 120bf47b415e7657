"""What the public asks us for."""

from django.db import models


class ConsultationRequest(models.Model):
    """Somebody wants to be called. It holds nothing about health but where it hurts."""

    class When(models.TextChoices):
        ANY = "any", "Any time"
        MORNING = "morning", "Mornings"
        AFTERNOON = "afternoon", "Afternoons"
        EVENING = "evening", "Evenings"

    token = models.UUIDField(unique=True, editable=False, help_text="One form, one request, however often it is sent.")
    name = models.CharField(max_length=120)
    email = models.EmailField("email address")
    phone = models.CharField(max_length=40, blank=True)
    clinic = models.ForeignKey(
        "training.Clinic", null=True, blank=True, on_delete=models.PROTECT, verbose_name="clinic you prefer"
    )
    when = models.CharField("best time to call", max_length=12, choices=When, default=When.ANY)
    message = models.TextField(max_length=600, blank=True)
    agreed_at = models.DateTimeField(help_text="When the person agreed to be contacted.")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at", "-pk"]

    def __str__(self):
        return f"{self.name}, {self.received_at:%B} {self.received_at.day}, {self.received_at.year}"
