"""The desk's rules: the list, adopting a draft, reading a version."""

from copy import copy
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.actions import Refused
from training.actions import rule as actions
from training.actions.rule_answers import duties_with, requirements_with, stage_with
from training.actions.rule_checks import draft_answer
from training.evaluation.dates import long_date
from training.filters.rule import RuleFilter
from training.forms.parts import refuse
from training.forms.rule import AdoptionForm
from training.models import PracticeRule
from training.permissions import may_adopt, may_enter_desk
from training.queries import desk_rules
from training.queries.checklist import checklist_of_rule
from training.queries.code_names import CodeNames
from training.queries.drafts import CHANGED, digest_of
from training.queries.read_rule import first_day, taken
from training.queries.stale import refreshes
from training.rule_fields import CONSENT, LABELS, Answer, in_order
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
        "refreshes": refreshes(),
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
    shown, flaw = copy(rule), ""
    if CHANGED not in form.non_field_errors():  # else the draft as it is now is what has to be read
        flaw = show(shown, form.so_far())
    context = {**about(shown), "form": form, "digest": digest, "edit_url": edit_url(rule), "flaw": flaw}
    return render(request, "training/desk/rule_adopt.html", context)


def answered(request: HttpRequest, rule: PracticeRule, form: AdoptionForm) -> HttpResponse | None:
    """Adopt; None where the page is to be shown again, as it is when only the checklist was asked for."""
    if "preview" in request.POST:
        return None
    try:
        seen = request.POST.get("seen_digest", "")
        given = {"now": request.now, "today": request.today, "seen": seen, **form.values()}
        adopted = actions.adopt(by=request.user, rule=rule, **given)
    except Refused as refused:
        refuse(form, refused)
        return None
    first = long_date(adopted.effective_from)
    messages.success(request, f"Adopted. {rule.jurisdiction} is decided by this version from {first} on.")
    if (left := desk_rules.unknowns(rule)) and rule.status != "prohibited":
        lines = "line is" if left == 1 else "lines are"
        messages.warning(request, f"{left} {lines} open, so nobody is cleared yet.")
    return redirect("desk:rule", rule.pk)


def show(rule: PracticeRule, values: dict) -> str:
    """Put the answers so far into the copy that the page shows; a sentence where they cannot be meant."""
    for name in ("position", "scope", "scope_from_training", "effective_from"):
        if (given := values.get(name)) is not None:
            setattr(rule, name, given)
    rule.effective_until = end_after(rule.effective_from, values.get("effective_until"))
    stage = [values.get(f"provisional_{part}") for part in ("hours", "months", "anchor", "scope")]
    try:
        made = {"requirements": requirements_with(rule, values["answers"])}
        made |= stage_with(rule, *stage, values["answers"], made["requirements"])
    except Refused as refused:
        return str(refused)
    consent = values["answers"].get(CONSENT) or draft_answer(rule, CONSENT)
    for name, value in {**made, "duties": duties_with(values["duties"], consent)}.items():
        setattr(rule, name, value)
    return ""


def end_after(first: date | None, last: date | None) -> date | None:
    """The last day, unless it comes before the first: of one of the two, what is shown may be the draft's."""
    return None if first and last and last < first else last


def about(rule: PracticeRule) -> dict:
    """What both pages of a rule show."""
    policies = desk_rules.policies_of(rule)
    return {
        "rule": rule,
        "place": rule.jurisdiction,
        "checklist": checklist_of_rule(rule, CodeNames(), policies, rule.effective_from),
        "history": desk_rules.history(rule),
        "policies": policies,
        "refreshes": refreshes(rule.jurisdiction),
        "read": [closed_words(key, said) for key, said in in_order(rule.read_where)],
        "taken": taken(rule),
        "first_day": first_day(rule),
    }


def closed_words(key: str, said: dict) -> tuple[str, str, str]:
    """How an unknown was closed: what it was, the answer, where it was read."""
    answer = Answer(said["kind"], said["value"], said["read_where"], said.get("counted", ""))
    label = said.get("label", "")
    return LABELS.get(key) or label[:1].upper() + label[1:] or key, answer_words(key, answer), answer.read_where


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
