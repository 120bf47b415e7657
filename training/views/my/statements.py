"""Asking a supervisor for a statement that a board wants, and following what becomes of it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.actions import Refused
from training.actions import statement as actions
from training.forms.parts import refuse
from training.forms.statement import AskForm
from training.models import Statement
from training.queries.statements import asked_of_person, supervisors_of
from training.views.my.profile import status_of
from training.views.person import for_practitioner
from training.views.statement_page import RELATED, told


def own(request) -> QuerySet[Statement]:
    return Statement.objects.filter(practitioner=request.practitioner)


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Choose the statement and whom to ask."""
    person = request.practitioner
    asked, supervisors = asked_of_person(person, request.today), supervisors_of(person)
    initial = {"which": request.GET.get("which", ""), "supervisor": supervisors.first()}
    form = AskForm(request.POST or None, asked=asked, supervisors=supervisors, initial=initial)
    if request.method == "POST" and form.is_valid() and (row := asked_with(request, form)):
        messages.success(request, f"Asked. {row.supervisor} signs it next.")
        return redirect("my:statement", pk=row.pk)
    context = {"form": form, "asked": asked, "supervisors": supervisors.exists()}
    return render(request, "training/my/statement_new.html", context, status=status_of(form))


def asked_with(request, form: AskForm) -> Statement | None:
    which = form.cleaned_data["which"]
    try:
        return actions.ask(
            by=request.user,
            practitioner=request.practitioner,
            supervisor=form.cleaned_data["supervisor"],
            jurisdiction=which.jurisdiction,
            name=which.wording.name,
            now=request.now,
            today=request.today,
        )
    except Refused as refused:
        refuse(form, refused)
        return None


@for_practitioner
@require_safe
def statement(request, pk):
    """One statement: its words, and its signature once it is signed."""
    row = get_object_or_404(own(request).select_related(*RELATED), pk=pk)
    return render(request, "training/my/statement.html", told(row, request.today))


@for_practitioner
@require_POST
def withdraw(request, pk):
    """Take back one that nobody has signed."""
    row = get_object_or_404(own(request), pk=pk)
    try:
        actions.withdraw(by=request.user, statement=row, now=request.now)
        messages.success(request, "Withdrawn. It stays on record and counts for nothing.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("my:statement", pk=pk)
