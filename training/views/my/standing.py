"""Where do I stand? The answer first, then the next step, what is missing, what ends."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from training.models import Jurisdiction
from training.queries.lines import lines_of, met_of
from training.queries.my_dates import coming_dates
from training.queries.my_standing import answer_parts, certifications, place_of, places
from training.queries.next_step import next_steps
from training.views.person import as_of, for_practitioner


@for_practitioner
@require_safe
def standing(request):
    """One line for each clinic, then the one next step and who must take it."""
    person, today = request.practitioner, request.today
    found, schemes = places(person, today), certifications(person, today)
    lead = found[0] if found else None
    lines = lines_of(person, lead.evaluation, reader="you") if lead else ()
    steps = next_steps(person, found, schemes, today)
    context = {
        "person": person,
        "places": found,
        "lead": lead,
        "answer": lead and answer_parts(lead, today, today),
        "lines": lines,
        "met": met_of(lines),
        "schemes": schemes,
        "steps": steps,
        "then": steps[1:],
        "dates": coming_dates(person, found, schemes, today),
        "asking": None if person.admitted_at else person.join_requests.select_related("clinic").last(),
    }
    return render(request, "training/my/standing.html", context)


@for_practitioner
@require_safe
def clearance(request, code):
    """May I practice there on any date, and why, line by line."""
    person, day = request.practitioner, as_of(request)
    jurisdiction = get_object_or_404(Jurisdiction, code=code)
    mine = {place.jurisdiction: place for place in places(person, day)}
    place = mine.get(jurisdiction) or place_of(person, jurisdiction, (), day)
    lines = lines_of(person, place.evaluation, reader="you")
    context = {
        "as_of": day,
        "place": place,
        "others": [each for each in mine.values() if each.jurisdiction != jurisdiction],
        "answer": answer_parts(place, day, request.today),
        "lines": lines,
        "met": met_of(lines),
        "unreadable": bool(request.GET.get("as_of")) and request.GET["as_of"] != day.isoformat(),
    }
    return render(request, "training/my/clearance.html", context)
