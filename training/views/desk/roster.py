"""The roster as a page and as CSV: the same filters, the same date."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from training.evaluation.outcomes import Certification, Clearance
from training.filters.roster import RosterFilter
from training.models import Standing
from training.queries import roster, roster_lines
from training.queries.stale import refreshes
from training.views.access import desk_page
from training.views.as_of import given, is_unreadable, parsed, read_as_of
from training.views.csv import download
from training.views.paging import page_of_many
from training.words import CERTIFICATION_WORDS, CLEARANCE_WORDS

BATCH = 1000
NOT_THEN = "The roster is by what we know now. A practitioner’s file also says what was known on an earlier day."
HEAD = (
    "Record (one row for each person and jurisdiction)",
    "Name",
    "Name in lists",
    "Clinics",
    "Jurisdiction",
    "Clearance",
    "Open lines",
    "Provisional until",
    "Check due by",
    "Clearance until",
    "Scheme",
    "Certification",
    "Valid until",
    "Grace until",
    "Limited to",
    "License ends",
    "License end by",
    "Being computed again",
    "As of",
)


def faults(request, filterset: RosterFilter) -> list[str]:
    """What of the question is not answered: filters that cannot be read, and what was known on another day."""
    form = filterset.form
    said = [f"The filter “{form[name].label}” could not be read, so it is left out." for name in form.errors]
    return [*said, NOT_THEN] if request.GET.get("known_at") else said


def asked(request, aloud: bool = True) -> RosterFilter:
    as_of = read_as_of(request) if aloud else parsed(given(request)) or request.today
    return RosterFilter(request.GET, roster.people(request.user, as_of, request.today), user=request.user, as_of=as_of)


@require_safe
@desk_page
def page(request):
    filterset = asked(request)
    for words in faults(request, filterset):
        messages.error(request, words)
    shown = page_of_many(request, filterset.qs)
    lines = roster_lines.lines(shown, filterset.question)
    context = {
        "filterset": filterset,
        "question": filterset.question,
        "as_of": filterset.day,
        "page_obj": shown,
        "lines": lines,
        "refreshes": refreshes(),
        "stale": sum(line.stale for line in lines),
        "everybody": None if lines else roster.people(request.user, filterset.day, request.today).count(),
        "clearance_words": CLEARANCE_WORDS,
        "certification_words": CERTIFICATION_WORDS,
    }
    return render(request, "training/desk/roster.html", context)


@require_safe
@desk_page
def csv(request):
    """Everybody whom the filters find, however many: written in batches, so memory stays small.

    A date that is none, or a filter, leads back to the page, which says so: no file may answer what nobody asked.
    """
    filterset = asked(request, aloud=False)
    if is_unreadable(request) or faults(request, filterset):
        return redirect(f"{reverse('desk:roster')}?{request.GET.urlencode()}")
    return download(f"roster-{filterset.day}.csv", HEAD, rows(filterset))


def rows(filterset: RosterFilter):
    keys = list(filterset.qs.values_list("pk", flat=True))
    people = filterset.queryset.model.objects
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        found = people.in_bulk(batch)
        for line in roster_lines.lines([found[key] for key in batch if key in found], filterset.question):
            for clearance in line.clearances or [None]:
                yield cells(line, clearance, filterset.question)


def cells(line: roster_lines.Line, clearance: Standing | None, question: roster.Question) -> list:
    """One row: a person with the answer in one jurisdiction."""
    person, end = line.practitioner, line.license_end
    return [
        person.pk,
        person.full_name,
        person.sort_name,
        "; ".join(clinic.name for clinic in line.clinics),
        *clearance_cells(line, clearance),
        *certification_cells(line, question),
        end.on if end else "",
        "" if end is None else "Claim" if end.is_claimed else "Check",
        "Yes" if line.stale else "",
        question.as_of,
    ]


def clearance_cells(line: roster_lines.Line, row: Standing | None) -> list:
    if row is None:
        return [""] * 6
    last = roster_lines.ends_on(row)
    goes_stale = line.then.get(row.pk) == Clearance.CHECK_DUE
    return [
        row.jurisdiction.name,
        CLEARANCE_WORDS[row.outcome],
        roster_lines.open_lines(row),
        row.deadline if row.outcome == Clearance.PROVISIONAL else "",
        last if goes_stale else "",
        last if not goes_stale else "",
    ]


def certification_cells(line: roster_lines.Line, question: roster.Question) -> list:
    if question.scheme is None:
        return [""] * 5
    outcome = line.certification.outcome if line.certification else Certification.NONE
    grace = line.cycle.grace_until if outcome == Certification.GRACE else ""
    return [question.scheme, CERTIFICATION_WORDS[outcome], line.valid_until, grace, line.limit]
