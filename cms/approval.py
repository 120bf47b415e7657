"""Approving a page from the dashboard, without its form: what the form would refuse is not published there either."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.models.reviewed import ReviewedForm


def unfinished(page: Page) -> list[str]:
    """The fields of a draft that keep it from being published, as editors know them; a draft may lack anything."""
    names = dict.fromkeys(wanting(page))
    known = {field.name: field.verbose_name for field in page._meta.get_fields() if hasattr(field, "verbose_name")}
    return [str(capfirst(known.get(name, name))) for name in names]


def wanting(page: Page) -> Iterator[str]:
    try:
        page.full_clean()
    except ValidationError as refused:
        yield from refused.message_dict
    for field in page._meta.get_fields():
        if isinstance(field, StreamField) and not is_whole(field, getattr(page, field.name)):
            yield field.name
    yield from getattr(page, "flaws_when_published", dict)()
    if issubclass(page.base_form_class, ReviewedForm):
        yield from page.lacks_before_readers()


def is_whole(field: StreamField, value) -> bool:
    try:
        field.stream_block.clean(value)
    except ValidationError:
        return bool(field.blank and not value)
    return True


class ApprovalView(WorkflowActionView):
    """Wagtail's own, but for drafts that somebody saved unfinished while they waited."""

    def post(self, request, *args, **kwargs):
        draft = self.object.get_latest_revision_as_object()
        names = unfinished(draft) if self.action_name == "approve" else []
        return self.refused(draft, names) if names else super().post(request, *args, **kwargs)

    def refused(self, draft: Page, names: list[str]):
        words = f"“{draft.title}” is not finished, so it is not approved. Look at: {', '.join(names)}."
        messages.error(self.request, words)
        form = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(self.request, {"step": "success", "redirect": form})
        return redirect(form)


class ApprovedPages(PageViewSet):
    """Wagtail's views of every page, with our approval."""

    workflow_action_view_class = ApprovalView
