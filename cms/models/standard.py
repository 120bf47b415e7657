"""Pages of plain reading, and questions with their answers."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import AnswerGroupBlock, ReadingBlock, headings
from cms.fields import BodyField
from cms.models.reviewed import Reviewed


class StandardPage(Page):
    """About us, privacy, a concern: text under a title."""

    standfirst = models.TextField(max_length=400, blank=True)
    body = BodyField(ReadingBlock(), blank=True)

    template = "cms/standard_page.html"
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("standfirst"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "contents": headings(self.body)}


class QuestionsPage(Reviewed, Page):
    """What people ask, in groups."""

    standfirst = models.TextField(max_length=400, blank=True)
    groups = BodyField([("group", AnswerGroupBlock())])

    template = "cms/questions_page.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("groups"),
        *Reviewed.review_panels,
    ]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("groups")]

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "contents": headings(self.groups)}
