"""What the editor's own pages about a module share: who may open them, the way there and back."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from cms.models import ModulePage
from training.permissions import is_editor


def may_write(user, page: ModulePage) -> bool:
    """Who writes the module sees its key, and what its readers answered."""
    return is_editor(user) and page.permissions_for_user(user).can_edit()


def module_for(user, pk: int) -> ModulePage:
    """The module, for those who write it; 403 for others, 404 where there is none."""
    page = get_object_or_404(ModulePage, pk=pk)
    if not may_write(user, page):
        raise PermissionDenied
    return page


class ModuleView(WagtailAdminTemplateMixin):
    """A page about one module, `self.page`, below its form."""

    def dispatch(self, request, *args, pk: int, **kwargs):
        self.page = module_for(request.user, pk)
        return super().dispatch(request, *args, **kwargs)

    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_breadcrumbs_items(self):
        edit = {"url": self.edit_url(), "label": self.page.get_admin_display_title()}
        return [*super().get_breadcrumbs_items(), edit, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "page": self.page}


def way_in(page, user, view: type[ModuleView], name: str, priority: int) -> Iterator[Button]:
    """From a module's form, and from its line in the list, to a page about it."""
    if isinstance(page, ModulePage) and page.pk and may_write(user, page):
        address = reverse(name, args=[page.pk])
        yield Button(view.page_title, address, icon_name=view.header_icon, priority=priority)
