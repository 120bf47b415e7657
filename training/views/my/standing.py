"""Where do I stand? The answer first, then the next step, what is missing, what ends."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from training.models import Jurisdiction
from training.queries.lines import lines_of, met_of
from training.queries.my_answer import answer_parts
from training.queries.my_dates import coming_dates
from training.queries.my_facts import MyFacts
from training.queries.my_standing import certifications, place_of, places
from training.queries.next_step import next_steps
from training.queries.proofs import proofs_in
from training.queries.waits import waits_of
from training.views.person import as_of, for_practitioner

MEANWHILE = "Until then you can learn and add licenses and other records."


@for_practitioner
@require_safe
def standing(request):
    """One line for each clinic, then the one next step and who must take it."""
    person, today = request.practitioner, request.today
    known = MyFacts(person)
    found, schemes = places(known, today), certifications(known, today)
    lead = found[0] if found else None
    lines = drawn(known, lead) if lead else ()
    steps = next_steps(known, found, schemes, today)
    asking = None if person.admitted_at else person.join_requests.select_related("clinic").last()
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
        "dates": coming_dates(known.records, found, schemes, today),
        "asking": asking,
        "admission": asking and f"{asking.clinic} has your request, and a compliance manager decides. {MEANWHILE}",
    }
    return render(request, "training/my/standing.html", context)


def drawn(known: MyFacts, asked) -> tuple:
    """The lines of a place or a scheme, with what counts in each and what waits for others."""
    proofs, waits = proofs_in(known.records), waits_of(known.records, asked.evaluation, asked.hoped)
    return lines_of(known.practitioner, asked.evaluation, reader="you", known=proofs, waits=waits)


@for_practitioner
@require_safe
def clearance(request, code):
    """May I practice there on any date, and why, line by line."""
    known, day = MyFacts(request.practitioner), as_of(request)
    jurisdiction = get_object_or_404(Jurisdiction, code=code)
    mine = {place.jurisdiction: place for place in places(known, day)}
    place = mine.get(jurisdiction) or place_of(known, jurisdiction, (), day)
    lines = drawn(known, place)
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
