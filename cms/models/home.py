"""The home page."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import HomeBlock
from cms.drawings import drawn
from cms.fields import BodyField

PLATE = (
    "Line drawing of the back of the neck and shoulders. A needle meets a point in the right upper trapezius; "
    "dots show pain felt up the neck to the temple."
)


class HomePage(Page):
    headline = models.CharField(max_length=120)
    lead = models.TextField(max_length=400)
    next_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="What the second button opens, such as what to expect.",
    )
    next_words = models.CharField("words of the second button", max_length=40, blank=True)
    body = BodyField(HomeBlock(), blank=True)

    template = "cms/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.ServicesPage",
        "cms.ArticleIndexPage",
        "cms.TrainingIndexPage",
        "cms.QuestionsPage",
        "cms.StandardPage",
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        FieldPanel("next_page"),
        FieldPanel("next_words"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("headline"), index.SearchField("lead")]

    def get_context(self, request, *args, **kwargs):
        from cms.models.articles import ArticlePage

        articles = ArticlePage.objects.live().public().order_by("-published_on", "-pk")[:3]
        plate = drawn("plate", PLATE)
        return {**super().get_context(request, *args, **kwargs), "articles": articles, "plate": plate}
