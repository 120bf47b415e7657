"""Where do I stand? The answer first, then the next step, what is missing, what ends."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from training.models import Jurisdiction
from training.queries.all_rules import researched
from training.queries.clearances import Clearing, rules_behind
from training.queries.doors import acts_of
from training.queries.license_steps import renewal_waits
from training.queries.lines import lines_of
from training.queries.my_answer import Law, answer_parts, limits
from training.queries.my_dates import coming_dates
from training.queries.my_facts import MyFacts
from training.queries.my_standing import Place, certifications, place_of, places
from training.queries.next_step import next_steps
from training.queries.proofs import proofs_in
from training.queries.uncounted import uncounted
from training.queries.waits import waits_of
from training.views.asked import Asked, read
from training.views.person import for_practitioner

MEANWHILE = "Until then you can learn and add licenses and other records."


@for_practitioner
@require_safe
def standing(request):
    """One line for each clinic, then the one next step and who must take it.

    For another day, or by earlier knowledge, only the answers: what is to be done is a matter of today.
    """
    person, asked = request.practitioner, read(request)
    known = MyFacts(person, asked.known_at)
    found, schemes = places(known, asked.as_of), certifications(known, asked.as_of)
    asking = None if person.admitted_at else person.join_requests.select_related("clinic").last()
    context = {
        "person": person,
        "asked": asked,
        "places": found,
        "lead": None,
        "schemes": schemes,
        "asking": asking,
        "admission": asking and f"{asking.clinic} has your request, and a compliance manager decides. {MEANWHILE}",
    }
    if found:
        context |= led(known, found[0], asked) | {"limits": limits(schemes)}
    if asked.is_now:
        steps = next_steps(known, found, schemes, request.today)
        context |= {"steps": steps, "then": steps[1:]}
        context["dates"] = coming_dates(known.records, found, schemes, request.today)
    return render(request, "training/my/standing.html", context)


def led(known: MyFacts, place: Place, asked: Asked) -> dict:
    """What a page says of the place that it is about."""
    shown, person = clearing(known, place), known.practitioner
    research = None if shown.rule or asked.known_at else researched(place.jurisdiction, person.profession, asked.as_of)
    law = Law(shown.rule, research, person.get_profession_display())
    answer = answer_parts(place, asked.as_of, asked.today, asked.known_words, law)
    return {"lead": place, "answer": answer, "clearing": shown}


def clearing(known: MyFacts, place: Place) -> Clearing:
    """The clearance as the person reads it, with what counts in each line and what waits for others."""
    rule = rules_behind([place.evaluation]).get(place.evaluation.rule)
    return Clearing(place.jurisdiction, place.evaluation, place.reason, rule, drawn(known, place))


def drawn(known: MyFacts, asked) -> tuple:
    """The lines of a place or a scheme, with what counts in each and what waits for others."""
    proofs, waits = proofs_in(known.records), waits_of(known.records, asked.evaluation, asked.hoped)
    place = asked.jurisdiction if isinstance(asked, Place) else None
    waits |= renewal_waits(known.records, asked) if place else {}
    person, acts = known.practitioner, {} if known.known_at else acts_of(known, asked)
    acts = {id: act for id, act in acts.items() if id not in waits or not waits[id].is_all}
    left_out = uncounted(known.records, known.counted, asked.nodes, asked.evaluation)
    shared = {"known": proofs, "waits": waits, "place": place, "acts": acts, "uncounted": left_out}
    return lines_of(person, asked.evaluation, reader="you", **shared)


@for_practitioner
@require_safe
def clearance(request, code):
    """May I practice there on any date, as known at any time, and why, line by line."""
    asked = read(request)
    known = MyFacts(request.practitioner, asked.known_at)
    jurisdiction = get_object_or_404(Jurisdiction, code=code)
    mine = {place.jurisdiction: place for place in places(known, asked.as_of)}
    place = mine.get(jurisdiction) or place_of(known, jurisdiction, (), asked.as_of)
    context = {
        "asked": asked,
        "as_of": asked.as_of,
        "others": [each for each in mine.values() if each.jurisdiction != jurisdiction],
        **led(known, place, asked),
    }
    return render(request, "training/my/clearance.html", context)
