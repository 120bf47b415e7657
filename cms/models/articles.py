"""Articles for the public."""

from django.core.paginator import Paginator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import ReadingBlock, headings
from cms.fields import BodyField
from cms.models.reviewed import Reviewed, ReviewedForm

WORDS_A_MINUTE = 220


class Topic(models.TextChoices):
    TREATMENT = "treatment", "Treatment"
    SAFETY = "safety", "Safety"
    RESEARCH = "research", "Research"
    TRAINING = "training", "Training and law"


class ArticleIndexPage(Page):
    """All articles, newest first, filtered by topic, words and year."""

    standfirst = models.TextField(max_length=400, blank=True)

    template = "cms/article_index_page.html"
    max_count = 1
    page_size = 12
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ArticlePage"]
    content_panels = [*Page.content_panels, FieldPanel("standfirst")]
    search_fields = [*Page.search_fields, index.SearchField("standfirst")]

    def get_context(self, request, *args, **kwargs):
        from cms.filters import ArticleFilter

        articles = ArticlePage.objects.live().public().child_of(self).order_by("-published_on", "-pk")
        filterset = ArticleFilter(request.GET, queryset=articles)
        found = Paginator(filterset.qs, self.page_size).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "filterset": filterset, "articles": found}


class ArticlePage(Reviewed, Page):
    topic = models.CharField(max_length=16, choices=Topic)
    published_on = models.DateField("date", null=True, help_text="As shown to readers.")  # a draft need not say it
    standfirst = models.TextField(max_length=400)
    body = BodyField(ReadingBlock())

    template = "cms/article_page.html"
    base_form_class = ReviewedForm
    parent_page_types = ["cms.ArticleIndexPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("topic"), FieldPanel("published_on")]),
        FieldPanel("standfirst"),
        FieldPanel("body"),
        *Reviewed.review_panels,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
        index.SearchField("authors"),
        index.FilterField("topic"),
    ]

    @property
    def minutes(self) -> int:
        """How long it takes to read, in whole minutes."""
        text = " ".join(self.body.stream_block.get_searchable_content(self.body))
        return max(1, round(len(text.split()) / WORDS_A_MINUTE))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        others = ArticlePage.objects.live().public().exclude(pk=self.pk)
        context["contents"] = headings(self.body)
        context["others"] = others.filter(topic=self.topic).order_by("-published_on", "-pk")[:2]
        return context
