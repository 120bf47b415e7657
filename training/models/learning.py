"""Modules as they were published, attempts at their quizzes, and completions that pin the exact revision."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from training.draw import asked_count
from training.querysets import OwnedQuerySet

GRACE = timedelta(seconds=10)  # for the network: what was sent before time ended is taken


class Module(models.Model):
    """A unit of training, keyed by the page's translation key: a translation is the same module, a copy a new one."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, blank=True)
    page_id = models.PositiveBigIntegerField(null=True)
    current = models.OneToOneField(
        "training.ModuleRevision",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="None ends new starts and nothing else.",
    )

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title


class ModuleRevision(models.Model):
    """The exact published content that somebody may complete. Frozen; never updated."""

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    credit = models.JSONField(default=list, help_text="[{subject, mode, minutes}]")
    competencies = models.JSONField(default=list)
    taught = models.JSONField(default=list, blank=True, help_text="Body regions and techniques that it teaches.")
    lessons = models.JSONField(default=list, help_text="[{id, title, minutes, html, blocks}]")
    questions = models.JSONField(
        default=list,
        help_text="[{id, kind, text, options: [{id, text}], answer: [id or number], feedback, reference}]; a number "
        "has {tolerance, unit}, and any may have {pool, keep_order, figure: {html, blocks, files}}",
    )
    draws = models.JSONField(
        default=dict, blank=True, help_text="{pool: how many of its questions a try asks}; all where it is not named."
    )
    shuffle_questions = models.BooleanField(default=False)
    shuffle_options = models.BooleanField(default=False)
    time_limit_minutes = models.PositiveSmallIntegerField(default=0, help_text="0: no clock.")
    pass_correct = models.PositiveSmallIntegerField(help_text="How many questions must be right.")
    max_attempts = models.PositiveSmallIntegerField(default=0, help_text="0: as many as one likes.")
    cool_down_hours = models.PositiveSmallIntegerField(default=0)
    authors = models.CharField(max_length=200, blank=True, help_text="Names with degrees.")
    approvals = models.JSONField(default=list, blank=True, help_text="[{body, number}] of who approved the course.")
    references = models.JSONField(default=list, blank=True, help_text="[{html, address}]")
    prerequisites = models.JSONField(
        default=list, blank=True, help_text="The keys of modules to complete before the quiz; reading is free."
    )
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["module", "number"]
        constraints = [
            models.UniqueConstraint(fields=["module", "number"], name="module_revision_number_once"),
            models.UniqueConstraint(fields=["module", "content_hash"], name="module_revision_content_once"),
        ]

    def __str__(self):
        return f"{self.title}, revision {self.number}"

    @property
    def minutes(self) -> int:
        return sum(line["minutes"] for line in self.credit)

    @property
    def asked_count(self) -> int:
        """How many questions a try asks."""
        return asked_count(self.questions, self.draws)


class LessonRead(models.Model):
    """A practitioner reached the end of a lesson of a revision."""

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="lessons_read")
    revision = models.ForeignKey(ModuleRevision, on_delete=models.PROTECT, related_name="reads")
    lesson = models.CharField(max_length=40)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practitioner", "revision", "lesson"], name="lesson_read_once")]

    def __str__(self):
        return f"{self.practitioner}: {self.lesson}"


class Attempt(models.Model):
    """One try at a quiz, against the frozen revision. Graded on the server."""

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="attempts")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="attempts")
    revision = models.ForeignKey(ModuleRevision, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    questions = models.JSONField(help_text="The ids of the questions that were drawn, in the order shown.")
    options = models.JSONField(
        default=dict, blank=True, help_text="{question: the ids of its options in the order shown}; else as written."
    )
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, help_text="When time ends; none without a clock.")
    accommodation = models.ForeignKey(
        "training.Accommodation",
        null=True,
        on_delete=models.PROTECT,
        related_name="attempts",
        help_text="The extra time that is in it.",
    )
    submitted_at = models.DateTimeField(null=True)
    correct = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(null=True)

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["practitioner", "module", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["practitioner", "module"], condition=Q(submitted_at=None), name="attempt_open_once"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, correct=None, passed=None)
                | Q(submitted_at__isnull=False, correct__isnull=False, passed__isnull=False),
                name="attempt_graded_when_submitted",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None, accommodation=None) | Q(due_at__isnull=False, due_at__gt=F("started_at")),
                name="attempt_time_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(submitted_at=None, due_at__isnull=False), name="attempt_on_the_clock"
            )
        ]

    def __str__(self):
        return f"{self.practitioner}, {self.module}, attempt {self.number}"

    def is_over(self, now: datetime) -> bool:
        """Whether nothing more is saved, because time is up; what was sent in time may arrive a little later."""
        return self.due_at is not None and now > self.due_at + GRACE

    @property
    def ended_by_the_clock(self) -> bool:
        return self.due_at is not None and self.submitted_at == self.due_at


class Answer(models.Model):
    """What was answered to one question of an attempt, saved as it is given: ids of options, or a number."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    chosen = models.JSONField(default=list)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="answer_once_per_question")]

    def __str__(self):
        return f"{self.attempt}: {self.question}"


class Completion(models.Model):
    """A practitioner finished a module revision on a date. It has a source, so that other players may follow."""

    class Source(models.TextChoices):
        QUIZ = "quiz", "Passed the quiz here"

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="completions")
    revision = models.ForeignKey(ModuleRevision, on_delete=models.PROTECT, related_name="completions")
    attempt = models.OneToOneField(Attempt, null=True, on_delete=models.PROTECT, related_name="completion")
    source = models.CharField(max_length=8, choices=Source, default=Source.QUIZ)
    completed_on = models.DateField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["completed_on", "pk"]
        indexes = [models.Index(fields=["practitioner", "superseded_at"], name="completion_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="quiz") | Q(attempt__isnull=False), name="completion_by_quiz_has_its_attempt"
            )
        ]

    def __str__(self):
        return f"{self.practitioner}: {self.revision}"
