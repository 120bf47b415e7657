"""What the sessions of a person cover, as the therapist, the desk and a supervisor see it."""

from django.db.models import QuerySet
from django.http import HttpRequest

from training.evaluation.coverage import heat_bounds
from training.filters.coverage import CoverageFilter
from training.models import Practitioner, SupervisedSession
from training.queries.coverage import Coverage, tally
from training.queries.coverage_words import items_of
from training.queries.my_facts import MyFacts
from training.views.supervise.heat import heat_figures


def covered(request: HttpRequest, person: Practitioner) -> dict:
    """All of a page about this person: what rules ask, the body map, competencies, what comes next."""
    coverage = Coverage(MyFacts(person), request.today)
    rows = SupervisedSession.objects.current().filter(practitioner=person)
    return {"groups": coverage.groups, "next": items_of(coverage.next), **mapped(request, person, rows)}


def mapped(request: HttpRequest, person: Practitioner, rows: QuerySet[SupervisedSession]) -> dict:
    """The body map and the competencies of these sessions of a person, as far as the filter lets them through."""
    found = CoverageFilter(request.GET, rows, request=request)
    waiting = found.with_waiting
    counted = tally(found.qs, waiting)
    regions = counted.fewest_first(counted.regions, waiting)
    heats = {each.code: each.shown(waiting) for each in regions}
    most = max(heats.values())
    return {
        "person": person,
        "filter": found,
        "tally": counted,
        "with_waiting": waiting,
        "total": counted.signed + (counted.waiting if waiting else 0),
        "regions": regions,
        "regions_covered": sum(map(bool, heats.values())),
        "competencies": counted.fewest_first(counted.competencies, waiting),
        "competencies_covered": sum(bool(each.shown(waiting)) for each in counted.competencies),
        "figures": heat_figures(heats),
        "legend": list(enumerate(heat_bounds(most))),
        "filtered": bool(request.GET.get("since") or request.GET.get("until")),
    }
