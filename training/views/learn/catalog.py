"""All modules that can be taken."""

from dataclasses import replace

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.filters.modules import ModuleFilter
from training.models import Practitioner
from training.queries.curricula import Course, courses, in_catalog
from training.queries.learning import CatalogRow, catalog_rows, offered
from training.queries.my_facts import MyFacts
from training.queries.prerequisites import before_each, keys_before
from training.queries.toward import InPlay
from training.views.person import for_practitioner, page_of


@for_practitioner
@require_safe
def catalog(request):
    """Modules with the reader's progress and what each counts toward, filtered, and the curricula above them."""
    found = ModuleFilter(request.GET, queryset=offered(), request=request)
    page = page_of(request, found.qs)
    mine = InPlay(MyFacts(request.practitioner), request.today)
    rows = with_first(request.practitioner, catalog_rows(request.practitioner, page.object_list))
    context = {
        "filter": found,
        "page_obj": page,
        "rows": [replace(each, toward=mine.of_module(each.module)) for each in rows],
        "counts_anywhere": bool(mine.targets),
        "any": offered().exists(),
        **above(request, found),
    }
    return render(request, "training/learn/catalog.html", context)


def with_first(practitioner: Practitioner, rows: list[CatalogRow]) -> list[CatalogRow]:
    """Each row with what is still to be completed before its quiz."""
    first = before_each(practitioner, {row.module.pk: keys_before(row.module, row.revision) for row in rows})
    return [replace(row, first=[each for each in first[row.module.pk] if each.blocks]) for row in rows]


def above(request, found: ModuleFilter) -> dict[str, list[Course] | Course | None]:
    """The curriculum that was chosen; all of them where nothing was."""
    chosen = found.form.cleaned_data.get("curriculum") if found.form.is_valid() else ""
    if chosen:
        mine = courses(request.practitioner, in_catalog().filter(slug=chosen)[:1])
        return {"course": mine[0] if mine else None}
    shown = [] if any(request.GET.values()) else in_catalog()
    return {"courses": [each for each in courses(request.practitioner, shown) if each.total]}
