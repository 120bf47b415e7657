"""Curricula as editors write them: modules that belong together, in an order."""

from collections import Counter

from django.db import models
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.fields import BodyField
from cms.module_blocks import ModulesBlock
from cms.module_lists import flaws_of_list, listed
from training.models.fields import DeliveryMode, Subject


class CurriculumPageForm(WagtailAdminPageForm):
    """A draft may name drafts; what is submitted or published may not."""

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation and (wrong := wrong_with(cleaned.get("modules"))):
            self.add_error("modules", wrong)
        return cleaned


def wrong_with(modules):
    if modules is None:
        return None
    return flaws_of_list(modules) or ("" if listed(modules) else "Choose at least one module.")


class CurriculumPage(Page):
    summary = models.TextField(max_length=600, help_text="Whom it is for and where it leads, in two sentences.")
    modules = BodyField(ModulesBlock(required=False), help_text="In the order in which they are best taken.")

    template = "cms/curriculum_page.html"
    base_form_class = CurriculumPageForm
    parent_page_types = ["cms.TrainingIndexPage"]
    subpage_types = []
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("modules")]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    def flaws_when_published(self) -> dict:
        """What keeps a stored draft from its readers beyond the shape of its fields."""
        return {"modules": wrong} if (wrong := wrong_with(self.modules)) else {}

    def get_context(self, request, *args, **kwargs):
        from cms.catalog import course_of, entries, public_modules

        course = course_of(self, request)
        modules = public_modules(self.modules)
        return {
            **super().get_context(request, *args, **kwargs),
            "entries": entries(modules, course),
            "course": course,
            "credit": credit_of(modules),
            "minutes": sum(module.minutes for module in modules),
        }


def credit_of(modules) -> list[dict]:
    """Minutes of all modules by subject and delivery mode, the most first."""
    minutes = Counter()
    for module in modules:
        for line in module.credit:
            minutes[line.value["subject"], line.value["mode"]] += line.value["minutes"] or 0
    subjects, modes = dict(Subject.choices), dict(DeliveryMode.choices)
    return [
        {"minutes": total, "subject": subjects.get(subject), "mode": modes.get(mode)}
        for (subject, mode), total in minutes.most_common()
    ]
