"""All modules that can be taken."""

from dataclasses import replace

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.filters.modules import ModuleFilter
from training.queries.learning import catalog_rows, offered
from training.queries.my_facts import MyFacts
from training.queries.toward import InPlay
from training.views.person import for_practitioner, page_of


@for_practitioner
@require_safe
def catalog(request):
    """Modules with the reader's progress and what each counts toward, filtered by text, competency and state."""
    found = ModuleFilter(request.GET, queryset=offered(), request=request)
    page = page_of(request, found.qs)
    mine = InPlay(MyFacts(request.practitioner), request.today)
    rows = catalog_rows(request.practitioner, page.object_list)
    context = {
        "filter": found,
        "page_obj": page,
        "rows": [replace(each, toward=mine.of_module(each.module)) for each in rows],
        "counts_anywhere": bool(mine.targets),
        "any": offered().exists(),
    }
    return render(request, "training/learn/catalog.html", context)
