"""The log of sessions for a board: what will be in it, and on POST the file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from certificates.models import LogExport
from certificates.session_log.export import says_the_same, take_out
from certificates.session_log.forms import LogForm
from certificates.views.refusals import refusals
from training.models import Practitioner
from training.queries.session_log_content import session_log
from training.views.access import desk_page
from training.views.desk.practitioner import find
from training.views.person import for_practitioner, page_of

LATELY = 10
TYPES = {"pdf": "application/pdf", "csv": "text/csv", "totals": "text/csv", "json": "application/json"}
ENDINGS = {"totals": "-totals.csv"}


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request):
    """One's own."""
    return answer(request, request.practitioner, "certificates/log/mine.html")


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def theirs(request, pk: int):
    """That of somebody whom the manager may see."""
    return answer(request, find(request, pk), "certificates/log/theirs.html")


def answer(request, person: Practitioner, template: str) -> HttpResponse:
    """The page; on POST the file of the question in the address."""
    form = LogForm(request.GET, practitioner=person, today=request.today)
    if request.method == "POST" and form.is_valid():
        made = file_of(request, form)
        if made:
            return attachment(made)
    log = session_log(form.asked, request.today) if form.is_valid() else None
    context = {
        "person": person,
        "form": form,
        "log": log,
        "page_obj": page_of(request, log.entries) if log else None,
        "query": request.GET.urlencode(),
        "forms": LogExport.Form.choices,
        "taken": LogExport.objects.filter(practitioner=person).select_related("made_by__practitioner", "jurisdiction")[
            :LATELY
        ],
        "checked": checked(request, person),
    }
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def file_of(request, form: LogForm):
    """The file, or None with the reason in the form."""
    kind = request.POST.get("form", "")
    if kind not in LogExport.Form.values:
        messages.error(request, "Choose what to download: the PDF, a CSV file or the content.")
        return None
    with refusals(form):
        return take_out(by=request.user, asked=form.asked, form=kind, now=request.now, today=request.today)
    return None


def attachment(made) -> HttpResponse:
    row = made.row
    ending = ENDINGS.get(row.form, f".{row.form}")
    response = HttpResponse(made.content, content_type=TYPES[row.form])
    name = f"sessions-{row.made_at:%Y-%m-%d}-{row.content_sha256[:12]}{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def checked(request, person: Practitioner) -> dict | None:
    """What becomes of a number typed from a log: found or not, and whether the records still say the same."""
    number = "".join(request.GET.get("sha256", "").lower().split())
    if not number:
        return None
    rows = LogExport.objects.filter(practitioner=person).select_related("jurisdiction", "license", "practitioner")
    row = rows.filter(content_sha256=number).first() or rows.filter(file_sha256=number).first()
    return {"number": number, "row": row, "same": says_the_same(row) if row else None}
