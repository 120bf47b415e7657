"""The transcript of one person as a page and as a file for a board: the same days, the same rows."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import redirect

from training.forms.transcript import PeriodForm
from training.models import Practitioner
from training.queries.organization import organization
from training.queries.transcript import Entry, Transcript, transcript
from training.views.csv import download

# What boards ask for of a course: Texas 22 TAC 341.3, Nevada NAC 640.420.
HEAD = ["Name", "Licenses", "Course", "Provider", "First day", "Last day", "Subject", "Delivery", "Minutes"]
HEAD += ["Contact hours", "Minutes counted", "Approval number", "Source", "State"]


def asked(request, person: Practitioner) -> PeriodForm:
    return PeriodForm(request.GET, practitioner=person)


def found_by(form: PeriodForm, person: Practitioner) -> Transcript:
    return transcript(person, organization().name, *form.days)


def page_context(request, person: Practitioner) -> dict:
    """What the page shows; with days that cannot be read, only why."""
    form = asked(request, person)
    return {
        "person": person,
        "licenses": licenses_of(person),
        "form": form,
        "found": found_by(form, person) if form.is_valid() else None,
        "days": form.days if form.is_valid() else (None, None),
        "organization": organization(),
        "query": request.GET.urlencode(),
    }


def csv(request, person: Practitioner, page: str) -> HttpResponse:
    """A row for each subject and mode of each course. Days that cannot be read lead back to the page, which says so."""
    form = asked(request, person)
    if not form.is_valid():
        return redirect(f"{page}?{request.GET.urlencode()}")
    return download(f"transcript-{request.today}.csv", HEAD, rows(person, found_by(form, person)))


def licenses_of(person: Practitioner) -> list[str]:
    """“Colorado PTL 18842”, each license by its place and number."""
    rows = person.licenses.current().select_related("jurisdiction")
    return [f"{row.jurisdiction} {row.number}" for row in rows]


def rows(person: Practitioner, found: Transcript) -> Iterator[list]:
    who = [person.full_name, "; ".join(licenses_of(person))]
    for entry in found.entries:
        yield from ([*who, *cells] for cells in lines_of(entry))


def lines_of(entry: Entry) -> Iterator[list]:
    course = [entry.title, entry.provider, entry.began_on, entry.on]
    about = [entry.approval, entry.source, entry.state]
    for line in entry.lines:
        amount = [line.minutes, f"{line.minutes / 60:.2f}", line.counted]
        yield [*course, line.subject_words, line.mode_words, *amount, *about]
    if not entry.lines:
        yield [*course, "", "", 0, "0.00", 0, *about]
