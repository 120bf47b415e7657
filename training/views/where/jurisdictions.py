"""Where dry needling is allowed: the map, the table, and a page for each jurisdiction."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from training.filters.where import JurisdictionFilter
from training.queries import checklist, find, versions, where
from training.queries.code_names import CodeNames
from training.queries.read_rule import answers_until, first_day, taken
from training.views.where.tiles import legend, tiles
from training.views.where.yours import yours


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    places = where.jurisdictions(request.today)
    entries = where.entries(places, request.today)
    drawn = tiles(entries)
    listed = JurisdictionFilter(request.GET, queryset=places, request=request)
    shown = {place.pk for place in listed.qs}
    context = {
        "tiles": drawn,
        "legend": legend(drawn),
        "filter": listed,
        "entries": [entry for entry in entries if entry.place.pk in shown],
        "total": len(entries),
        "adopted": sum(entry.rule is not None for entry in entries),
    }
    return render(request, "training/where/map.html", context)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    place = get_object_or_404(where.jurisdictions(request.today), code=code.upper())
    (entry,) = where.entries([place], request.today)
    version = where.version_on(place, request.today)
    context = {
        "entry": entry,
        "place": place,
        "seen": where.fields_seen(place),
        "version": version,
        "checklist": checklist.checklist_of(version, CodeNames()) if version else None,
        "taken": taken(entry.rule) if entry.rule else [],
        "first_day": first_day(entry.rule) if entry.rule else "",
        "answers_until": answers_until(entry.rule, request.today) if entry.rule else None,
        **versions.shown_at(place, request.today),
        "therapists": find.count_at(place, request.today),
        **yours(request, place),
    }
    return render(request, "training/where/jurisdiction.html", context)
