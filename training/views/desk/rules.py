"""The desk's rules: the list, adopting a draft, reading a version."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.actions import Refused
from training.actions import rule as actions
from training.actions.rule_answers import requirements_with, stage_with
from training.filters.rule import RuleFilter
from training.forms.rule import AdoptionForm
from training.models import PracticeRule
from training.permissions import may_adopt, may_enter_desk
from training.queries import desk_rules
from training.queries.checklist import checklist_of_rule
from training.queries.code_names import CodeNames
from training.queries.drafts import digest_of
from training.queries.where import fields_seen
from training.rule_fields import LABELS, Answer
from training.rule_fields import words as answer_words
from training.views.desk.schemes import shown_policy

PER_PAGE = 30


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    may_enter_desk(request.user).enforce()
    found = RuleFilter(request.GET, queryset=desk_rules.rules(), request=request)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    words = CodeNames()
    context = {
        "filter": found,
        "page": page,
        "rows": [(rule, desk_rules.unknowns(rule)) for rule in page],
        "policies": [shown_policy(policy, words) for policy in desk_rules.all_policies()],
    }
    return render(request, "training/desk/rules.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with the form that adopts it; any other version to read."""
    may_adopt(request.user).enforce()
    rule = get_object_or_404(desk_rules.rules(), pk=pk)
    if rule.state != PracticeRule.State.DRAFT:
        if request.method == "POST":
            messages.error(request, "This version is no draft any more, so it stays as it is.")
            return redirect("desk:rule", pk)
        return render(request, "training/desk/rule.html", about(rule))
    form, digest = AdoptionForm(request.POST or None, rule=rule, today=request.today), digest_of(rule)
    if request.method == "POST" and form.is_valid() and (done := answered(request, rule, form)):
        return done
    context = {**about(rule), "form": form, "digest": digest, "edit_url": edit_url(rule)}
    context["seen"] = fields_seen(rule.jurisdiction)
    return render(request, "training/desk/rule_adopt.html", context)


def answered(request: HttpRequest, rule: PracticeRule, form: AdoptionForm) -> HttpResponse | None:
    """Adopt, or only show what the answers make; None where the page is to be shown again."""
    try:
        if "preview" in request.POST:
            show(rule, form.values())
            return None
        seen = request.POST.get("seen_digest", "")
        actions.adopt(by=request.user, rule=rule, now=request.now, today=request.today, seen=seen, **form.values())
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return None
    messages.success(request, f"Adopted. {rule.jurisdiction} is decided by this version from its first day on.")
    return redirect("desk:rule", rule.pk)


def show(rule: PracticeRule, values: dict) -> None:
    """Put the answers into the draft that the page shows, without saving it."""
    stage = stage_with(rule, values.get("provisional_hours"), values.get("provisional_months"))
    rule.requirements = requirements_with(rule, values["answers"])
    for name, value in stage.items():
        setattr(rule, name, value)


def about(rule: PracticeRule) -> dict:
    """What both pages of a rule show."""
    return {
        "rule": rule,
        "place": rule.jurisdiction,
        "checklist": checklist_of_rule(rule, CodeNames()),
        "history": desk_rules.history(rule),
        "policies": desk_rules.policies_of(rule),
        "read": [
            (LABELS[key], answer_words(key, Answer(**said)), said["read_where"])
            for key, said in rule.read_where.items()
        ],
    }


def edit_url(rule: PracticeRule) -> str:
    """Where an editor writes lines that the form does not have: alternatives, time limits, scopes."""
    try:
        return reverse("wagtailsnippets_training_practicerule:edit", args=[rule.pk])
    except NoReverseMatch:
        return ""


@login_required
@require_POST
def draft_next(request: HttpRequest, pk: int) -> HttpResponse:
    may_adopt(request.user).enforce()
    rule = get_object_or_404(PracticeRule, pk=pk)
    try:
        draft = actions.draft_next(by=request.user, rule=rule, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:rule", pk)
    return redirect("desk:rule", draft.pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    may_adopt(request.user).enforce()
    rule = get_object_or_404(PracticeRule, pk=pk)
    try:
        actions.withdraw(by=request.user, rule=rule, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:rule", pk)
    messages.success(request, "Withdrawn. It decides nothing.")
    return redirect("desk:rules")
