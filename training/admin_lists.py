"""Lists in the editor without boxes to tick: `users_app` lets nothing be done to many rows at once."""

from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.snippets.views import snippets

from training.admin_choosers import ChooserForReaders


class WithoutBoxes:
    """Goes before Wagtail's view of a list."""

    @property
    def columns(self):
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class ListRows(WithoutBoxes, snippets.IndexView):
    pass


class RowViewSet(snippets.SnippetViewSet):
    """What our snippets share: a list without boxes, a page to read a row, and no deletion."""

    index_view_class = ListRows
    inspect_view_enabled = True
    copy_view_enabled = False
    chooser_viewset_class = ChooserForReaders
    list_per_page = 60
