"""What if: the question about a draft, its progress, its result and the file of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from training.actions import Refused
from training.actions import whatif as actions
from training.filters.whatif import WhatIfFilter, ranked
from training.forms.parts import refuse
from training.forms.whatif import WhatIfForm
from training.models import WhatIf, WhatIfChange
from training.queries import whatif
from training.queries.roster import current_assignments
from training.views.access import desk_page
from training.views.csv import download
from training.views.paging import page_of
from training.views.posting import posted_from
from training.words import CERTIFICATION_WORDS, CLEARANCE_WORDS

RECENT = 10
BATCH = 500
WORDS = CLEARANCE_WORDS | CERTIFICATION_WORDS
DIRECTIONS = dict(WhatIfChange.Direction.choices)
LINES = {"missing": "Missing: {}", "met": "No longer missing: {}", "scope": "{}"}
HEAD = (
    "Record",
    "Name",
    "Name in lists",
    "Clinics",
    "Jurisdiction or scheme",
    "Change",
    "Before",
    "Before until",
    "After",
    "After until",
    "What makes the difference",
    "Draft",
    "As of",
)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def index(request):
    """The question; `?draft=rule-5` chooses a draft beforehand."""
    form = WhatIfForm(request.POST or None, initial=first(request))
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask(by=request.user, now=request.now, **form.cleaned_data)
            return redirect("desk:what_if_result", asked.pk)
        except Refused as refused:
            refuse(form, refused)
    recent = whatif.of_user(request.user).filter(asked_by=request.user)[:RECENT]
    return render(request, "training/desk/what_if.html", {"form": form, "recent": recent})


def first(request) -> dict:
    """What the form opens with: the draft of the address, on its first day or today."""
    draft = whatif.draft_of(request.GET.get("draft", ""))
    if draft is None:
        return {"as_of": request.today}
    starts_on = whatif.first_day(draft, request.today)
    return {"draft": whatif.key_of(draft), "as_of": max(starts_on, request.today)}


def question(request, pk: int) -> WhatIf:
    return get_object_or_404(whatif.of_user(request.user), pk=pk)


@require_safe
@desk_page
def result(request, pk: int):
    """The answer once it is whole; before that, how far it is."""
    asked = question(request, pk)
    if asked.state != WhatIf.State.DONE:
        return render(request, "training/desk/what_if_wait.html", {"asked": asked, "key": whatif.key_of(asked.draft)})
    filterset = filtered(request, asked)
    shown = page_of(request, filterset.qs)
    context = {
        "asked": asked,
        "key": whatif.key_of(asked.draft),
        "tally": whatif.tally(asked, request.user),
        "clinics": whatif.by_clinic(asked, request.user),
        "changed": whatif.what_changed(asked),
        "may_ask_again": whatif.is_draft(asked.draft),
        "filterset": filterset,
        "page_obj": shown,
        "rows": with_clinics(asked, shown),
    }
    return render(request, "training/desk/what_if_result.html", context)


def filtered(request, asked: WhatIf) -> WhatIfFilter:
    """The changes, of people whom the reader may still see."""
    rows = WhatIfChange.objects.visible_to(request.user).filter(what_if=asked)
    rows = ranked(rows.select_related("practitioner", "jurisdiction"))
    return WhatIfFilter(request.GET, rows, user=request.user, day=asked.as_of)


def with_clinics(asked: WhatIf, rows) -> list[tuple[WhatIfChange, list[str]]]:
    """Each change with the clinics where the person works on the day; as many queries for one as for fifty."""
    found = {row.practitioner_id: {} for row in rows}
    here = current_assignments(asked.as_of).filter(practitioner__in=found).select_related("clinic")
    for assignment in here.order_by("clinic__name"):
        found[assignment.practitioner_id][assignment.clinic_id] = assignment.clinic.name
    return [(row, list(found[row.practitioner_id].values())) for row in rows]


@require_safe
@desk_page
def progress(request, pk: int):
    """How far a question is; a page that watches it is loaded anew once it is over."""
    asked = question(request, pk)
    if asked.state != WhatIf.State.COMPUTING and request.htmx:
        return HttpResponseClientRefresh()
    if not request.htmx:
        return redirect("desk:what_if_result", pk)
    return render(request, "training/desk/_what_if_progress.html", {"asked": asked})


@posted_from("desk:what_if_result")
@desk_page
def cancel(request, pk: int):
    asked = question(request, pk)
    try:
        actions.cancel(by=request.user, what_if=asked, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:what_if_result", pk)


@require_safe
@desk_page
def csv(request, pk: int):
    """Everybody whom the filters find. An answer that is not whole leads back to its page."""
    asked = question(request, pk)
    if asked.state != WhatIf.State.DONE:
        return redirect("desk:what_if_result", pk)
    name = f"what-if-{whatif.key_of(asked.draft)}-{asked.as_of}.csv"
    return download(name, HEAD, cells_of(asked, filtered(request, asked).qs))


def cells_of(asked: WhatIf, rows):
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        found = rows.in_bulk(batch)
        for row, clinics in with_clinics(asked, [found[key] for key in batch if key in found]):
            yield cells(asked, row, clinics)


def cells(asked: WhatIf, row: WhatIfChange, clinics: list[str]) -> list:
    person = row.practitioner
    return [
        person.pk,
        person.full_name,
        person.sort_name,
        "; ".join(clinics),
        row.jurisdiction or asked.version.scheme,
        DIRECTIONS[row.direction],
        WORDS[row.before],
        row.before_deadline or "",
        WORDS[row.after],
        row.after_deadline or "",
        "; ".join(line_words(line) for line in row.lines),
        asked.draft,
        asked.as_of,
    ]


def line_words(line: dict) -> str:
    """A line that makes the difference, in one cell."""
    return LINES[line["state"]].format(": ".join(filter(None, [line["label"], line["words"]])))
