"""The roster as a page and as CSV: the same filters, the same date."""

from datetime import date

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.evaluation.dates import OPEN
from training.filters.roster import RosterFilter
from training.models import Standing
from training.queries import roster
from training.views.access import desk_page
from training.views.as_of import read_as_of
from training.views.csv import download
from training.views.paging import page_of
from training.words import CERTIFICATION_WORDS, CLEARANCE_WORDS

BATCH = 1000
HEAD = (
    "Record",
    "Name",
    "Name in lists",
    "Clinics",
    "Clearance",
    "Jurisdiction",
    "Clearance until",
    "Scheme",
    "Certification",
    "Valid until",
    "License ends",
    "License end by",
    "As of",
)


def asked(request) -> RosterFilter:
    as_of = read_as_of(request)
    return RosterFilter(request.GET, roster.people(request.user, as_of), user=request.user, as_of=as_of)


@require_safe
@desk_page
def page(request):
    filterset = asked(request)
    shown = page_of(request, filterset.qs)
    lines = roster.lines(shown, filterset.question)
    context = {
        "filterset": filterset,
        "question": filterset.question,
        "as_of": filterset.day,
        "page_obj": shown,
        "lines": lines,
        "stale": sum(line.stale for line in lines),
        "everybody": None if lines else roster.people(request.user, filterset.day).count(),
        "clearance_words": CLEARANCE_WORDS,
        "certification_words": CERTIFICATION_WORDS,
    }
    return render(request, "training/desk/roster.html", context)


@require_safe
@desk_page
def csv(request):
    """Everybody whom the filters find, however many: written in batches, so memory stays small."""
    filterset = asked(request)
    return download(f"roster-{filterset.day}.csv", HEAD, rows(filterset))


def rows(filterset: RosterFilter):
    keys = list(filterset.qs.values_list("pk", flat=True))
    people = filterset.queryset.model.objects
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        found = people.in_bulk(batch)
        for line in roster.lines([found[key] for key in batch if key in found], filterset.question):
            yield cells(line, filterset.question)


def cells(line: roster.Line, question: roster.Question) -> list:
    clearance, certification = line.clearance, line.certification
    return [
        line.practitioner.pk,
        line.practitioner.full_name,
        line.practitioner.sort_name,
        "; ".join(clinic.name for clinic in line.clinics),
        CLEARANCE_WORDS[clearance.outcome] if clearance else "",
        clearance.jurisdiction.code if clearance else "",
        last_day(clearance),
        question.scheme or "",
        CERTIFICATION_WORDS[certification.outcome if certification else "none"] if question.scheme else "",
        certification.deadline if certification else "",
        line.license_end.on if line.license_end else "",
        "" if line.license_end is None else "Claim" if line.license_end.is_claimed else "Check",
        question.as_of,
    ]


def last_day(clearance: Standing | None) -> date | str:
    """The last day of the answer; empty while nothing ends it."""
    return clearance.ends_on if clearance and clearance.ends_on < OPEN else ""
