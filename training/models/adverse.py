"""Adverse events: what happened, what a statute asks about it, and what was done. Nothing that names a patient."""

from django.db import models
from django.db.models import F, Q

from training.models.jurisdiction import Confidence
from training.models.session import AdverseGrade
from training.querysets import OwnedQuerySet

GRADES = [choice for choice in AdverseGrade.choices if choice[0] != AdverseGrade.NONE]


class AdverseKind(models.TextChoices):
    BLEEDING = "bleeding", "Bleeding or bruise"
    LASTING_PAIN = "lasting_pain", "Lasting pain"
    FAINT = "faint", "Faint"
    PNEUMOTHORAX = "pneumothorax", "Pneumothorax suspected"
    PNEUMOTHORAX_SURE = "pneumothorax_sure", "Pneumothorax confirmed"
    INFECTION = "infection", "Infection"
    NERVE = "nerve", "Nerve injury"
    NEEDLE_LEFT = "needle_left", "Needle left in or with the patient"
    NEEDLE_BROKEN = "needle_broken", "Needle broken"
    NEEDLESTICK = "needlestick", "Somebody stuck by a used needle"
    OTHER = "other", "Something else"


class AdverseCare(models.TextChoices):
    """What was done."""

    NEEDLES_OUT = "needles_out", "Needles taken out, treatment stopped"
    FIRST_AID = "first_aid", "First aid"
    WATCHED = "watched", "Watched until well"
    ADVICE = "advice", "Warning signs told, call arranged"
    CALLED_LATER = "called_later", "Called the patient afterward"
    EXPOSURE = "exposure", "Exposure plan followed"
    PHYSICIAN = "physician", "Referred to a physician"
    EMERGENCY = "emergency", "Emergency number called"
    HOSPITAL = "hospital", "Transferred to a hospital"


class AdverseOutcome(models.TextChoices):
    WELL = "well", "Well again"
    BETTER = "better", "Getting better"
    SAME = "same", "Goes on"
    LASTING = "lasting", "Lasting harm"
    UNKNOWN = "unknown", "Not known yet"


class Meets(models.TextChoices):
    """Whether the event is what the statute means. Unclear counts as yes until somebody knows."""

    YES = "yes", "Meets the definition"
    UNCLEAR = "unclear", "Not clear yet"
    NO = "no", "Does not meet the definition"


class AdverseState(models.TextChoices):
    OPEN = "open", "Open"
    REPORTED = "reported", "Reported to the board"
    CLOSED = "closed", "Closed"


class AdverseEvent(models.Model):
    """One version of one event. What it says is never changed: a correction is a new row that names the old one.

    It bears on no standing. `elements` keeps each question of the statute with its answer, as it was asked.
    """

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="adverse_events")
    session = models.ForeignKey(
        "training.SupervisedSession", null=True, on_delete=models.PROTECT, related_name="adverse_events"
    )
    clinic = models.ForeignKey("training.Clinic", on_delete=models.PROTECT, related_name="adverse_events")
    jurisdiction = models.ForeignKey("training.Jurisdiction", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=AdverseState, default=AdverseState.OPEN)
    happened_on = models.DateField()
    noticed_on = models.DateField()
    grade = models.CharField(max_length=8, choices=GRADES)
    kind = models.CharField(max_length=20, choices=AdverseKind)
    regions = models.JSONField(default=list, blank=True)
    care = models.JSONField(default=list, help_text="What was done (`AdverseCare`).")
    outcome = models.CharField(max_length=8, choices=AdverseOutcome)
    elements = models.JSONField(default=list, blank=True, help_text="Questions of the statute, each with its answer.")
    meets = models.CharField(max_length=8, choices=Meets, blank=True, help_text="Empty where no definition is known.")
    citation = models.TextField(blank=True, help_text="Of the definition.")
    due_on = models.DateField(null=True, help_text="The last day to report.")
    due_citation = models.TextField(blank=True)
    due_confidence = models.CharField(max_length=12, choices=Confidence, blank=True)
    comment = models.TextField(max_length=500, blank=True, help_text="To the manager. Nothing about a patient.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    original = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="versions")
    made_on_page = models.UUIDField(null=True, editable=False, help_text="One page makes one event.")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["clinic", "state", "due_on"], name="adverse_event_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(noticed_on__gte=F("happened_on")), name="adverse_event_noticed_after_it_happened"
            ),
            models.CheckConstraint(condition=~Q(grade__in=["", "none"]), name="adverse_event_has_a_grade"),
            models.CheckConstraint(
                condition=Q(due_on=None, due_citation="", due_confidence="")
                | Q(due_on__isnull=False, meets__in=["yes", "unclear"]) & ~Q(due_citation="") & ~Q(due_confidence=""),
                name="adverse_event_due_by_which_source",
            ),
            models.CheckConstraint(
                condition=Q(meets="", citation="") | ~Q(meets="") & ~Q(citation=""),
                name="adverse_event_defined_by_which_source",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, original=None) | Q(corrects__isnull=False, original__isnull=False),
                name="adverse_event_corrects_its_original",
            ),
            models.UniqueConstraint(
                fields=["original"], condition=Q(superseded_at=None), name="adverse_event_in_force_once"
            ),
            models.UniqueConstraint(fields=["practitioner", "made_on_page"], name="adverse_event_once_per_page"),
        ]

    def __str__(self):
        return f"{self.clinic}, {self.happened_on}"

    @property
    def first_pk(self) -> int:
        """The key of the first version: what all versions share."""
        return self.original_id or self.pk


class StepKind(models.TextChoices):
    RECORDED = "recorded", "Recorded"
    TOLD = "told", "Managers told by mail"
    CORRECTED = "corrected", "Corrected"
    REPORTED = "reported", "Reported to the board"
    CLOSED = "closed", "Closed"


class ReportWay(models.TextChoices):
    ONLINE = "online", "On the board's site"
    MAIL = "mail", "By letter"
    EMAIL = "email", "By email"
    FAX = "fax", "By fax"
    PHONE = "phone", "By telephone"


class Reporter(models.TextChoices):
    THERAPIST = "therapist", "The therapist"
    MANAGER = "manager", "A compliance manager"
    OTHER = "other", "Somebody else for the clinic"


class ClosedAs(models.TextChoices):
    REPORTED = "reported", "Reported, nothing more to do"
    NOT_MEANT = "not_meant", "The definition does not mean it"
    NO_DUTY = "no_duty", "No duty to report here"


class AdverseStep(models.Model):
    """What was done about an event, when and by whom. Rows are added and never changed."""

    event = models.ForeignKey(AdverseEvent, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind)
    at = models.DateTimeField()
    by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    reported_on = models.DateField(null=True)
    way = models.CharField(max_length=8, choices=ReportWay, blank=True)
    reporter = models.CharField(max_length=12, choices=Reporter, blank=True)
    file_number = models.CharField(max_length=40, blank=True, help_text="The board's number of the report.")
    closed_as = models.CharField(max_length=12, choices=ClosedAs, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="reported", reported_on__isnull=False) & ~Q(way="") & ~Q(reporter="")
                | ~Q(kind="reported") & Q(reported_on=None, way="", reporter="", file_number=""),
                name="adverse_step_reported_when_how_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(kind="closed") & ~Q(closed_as="") | ~Q(kind="closed") & Q(closed_as=""),
                name="adverse_step_closed_as_what",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d}"
