"""One adverse event as its therapist and its managers read it, its report, and the files that leave with it."""

from collections.abc import Callable

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from training.actions import Refused
from training.actions import adverse as actions
from training.adverse_duty import ANSWERS
from training.forms.adverse import ReportForm
from training.forms.parts import refuse
from training.models import AdverseCare, AdverseEvent, Region
from training.queries.adverse import duty_for, report_of, steps_of, timer, versions_of
from training.queries.adverse_export import lines, sheet, words_of
from training.queries.organization import organization
from training.views.csv import download

SAID = dict(ANSWERS) | {"": "Not answered"}


def newest(rows, pk: int) -> AdverseEvent | None:
    """The version in force of the event that `pk` is a version of, if it is among `rows`."""
    asked = rows.filter(pk=pk).first()
    if asked is None:
        return None
    same = rows.filter(pk=asked.first_pk) | rows.filter(original=asked.first_pk)
    return same.current().select_related("practitioner", "clinic", "jurisdiction", "session").first()


def event_context(request, event: AdverseEvent) -> dict:
    """What both pages show of an event."""
    return {
        "event": event,
        "facts": facts_of(event),
        "elements": answers_of(event),
        "timer": timer(event, request.today),
        "duty": duty_for(event),
        "report": report_of(event),
        "steps": steps_of(event),
        "earlier": [(row, facts_of(row), answers_of(row)) for row in versions_of(event)],
    }


def facts_of(event: AdverseEvent) -> list[tuple[str, str]]:
    return [
        ("What happened", event.get_kind_display()),
        ("How bad", event.get_grade_display()),
        ("Where the needle was", "; ".join(words_of(Region, event.regions)) or "Not said"),
        ("What was done", "; ".join(words_of(AdverseCare, event.care))),
        ("How it is", event.get_outcome_display()),
    ]


def answers_of(event: AdverseEvent) -> list[tuple[str, str]]:
    return [(each["question"], SAID[each["answer"]]) for each in event.elements]


def reported(request, event: AdverseEvent, form: ReportForm) -> bool:
    """Write down that the board was told; what is wrong stands in the form."""
    if not form.is_valid():
        return False
    given = {"event": event, "given": form.cleaned_data, "now": request.now, "today": request.today}
    try:
        actions.report(by=request.user, **given)
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def printed(request, event: AdverseEvent, back: str) -> HttpResponse:
    """A sheet to print, without screens around it."""
    context = {"event": event, "sections": sections(event), "organization": organization(), "back": back}
    return render(request, "training/adverse/print.html", context)


def sections(event: AdverseEvent) -> list[tuple[str, list]]:
    found: dict[str, list] = {}
    for section, name, value in lines(sheet(event)):
        found.setdefault(section, []).append((name, value))
    return list(found.items())


def exported(request, event: AdverseEvent, as_file: Callable[[AdverseEvent], HttpResponse]) -> HttpResponse:
    """The file, once it is written down that it leaves."""
    actions.export(by=request.user, event=event, now=request.now)
    return as_file(event)


def as_csv(event: AdverseEvent) -> HttpResponse:
    return download(f"adverse-event-{event.first_pk}.csv", ["Section", "Name", "Value"], lines(sheet(event)))


def as_json(event: AdverseEvent) -> HttpResponse:
    response = JsonResponse(sheet(event), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = f'attachment; filename="adverse-event-{event.first_pk}.json"'
    return response
