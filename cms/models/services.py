"""What the organization offers."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import ServiceBlock, headings
from cms.fields import BodyField
from cms.models.reviewed import Reviewed


class ServicesPage(Page):
    """All services, in the order of the tree."""

    standfirst = models.TextField(max_length=400, blank=True)

    template = "cms/services_page.html"
    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ServicePage"]
    content_panels = [*Page.content_panels, FieldPanel("standfirst")]
    search_fields = [*Page.search_fields, index.SearchField("standfirst")]

    def get_context(self, request, *args, **kwargs):
        services = ServicePage.objects.live().public().child_of(self).order_by("path")
        return {**super().get_context(request, *args, **kwargs), "services": services}


class ServicePage(Reviewed, Page):
    """One service: what it is, what to expect, how safe it is, and the way back to all services."""

    standfirst = models.TextField(max_length=400)
    body = BodyField(ServiceBlock())
    show_articles = models.BooleanField("list the newest articles", default=False)

    template = "cms/service_page.html"
    parent_page_types = ["cms.ServicesPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("body"),
        FieldPanel("show_articles"),
        *Reviewed.review_panels,
    ]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    def get_context(self, request, *args, **kwargs):
        from cms.models.articles import ArticlePage

        context = super().get_context(request, *args, **kwargs)
        context["contents"] = headings(self.body)
        if self.show_articles:
            context["articles"] = ArticlePage.objects.live().public().order_by("-published_on", "-pk")[:4]
        return context
