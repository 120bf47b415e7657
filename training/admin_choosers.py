"""Wagtail's lists to choose a row from ask nobody who they are; ours answer those who may read the rows."""

from django.core.exceptions import PermissionDenied
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser

READ = ["add", "change", "view"]


class ForReaders:
    def dispatch(self, request, *args, **kwargs):
        if not policy_registry.get_by_type(self.model_class).user_has_any_permission(request.user, READ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def for_readers(view: type) -> type:
    return type(view.__name__, (ForReaders, view), {})


class ChooserForReaders(chooser.SnippetChooserViewSet):
    choose_view_class = for_readers(chooser.ChooseView)
    choose_results_view_class = for_readers(chooser.ChooseResultsView)
    chosen_view_class = for_readers(chooser.SnippetChosenView)
    chosen_multiple_view_class = for_readers(chooser.SnippetChosenMultipleView)
    create_view_class = for_readers(chooser.SnippetCreateView)
