"""Curricula as editors write them: modules that belong together, in an order."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.fields import BodyField
from cms.module_blocks import ModulesBlock


class CurriculumPage(Page):
    summary = models.TextField(max_length=600, help_text="Whom it is for and where it leads, in two sentences.")
    modules = BodyField(ModulesBlock(), help_text="In the order in which they are best taken.")

    template = "cms/curriculum_page.html"
    parent_page_types = ["cms.TrainingIndexPage"]
    subpage_types = []
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("modules")]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
