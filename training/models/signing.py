"""Signing without an account: the one-time link, what its holder states, the signature until a manager verifies it."""

from django.db import models
from django.db.models import F, Q

from training.models.license import License
from training.querysets import OwnedQuerySet


class LinkEnding(models.TextChoices):
    """Why a link opens nothing any more, besides its age."""

    USED = "used", "Everything was signed or returned"
    NOT_ME = "not_me", "“This was not me”"
    REPLACED = "replaced", "A newer link took its place"
    SIGNED_IN = "signed_in", "The holder signed in instead"


class Looked(models.TextChoices):
    """What a manager decided after “this was not me”."""

    ALLOWED = "allowed", "Letters may go to this address again"
    BLOCKED = "blocked", "No letter goes to this address"


class AddressProof(models.TextChoices):
    """How a manager knows that the address is the license holder's."""

    REGISTER = "register", "The board’s register shows this address"
    CLINIC = "clinic", "It is at the domain of the clinic where they work"
    CALL = "call", "I called them at a number that I found elsewhere"
    OTHER = "other", "In another way"


class SigningLink(models.Model):
    """A letter's one-time link for a supervisor without a login. Only hashes of its token and its code are kept."""

    supervisor = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="signing_links")
    address = models.EmailField(help_text="In lower case.")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "training.User",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose session it was mailed for; none where its holder asked for a new one.",
    )
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, blank=True, help_text="Of the last code, until it is used or dead.")
    code_sent_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    proved_at = models.DateTimeField(null=True, help_text="When the last right code was written.")
    browser_hash = models.CharField(max_length=64, blank=True, help_text="Of the one browser that wrote it.")
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=12, choices=LinkEnding, blank=True)
    looked = models.CharField(max_length=12, choices=Looked, blank=True)
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["address", "ending"], name="signing_link_by_address")]
        constraints = [
            models.UniqueConstraint(
                fields=["supervisor", "address"], condition=Q(ended_at=None), name="signing_link_open_once"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="signing_link_expires_later"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="signing_link_ended_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(code_hash="") | Q(code_sent_at__isnull=False), name="signing_link_code_was_sent"
            ),
            models.CheckConstraint(
                condition=Q(proved_at=None, browser_hash="") | (Q(proved_at__isnull=False) & ~Q(browser_hash="")),
                name="signing_link_proved_when_and_where",
            ),
            models.CheckConstraint(
                condition=Q(looked="", looked_at=None, looked_by=None)
                | (~Q(looked="") & Q(ending="not_me", looked_at__isnull=False, looked_by__isnull=False)),
                name="signing_link_looked_at_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"Link for {self.supervisor}"


class SupervisorStatement(models.Model):
    """What a supervisor without a login says of their license and training. Never updated: another one is a new row."""

    supervisor = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="statements")
    link = models.ForeignKey(SigningLink, on_delete=models.PROTECT, related_name="statements")
    jurisdiction = models.ForeignKey("training.Jurisdiction", on_delete=models.PROTECT, related_name="+")
    license_type = models.CharField(max_length=20, choices=License.Type, default=License.Type.LICENSE)
    number = models.CharField(max_length=40)
    workplace = models.CharField(max_length=200, help_text="The clinic where they work.")
    years_licensed = models.PositiveSmallIntegerField()
    training = models.CharField(max_length=500, help_text="Their own training in dry needling, in their words.")
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ["stated_at", "pk"]

    def __str__(self):
        return f"{self.get_license_type_display()} {self.number}, {self.jurisdiction}"


class LinkSignature(models.Model):
    """A signature by link on exactly one version. It counts from the manager's word on it, which makes the sign-off."""

    class Outcome(models.TextChoices):
        WAITING = "", "Waits to be verified"
        ACCEPTED = "accepted", "Verified"
        REFUSED = "refused", "Refused"

    session = models.ForeignKey("training.SupervisedSession", on_delete=models.PROTECT, related_name="link_signatures")
    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(SigningLink, on_delete=models.PROTECT, related_name="signatures")
    statement = models.ForeignKey(SupervisorStatement, on_delete=models.PROTECT, related_name="signatures")
    signed_at = models.DateTimeField()
    printed_name = models.CharField(max_length=300)
    meaning = models.TextField()
    content_hash = models.CharField(max_length=64)
    proof = models.CharField(max_length=24)
    proved_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    address_proof = models.CharField(max_length=12, choices=AddressProof, blank=True)
    address_words = models.CharField(max_length=300, blank=True)
    reason = models.TextField(max_length=1000, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session"], condition=Q(outcome=""), name="link_signature_waits_once"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None, decided_by=None)
                | (~Q(outcome="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="link_signature_decided_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="accepted") | ~Q(address_proof=""), name="link_signature_accepted_with_address"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(reason=""), name="link_signature_refused_with_reason"
            ),
        ]

    def __str__(self):
        return f"{self.printed_name}, {self.signed_at:%Y-%m-%d}"
