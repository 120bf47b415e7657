"""One statement of a supervisor, to read. Nobody signs for a supervisor."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from training.models import Statement
from training.views.access import desk_page
from training.views.statement_page import RELATED, told


@require_safe
@desk_page
def item(request, pk: int):
    rows = Statement.objects.visible_to(request.user).select_related(*RELATED)
    return render(request, "training/desk/statement.html", told(get_object_or_404(rows, pk=pk), request.today))
