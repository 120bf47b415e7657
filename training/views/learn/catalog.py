"""All modules that can be taken."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.filters.modules import ModuleFilter
from training.queries.learning import catalog_rows, offered
from training.views.person import for_practitioner, page_of


@for_practitioner
@require_safe
def catalog(request):
    """Modules with the reader's progress, filtered by text, competency and state."""
    found = ModuleFilter(request.GET, queryset=offered(), request=request)
    page = page_of(request, found.qs)
    context = {
        "filter": found,
        "page_obj": page,
        "rows": catalog_rows(request.practitioner, page.object_list),
        "any": offered().exists(),
    }
    return render(request, "training/learn/catalog.html", context)
