"""Training modules as editors write them. What somebody takes is the frozen revision in `training`."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page
from wagtail.search import index

from cms.change_question import ChangePanel, ChangeQuestion, flaws_of_answer
from cms.fields import BodyField
from cms.lesson_blocks import LessonsBlock, frames_of
from cms.lesson_checks import repeated
from cms.models.reviewed import Reviewed
from cms.module_blocks import (
    ApprovalsBlock,
    CreditLinesBlock,
    DrawsBlock,
    ModulesBlock,
    QuestionsBlock,
    SourcesBlock,
)
from cms.module_lists import flaws_before
from cms.question_content import draws_of, pools_of
from cms.quiz_checks import flaws
from training.draw import asked_count
from training.framing import open_frames
from training.models import SCOPE_CHOICES, Publication, scope_words
from training.models.fields import Competency, DeliveryMode, Subject

TITLE_LENGTH = 200


class TrainingIndexPage(Page):
    """The public catalog of modules."""

    standfirst = models.TextField(max_length=400, blank=True)

    template = "cms/training_index_page.html"
    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ModulePage", "cms.CurriculumPage"]
    content_panels = [*Page.content_panels, FieldPanel("standfirst")]
    search_fields = [*Page.search_fields, index.SearchField("standfirst")]

    def get_context(self, request, *args, **kwargs):
        from cms.catalog import chosen_page, curricula_pages, entries
        from cms.filters import ModuleFilter

        modules = ModulePage.objects.live().public().child_of(self).order_by("path")
        filterset = ModuleFilter(request.GET, queryset=modules)
        return {
            **super().get_context(request, *args, **kwargs),
            "filterset": filterset,
            "entries": entries(list(filterset.qs)),
            "curricula": [] if any(request.GET.values()) else curricula_pages(),
            "chosen": chosen_page(filterset),
        }


class ChecksInColumns(forms.CheckboxSelectMultiple):
    class Media:
        css = {"all": ["cms/css/editor.css"]}

    def __init__(self, attrs=None):
        super().__init__({"class": "checks-in-columns", **(attrs or {})})


class ModulePageForm(WagtailAdminPageForm, ChangeQuestion):
    """A draft may be unfinished; what is submitted or published may not."""

    competencies = forms.MultipleChoiceField(
        choices=Competency.choices,
        widget=ChecksInColumns,
        error_messages={"required": "Choose at least one competency."},
        help_text="What training must add to entry-level education. Choose those that this module teaches.",
    )

    taught = forms.MultipleChoiceField(
        choices=SCOPE_CHOICES,
        required=False,
        widget=ChecksInColumns,
        label="Body regions and techniques",
        help_text="Which ones it teaches to needle. Some rules open only what a therapist's courses taught.",
    )

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation:
            wrong_first = flaws_before(self.instance, cleaned.get("prerequisites"))
            for field, wrong in [*flaws(cleaned), *repeated(cleaned), *wrong_first]:
                self.add_error(field, wrong)
        return cleaned

    def _post_clean(self):
        """The page as it would be published is at hand here: does it differ from what people start?"""
        super()._post_clean()
        if not self.is_deferred_validation and not self.errors:
            for field, words in flaws_of_answer(self.instance).items():
                self.add_error(field, words)


class ModulePage(Reviewed, Page):
    summary = models.TextField(max_length=600, help_text="What the reader can do afterwards, in two sentences.")
    lessons = BodyField(LessonsBlock())
    questions = BodyField(QuestionsBlock())
    draws = BodyField(
        DrawsBlock(),
        blank=True,
        help_text="How many questions of a pool a try asks. A pool that no line names is asked whole, as are questions "
        "without one.",
    )
    shuffle_questions = models.BooleanField(default=False, help_text="Each try asks them in another order.")
    shuffle_options = models.BooleanField(
        default=False, help_text="Each try shows the options of a question in another order."
    )
    credit = BodyField(CreditLinesBlock(), help_text="Minutes by subject and delivery mode.")
    approvals = BodyField(
        ApprovalsBlock(), blank=True, help_text="Boards that approved it as a course, printed on the certificate."
    )
    prerequisites = BodyField(
        ModulesBlock(), blank=True, help_text="Modules to complete before the quiz of this one. Reading stays free."
    )
    references = BodyField(SourcesBlock(), blank=True)
    change = models.CharField(
        "the change is", max_length=8, choices=Publication.Change.choices[1:], blank=True, default=""
    )
    change_note = models.TextField("what changed", blank=True, default="")
    competencies = models.JSONField(default=list, blank=True)
    taught = models.JSONField(default=list, blank=True)
    pass_correct = models.PositiveSmallIntegerField(
        "right answers needed",
        null=True,  # a draft need not say it yet
        validators=[MinValueValidator(1)],
        help_text="How many questions must be right to pass.",
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        "time limit", default=0, validators=[MaxValueValidator(480)], help_text="Minutes for a try. 0: no clock."
    )
    max_attempts = models.PositiveSmallIntegerField(default=0, help_text="0: as many as one likes.")
    cool_down_hours = models.PositiveSmallIntegerField(default=0, help_text="Hours between two attempts.")

    template = "cms/module_page.html"
    base_form_class = ModulePageForm
    parent_page_types = ["cms.TrainingIndexPage"]
    subpage_types = []
    preview_modes = [("", "Page in the catalog"), ("lessons", "Lessons"), ("key", "Quiz with its answers")]
    edit_handler = TabbedInterface(
        [
            ObjectList([*Page.content_panels, FieldPanel("summary"), FieldPanel("lessons")], heading="Lessons"),
            ObjectList(
                [
                    FieldPanel("questions"),
                    FieldPanel("draws"),
                    FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options")]),
                    FieldRowPanel([FieldPanel("pass_correct"), FieldPanel("time_limit_minutes")]),
                    FieldRowPanel([FieldPanel("max_attempts"), FieldPanel("cool_down_hours")]),
                ],
                heading="Quiz",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("credit"), FieldPanel("competencies"), FieldPanel("taught")],
                        heading="What it counts for",
                    ),
                    FieldPanel("approvals"),
                    FieldPanel("prerequisites"),
                ],
                heading="Credit",
            ),
            ObjectList([*Reviewed.review_panels, FieldPanel("references")], heading="Review"),
            ObjectList([ChangePanel()], heading="This change"),
            ObjectList(Page.promote_panels, heading="Promote"),
            ObjectList(Page.settings_panels, heading="Settings"),
        ],
    )
    # The quiz is never indexed: search results show what they find.
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("authors")]

    @property
    def minutes(self) -> int:
        """Minutes of credit in all."""
        return sum(line.value["minutes"] or 0 for line in self.credit)

    @property
    def asked_count(self) -> int:
        """How many questions a try asks."""
        return asked_count(pools_of(self.questions), draws_of(self.draws))

    @property
    def credit_lines(self) -> list[dict]:
        """Each line of credit in words."""
        subjects, modes = dict(Subject.choices), dict(DeliveryMode.choices)
        return [
            {"minutes": value["minutes"], "subject": subjects.get(value["subject"]), "mode": modes.get(value["mode"])}
            for value in (line.value for line in self.credit)
        ]

    @property
    def competency_labels(self) -> list[str]:
        labels = dict(Competency.choices)
        return [str(labels[name]) for name in self.competencies if name in labels]

    @property
    def taught_words(self) -> str:
        """The body regions and techniques, as people read them."""
        return scope_words(self.taught)

    @property
    def module_key(self) -> UUID:
        """The key of the module that people take: an alias shows another page's."""
        return self.alias_of.translation_key if self.alias_of_id else self.translation_key

    def clean(self):
        super().clean()
        if len(self.title) > TITLE_LENGTH:
            raise ValidationError({"title": f"A module's title has at most {TITLE_LENGTH} characters."})

    def flaws_when_published(self) -> dict:
        """What keeps a stored draft from its readers beyond the shape of its fields: a sentence for each field."""
        written = {name: getattr(self, name) for name in ("lessons", "questions", "draws", "pass_correct")}
        found = dict([*flaws(written), *repeated(written), *flaws_before(self, self.prerequisites)])
        if not self.competencies:
            found["competencies"] = "Choose at least one competency."
        return found | (flaws_of_answer(self) if not found else {})

    def get_context(self, request, *args, **kwargs):
        from cms.catalog import before, neighbors
        from cms.progress import progress_of

        user, now = getattr(request, "user", None), getattr(request, "now", None) or timezone.now()
        progress = progress_of(key=self.module_key, user=user, now=now)
        return {
            **super().get_context(request, *args, **kwargs),
            "progress": progress,
            "first": before(self, progress["mine"]),
            "neighbors": neighbors(self),
        }

    def get_preview_template(self, request, mode_name):
        pages = {"lessons": "cms/module_preview_lessons.html", "key": "cms/module_preview_key.html"}
        return pages.get(mode_name, self.template)

    def serve_preview(self, request, mode_name):
        """The lessons open their films here as they do for a reader."""
        response = super().serve_preview(request, mode_name)
        if mode_name != "lessons":
            return response
        hosts = {host for lesson in self.lessons for host in frames_of(lesson.value["body"])}
        return open_frames(response, sorted(hosts))

    def get_preview_context(self, request, mode_name):
        from cms.freezing import content_of

        context = super().get_preview_context(request, mode_name)
        return {**context, "content": content_of(self)} if mode_name else context
