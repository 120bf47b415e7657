"""Statements for a board: what this supervisor is asked for, begins, signs or returns."""

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from training.actions import Refused
from training.actions import statement as actions
from training.actions.sign import Changed
from training.filters.supervise import trainees_signed
from training.forms.parts import refuse
from training.forms.statement import AskForm, SendBackForm, StateForm
from training.models import Practitioner, Statement, StatementState
from training.permissions import record_of
from training.queries.statements import asked_of_person, log_of
from training.views.access import supervisor_page
from training.views.paging import page_of
from training.views.posting import posted_from
from training.views.proof import other_way, proof_with, recent_proof
from training.views.statement_page import RELATED, told


def own(request) -> QuerySet[Statement]:
    return Statement.objects.filter(supervisor=record_of(request.user)).select_related(*RELATED)


@require_safe
@supervisor_page
def statements(request):
    """Those that wait first, then the newest."""
    rows = own(request)
    context = {
        "waiting": rows.filter(state=StatementState.ASKED).order_by("recorded_at", "pk"),
        "page_obj": page_of(request, rows.exclude(state=StatementState.ASKED)),
        "trainees": trainees_signed(record_of(request.user)),
    }
    return render(request, "training/supervise/statements.html", context)


@supervisor_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Begin one without being asked: for a trainee whose sessions this supervisor signed."""
    supervisor = record_of(request.user)
    given = request.GET.get("practitioner", "")
    trainees = trainees_signed(supervisor)
    person = get_object_or_404(trainees, pk=given if given.isdecimal() and len(given) < 19 else 0)
    asked = asked_of_person(person, request.today)
    form = AskForm(request.POST or None, asked=asked, supervisors=None)
    if request.method == "POST" and form.is_valid() and (row := begun(request, form, person, supervisor)):
        return redirect("supervise:statement", pk=row.pk)
    logs = [(each, log_of(person, supervisor, each.sessions, request.today)) for each in asked]
    context = {"form": form, "person": person, "logs": logs}
    return render(request, "training/supervise/statement_new.html", context)


def begun(request, form: AskForm, person: Practitioner, supervisor: Practitioner) -> Statement | None:
    which = form.cleaned_data["which"]
    given = {"jurisdiction": which.jurisdiction, "name": which.wording.name}
    who = {"by": request.user, "practitioner": person, "supervisor": supervisor}
    try:
        return actions.ask(**who, **given, now=request.now, today=request.today)
    except Refused as refused:
        refused.field = None  # the supervisor is no field of this form
        refuse(form, refused)
        return None


@require_safe
@supervisor_page
def statement(request, pk: int):
    return page(request, get_object_or_404(own(request), pk=pk))


@posted_from("supervise:statement")
@supervisor_page
def sign_statement(request, pk: int):
    """Sign the words that were shown, once who signs is proven."""
    row = get_object_or_404(own(request), pk=pk)
    form = StateForm(request.POST)
    if not form.is_valid():
        return page(request, row, sign_form=form, status=400)
    if (proof := proof_with(request, form)) is None:
        return page(request, row, sign_form=form)
    given = {"content_hash": form.cleaned_data["content_hash"], "proof": proof.method, "proved_at": proof.at}
    try:
        actions.sign(by=request.user, statement=row, **given, now=request.now, today=request.today)
    except Refused as refused:
        return refusal(request, pk, refused)
    messages.success(request, f"Signed. {row.practitioner} is told, and it counts from today.")
    return redirect("supervise:statement", pk=pk)


@posted_from("supervise:statement")
@supervisor_page
def return_statement(request, pk: int):
    """Return it unsigned, with the reason; one that the supervisor began is taken back."""
    row = get_object_or_404(own(request), pk=pk)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return page(request, row, return_form=form)
    try:
        actions.send_back(by=request.user, statement=row, now=request.now, **form.cleaned_data)
    except Refused as refused:
        return refusal(request, pk, refused)
    messages.success(request, f"Returned to {row.practitioner}.")
    return redirect("supervise:statements")


def refusal(request, pk: int, refused: Refused):
    """The reason above the statement as it is now."""
    tell = messages.warning if isinstance(refused, Changed) else messages.error
    tell(request, str(refused))
    return page(request, get_object_or_404(own(request), pk=pk), status=409)


def page(request, row: Statement, sign_form=None, return_form=None, status: int = 200):
    context = told(row, request.today)
    context |= {"meaning": actions.MEANING, "proven": recent_proof(request)}
    context |= {"other_way": other_way(request, request.path.removesuffix("sign/").removesuffix("return/"))}
    seen = {"content_hash": context["draft"].content_hash} if context.get("draft") else {}
    errors = sign_form.errors.get("password", []) if sign_form else []
    context["sign_form"], context["return_form"] = StateForm(initial=seen), return_form or SendBackForm()
    context["wrong"] = errors[0] if errors else ""
    return render(request, "training/supervise/statement.html", context, status=status)
