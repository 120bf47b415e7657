"""The desk's decision page: what the rules say now with the evidence behind it, and a named person's act on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from certificates.forms import DecideForm
from certificates.issue import issue_all
from certificates.offers import offers
from certificates.views.refusals import refusals
from certificates.windows import windows
from training.actions import decision as acts
from training.actions.changes import reduction_of, require_cycle
from training.evaluation.dates import long_date
from training.evaluation.outcomes import Certification
from training.models import DecisionKind, Practitioner, Region, Scheme, Technique
from training.permissions import may_decide, may_enter_desk
from training.queries.cycles import revocation_by, running
from training.queries.decidable import RENEWABLE, waiting_renewal
from training.queries.lines import lines_of
from training.queries.scopes import allowed, limit_of, limit_words, scope_of
from training.queries.standing import certification
from training.words import CERTIFICATION_WORDS

# Where a valid-until date, and a limit, still mean something.
LIMITED = RENEWABLE | {Certification.LAPSED, Certification.SUSPENDED}
ASK_AGAIN = (DecisionKind.SUSPEND, DecisionKind.REVOKE, DecisionKind.REDUCE_SCOPE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, pk, slug):
    """Show the fresh evaluation and the form; on POST decide and issue in one transaction."""
    may_enter_desk(request.user).enforce()
    person = get_object_or_404(Practitioner.objects.visible_to(request.user), pk=pk)
    scheme = get_object_or_404(Scheme, slug=slug)
    form = DecideForm(request.POST or None, kinds=DecisionKind, initial={"effective_on": request.today})
    if "dates" in request.POST:
        return show_dates(request, person, scheme, form)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["kind"] in ASK_AGAIN and "confirmed" not in request.POST:
            if is_open(request, person, scheme, form):
                return ask_again(request, person, scheme, form)
            return page(request, person, scheme, form)
        done = carry_out(request, person, scheme, form)
        if done:
            messages.success(request, done)
            return redirect("desk:practitioner", pk=person.pk)
    return page(request, person, scheme, form)


def carry_out(request, person: Practitioner, scheme: Scheme, form: DecideForm) -> str:
    """Decide, and issue what an award or a renewal calls for; or write nothing and say in the form why."""
    with refusals(form, "Nothing is decided, because the certificate cannot be issued."), transaction.atomic():
        decision = acts.decide(
            by=request.user,
            practitioner=person,
            scheme=scheme,
            seen_digest=request.POST.get("seen_digest", ""),
            seen_name=request.POST.get("seen_name", ""),
            seen_rules=request.POST.get("seen_rules"),
            now=request.now,
            today=request.today,
            **form.given,
        )
        papers = issue_all(decision=decision, by=request.user, now=request.now)
        return said(decision, papers, request.today)
    return ""


def said(decision, papers, today) -> str:
    """What was done, in a sentence; what takes effect on a coming day is said so."""
    issued = " ".join(f"Certificate {paper.number} is issued." for paper in papers)
    if decision.kind in (DecisionKind.AWARD, DecisionKind.RENEW):
        return f"Certified until {long_date(decision.cycle.valid_until)}. {issued}"
    if decision.kind == DecisionKind.EXTEND:
        return f"Extended until {long_date(decision.valid_until)}. {issued}"
    coming = decision.effective_on > today and decision.kind in COMING
    if coming:
        done = f"{COMING[decision.kind]} from {long_date(decision.effective_on)}. Until then nothing changes."
    elif decision.kind == DecisionKind.REDUCE_SCOPE:
        done = f"Limited to {limit_words(decision.scope)}."
    else:
        done = DONE[decision.kind]
    return f"{done} {issued}".strip()


DONE = {
    DecisionKind.DECLINE: "Declined. The therapist is told why.",
    DecisionKind.SUSPEND: "Suspended. The public page says so.",
    DecisionKind.REINSTATE: "Reinstated. The public page says so.",
    DecisionKind.REVOKE: "Revoked. The public page says so.",
}
COMING = {
    DecisionKind.SUSPEND: "Suspended",
    DecisionKind.REINSTATE: "Reinstated",
    DecisionKind.REVOKE: "Revoked",
    DecisionKind.REDUCE_SCOPE: "Limited",
}


def is_open(request, person: Practitioner, scheme: Scheme, form: DecideForm) -> bool:
    """Whether what is typed could be decided: nobody is asked twice about what is refused anyway."""
    kind, asked = form.cleaned_data["kind"], form.cleaned_data
    with refusals(form):
        acts.require_effective(asked["effective_on"], request.today, imported=False)
        acts.require_none_pending(person, scheme, kind, request.today)
        if kind == DecisionKind.REDUCE_SCOPE:
            cycle = require_cycle(kind, running(person, scheme, request.today))
            reduction_of(cycle, asked["scope"], asked["effective_on"])
    return not form.errors


def ask_again(request, person: Practitioner, scheme: Scheme, form: DecideForm):
    """What takes something away is asked twice; nothing typed is lost."""
    kind, asked = DecisionKind(form.cleaned_data["kind"]), form.cleaned_data
    seen = {name: request.POST.get(name, "") for name in ("seen_digest", "seen_name", "seen_rules")}
    context = {"person": person, "scheme": scheme, "kind": kind, "asked": asked, "seen": seen}
    if kind == DecisionKind.REDUCE_SCOPE:
        context["left"] = left_words(limit_of(asked["scope"]))
        context["gone"] = limit_words(set(covered(running(person, scheme, request.today))) - set(asked["scope"]))
    return render(request, "certificates/decide/confirm.html", context)


def left_words(scope) -> str:
    """What remains: the limit, and the half that it leaves whole by name."""
    regions, techniques = (limit_words(set(scope) & set(part.values)) for part in (Region, Technique))
    return f"{regions or 'every body region'}, with {techniques or 'every technique'}"


def covered(cycle) -> list[str]:
    """Every code that a cycle covers now; all where there is none."""
    return allowed(scope_of(cycle) if cycle else ())


def show_dates(request, person: Practitioner, scheme: Scheme, form: DecideForm):
    """The page again with the dates for the days in the form, and everything as it was typed."""
    form.is_valid()
    day = form.cleaned_data.get("effective_on") or request.today
    typed = DecideForm(kinds=DecisionKind, initial=request.POST.dict() | {"scope": request.POST.getlist("scope")})
    return page(request, person, scheme, typed, max(day, request.today), form.cleaned_data.get("valid_until"))


def page(request, person: Practitioner, scheme: Scheme, form: DecideForm, day=None, until=None):
    evaluation = certification(person, scheme, request.today)
    if evaluation is None:
        raise Http404
    renewal, cycle = waiting_renewal(person, scheme), running(person, scheme, request.today)
    offered = offers(person, scheme, evaluation, renewal, request.today)
    open_kinds = [offer.kind for offer in offered if not offer.reason]
    form.fields["kind"].choices = [(kind.value, kind.label) for kind in open_kinds]
    form.offer_scope(covered(cycle))
    if len(open_kinds) == 1 and not form.initial.get("kind"):
        form.initial["kind"] = open_kinds[0].value
    limit = limit_words(scope_of(cycle)) if cycle else ""
    context = {
        "person": person,
        "scheme": scheme,
        "evaluation": evaluation,
        "outcome_word": CERTIFICATION_WORDS[evaluation.outcome],
        "lines": lines_of(person, evaluation, reader="desk"),
        "renewing": evaluation.outcome in RENEWABLE,  # the findings are those of its renewal
        "renewal": renewal,
        "refused": [offer for offer in offered if offer.reason],
        "open": [kind.value for kind in open_kinds],
        "cycle": cycle if evaluation.outcome in LIMITED else None,
        "ends_on": cycle and cycle.ends_on(),
        "limit": limit,
        "revoked": evaluation.outcome is Certification.REVOKED and revocation_by(person, scheme, request.today),
        "windows": windows(open_kinds, person, scheme, cycle, renewal, day or request.today, until),
        "form": form if open_kinds else None,
        "verdict": may_decide(request.user, person, request.today),
    }
    return render(request, "certificates/decide/decide.html", context)
