"""Wagtail's lists to choose a row from ask nobody who they are; ours answer those who may read the rows."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser

from training.keys import key_in

READ = ["add", "change", "view"]


class ForReaders:
    def dispatch(self, request, *args, **kwargs):
        if not policy_registry.get_by_type(self.model_class).user_has_any_permission(request.user, READ):
            raise PermissionDenied
        if any(key_in(unquote(key)) is None for key in asked_for(request, kwargs)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


def asked_for(request, named: dict) -> list[str]:
    """The keys of rows that an address names, one or several; Wagtail would stumble over what is none."""
    return [*([named["pk"]] if "pk" in named else []), *request.GET.getlist("id")]


def for_readers(view: type) -> type:
    return type(view.__name__, (ForReaders, view), {})


class ChooserForReaders(chooser.SnippetChooserViewSet):
    choose_view_class = for_readers(chooser.ChooseView)
    choose_results_view_class = for_readers(chooser.ChooseResultsView)
    chosen_view_class = for_readers(chooser.SnippetChosenView)
    chosen_multiple_view_class = for_readers(chooser.SnippetChosenMultipleView)
    create_view_class = for_readers(chooser.SnippetCreateView)
