"""Lists in the editor without boxes to tick: `users_app` lets nothing be done to many rows. Pages to read one."""

from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.snippets.views import snippets

from training.admin_choosers import ChooserForReaders
from training.words import moment_words


class Moment(Component):
    """A point in time on the page to read a row, in the zone of the page. Nothing where there is none."""

    def __init__(self, at):
        self.at = at

    def render_html(self, parent_context=None):
        return moment_words(self.at) if self.at else ""


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
