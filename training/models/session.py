"""Supervised practice: one treatment of one patient, without any patient identity, and the supervisor's signature."""

from django.db import models
from django.db.models import F, Q

from training.querysets import OwnedQuerySet


class SessionMode(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    TELEHEALTH = "telehealth", "Live by telehealth"


class Supervision(models.TextChoices):
    """How closely it was supervised."""

    OBSERVED = "observed", "I observed"
    HANDS_ON = "hands_on", "I needled under direct observation"
    IN_ROOM = "in_room", "I needled, supervisor in the room"
    REMOTE = "remote", "I needled, supervisor remote and live"
    INDEPENDENT = "independent", "I needled on my own, reviewed after"

    @property
    def told(self) -> str:
        """For a reader who is not the practitioner: “I” would be the supervisor or the board."""
        if self == self.OBSERVED:
            return "Observed, did not needle"
        return self.label.removeprefix("I ").capitalize().replace("on my own", "alone")


class Qualification(models.TextChoices):
    """What a rule may ask of a supervisor, as it was on the day of a session."""

    LICENSED_1Y = "licensed_1y", "Licensed for a year"
    SESSIONS_25 = "sessions_25", "25 signed sessions of their own"
    CERTIFIED = "certified", "Certified"


class SessionState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for signature"
    TO_VERIFY = "to_verify", "Signed, to be verified"
    SIGNED = "signed", "Signed"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Withdrawn"
    VOID = "void", "Void"


class Region(models.TextChoices):
    """The regions of the body map."""

    HEAD_JAW = "head_jaw", "Head and jaw"
    NECK = "neck", "Neck"
    UPPER_BACK = "upper_back", "Upper back"
    CHEST = "chest", "Chest"
    SHOULDER = "shoulder", "Shoulder"
    UPPER_ARM = "upper_arm", "Upper arm"
    FOREARM_HAND = "forearm_hand", "Forearm and hand"
    LOW_BACK = "low_back", "Low back"
    ABDOMEN = "abdomen", "Abdomen"
    HIP_BUTTOCK = "hip_buttock", "Hip and buttock"
    THIGH = "thigh", "Thigh"
    KNEE = "knee", "Knee"
    LOWER_LEG = "lower_leg", "Lower leg"
    FOOT = "foot", "Foot"


class Side(models.TextChoices):
    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    BOTH = "both", "Both sides"


class AgeBand(models.TextChoices):
    UNDER_18 = "under_18", "Under 18"
    A18_39 = "18_39", "18 to 39"
    A40_64 = "40_64", "40 to 64"
    OVER_64 = "over_64", "65 and over"


class Response(models.TextChoices):
    BETTER = "better", "Better"
    SAME = "same", "No change"
    WORSE = "worse", "Worse"


class AdverseGrade(models.TextChoices):
    """By seriousness and duration (Carnes et al.)."""

    NONE = "none", "None"
    MILD = "mild", "Mild: bruise, bleeding, soreness"
    MODERATE = "moderate", "Moderate: lasting or distressing"
    MAJOR = "major", "Major: needs medical care"


class LungTechnique(models.TextChoices):
    """How the needle was kept away from the lung."""

    PINCER = "pincer", "Pincer grip"
    TO_BONE = "to_bone", "Angle to bone"
    OTHER = "other", "Another way"


class NeedleTechnique(models.TextChoices):
    """What was done with the needle."""

    PISTONING = "pistoning", "In and out"
    STATIC = "static", "Left in place"
    ROTATION = "rotation", "Rotated"
    SUPERFICIAL = "superficial", "Under the skin only"
    PERIOSTEAL = "periosteal", "To the bone"


class SupervisedSession(models.Model):
    """One version of one entry. A signed one is locked; an amendment is a new row that names the old one."""

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="sessions")
    supervisor = models.ForeignKey(
        "training.Practitioner",
        null=True,
        on_delete=models.PROTECT,
        related_name="supervised_sessions",
        help_text="Empty in a draft only.",
    )
    state = models.CharField(max_length=12, choices=SessionState, default=SessionState.DRAFT)
    happened_on = models.DateField()
    clinic = models.ForeignKey("training.Clinic", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=12, choices=SessionMode)
    supervision = models.CharField(max_length=12, choices=Supervision, blank=True, help_text="Empty in a draft only.")
    spots = models.JSONField(default=list, help_text="Ids of the body map (`training.body`).")
    regions = models.JSONField(default=list, help_text="The regions of the spots, as rules ask for them.")
    side = models.CharField(max_length=8, choices=Side, blank=True)
    muscles = models.JSONField(
        default=list, blank=True, help_text="Ids of muscles under the spots (`training.muscles`)."
    )
    technique = models.CharField(max_length=12, choices=NeedleTechnique, blank=True)
    lung_technique = models.CharField(
        max_length=8, choices=LungTechnique, blank=True, help_text="Asked where a spot lies over the lung."
    )
    needle_gauge = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0.30 mm is written as 30.")
    needle_length_mm = models.PositiveSmallIntegerField(null=True, blank=True)
    needle_count = models.PositiveSmallIntegerField(null=True, blank=True)
    stimulation = models.BooleanField(default=False)
    twitch = models.BooleanField(default=False)
    screened = models.BooleanField(default=False)
    consented = models.BooleanField(default=False)
    first_with_patient = models.BooleanField(default=False)
    age_band = models.CharField(max_length=8, choices=AgeBand, blank=True)
    response = models.CharField(max_length=8, choices=Response, blank=True)
    adverse_grade = models.CharField(max_length=8, choices=AdverseGrade, default=AdverseGrade.NONE)
    competencies = models.JSONField(default=list, blank=True)
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of what is signed.")
    submitted_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    made_on_page = models.UUIDField(
        null=True, editable=False, help_text="The page that it was first written on: one page makes one entry."
    )
    written_on_page = models.UUIDField(null=True, editable=False, help_text="The page that wrote it last.")
    amends = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="amendments")
    amendment_reason = models.TextField(max_length=500, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "supervised session"
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(fields=["practitioner", "state"], name="session_by_person"),
            models.Index(fields=["supervisor", "state", "submitted_at"], name="session_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(practitioner=F("supervisor")), name="session_not_supervised_by_oneself"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="session_submitted_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(supervisor__isnull=False),
                name="session_with_a_supervisor",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | ~Q(supervision=""), name="session_supervised_how"
            ),
            models.UniqueConstraint(fields=["practitioner", "made_on_page"], name="session_once_per_page"),
            models.UniqueConstraint(fields=["amends"], condition=~Q(state="withdrawn"), name="session_amended_once"),
            models.CheckConstraint(
                condition=Q(amends=None) | ~Q(amendment_reason=""), name="session_amended_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | Q(superseded_at__isnull=False), name="session_void_is_closed"
            ),
        ]

    def __str__(self):
        return f"{self.practitioner}, {self.happened_on}"

    @property
    def region_words(self) -> str:
        """The spots by name and side; the regions alone where no map was used."""
        from training import body

        return body.words(self.spots) or ", ".join(Region(region).label for region in self.regions)

    @property
    def supervision_words(self) -> str:
        """Such as “Needled, supervisor in the room”; empty where none was chosen yet."""
        return Supervision(self.supervision).told if self.supervision else ""

    @property
    def muscle_words(self) -> str:
        """The muscles by name and side; empty where none was named."""
        from training import muscles

        return muscles.words(self.muscles)


class SessionStep(models.Model):
    """Submitted, returned, signed, withdrawn: who, when, and the comment (nothing about a patient)."""

    session = models.ForeignKey(SupervisedSession, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=SessionState)
    at = models.DateTimeField()
    by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    by_link = models.ForeignKey("training.SigningLink", null=True, on_delete=models.PROTECT, related_name="steps")
    comment = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False, by_link=None) | Q(by=None, by_link__isnull=False),
                name="session_step_by_login_or_by_link",
            ),
        ]

    def __str__(self):
        return f"{self.get_state_display()}: {self.session}"


class SignOff(models.Model):
    """A supervisor's dated, signed word on exactly one version (compare 21 CFR 11.50, 11.70 as a yardstick).

    Signed by a login; or by a link without one, and then made by the manager who verified that (`by_link`).
    """

    session = models.OneToOneField(SupervisedSession, on_delete=models.PROTECT, related_name="sign_off")
    supervisor = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="sign_offs")
    signed_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    by_link = models.OneToOneField(
        "training.LinkSignature", null=True, on_delete=models.PROTECT, related_name="sign_off"
    )
    signed_at = models.DateTimeField()
    printed_name = models.CharField(max_length=300)
    meaning = models.TextField()
    content_hash = models.CharField(max_length=64)
    proof = models.CharField(max_length=24, help_text="How the signer proved who they are, and when.")
    proved_at = models.DateTimeField()
    eligibility = models.JSONField(
        help_text="What made the supervisor eligible on the session's day, as known at signing."
    )

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by__isnull=False, by_link=None) | Q(signed_by=None, by_link__isnull=False),
                name="sign_off_by_login_or_by_link",
            ),
        ]

    def __str__(self):
        return f"{self.printed_name}, {self.signed_at:%Y-%m-%d}"
