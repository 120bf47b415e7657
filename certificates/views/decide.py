"""The desk's decision page: what the rules say now with the evidence behind it, and a named person's act on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from certificates.forms import DecideForm
from certificates.issue import issue
from certificates.offers import offers
from certificates.refused import IssueRefused
from training.actions import Refused
from training.actions import decision as acts
from training.evaluation.dates import long_date
from training.evaluation.outcomes import Certification
from training.models import DecisionKind, Practitioner, Scheme
from training.permissions import may_decide, may_enter_desk
from training.queries.lines import lines_of
from training.queries.standing import certification
from training.words import CERTIFICATION_WORDS

# Where a cycle runs or just ran, the findings are those of its renewal.
RENEWING = acts.RENEWING - {Certification.LAPSED}
ASK_AGAIN = (DecisionKind.SUSPEND, DecisionKind.REVOKE)
PAPER = (DecisionKind.AWARD, DecisionKind.RENEW)


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
            return ask_again(request, person, scheme, form)
        done = carry_out(request, person, scheme, form)
        if done:
            messages.success(request, done)
            return redirect("desk:practitioner", pk=person.pk)
    return page(request, person, scheme, form)


def carry_out(request, person: Practitioner, scheme: Scheme, form: DecideForm) -> str:
    """Decide, and issue what an award or a renewal calls for. A refusal goes to the form; nothing is written."""
    try:
        with transaction.atomic():
            decision = acts.decide(
                by=request.user,
                practitioner=person,
                scheme=scheme,
                seen_digest=request.POST.get("seen_digest", ""),
                seen_name=request.POST.get("seen_name", ""),
                now=request.now,
                today=request.today,
                **form.cleaned_data,
            )
            paper = decision.kind in PAPER and issue(
                decision=decision, cycle=decision.cycle, by=request.user, now=request.now
            )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except IssueRefused as refused:
        form.add_error(None, f"Nothing is decided, because the certificate cannot be issued. {refused}")
    else:
        return said(decision, paper, request.today)
    return ""


def said(decision, paper, today) -> str:
    """What was done, in a sentence; what takes effect on a coming day is said so."""
    if paper:
        until = long_date(decision.cycle.valid_until)
        return f"Certified until {until}. Certificate {paper.number} is issued."
    if decision.effective_on > today and decision.kind in COMING:
        return f"{COMING[decision.kind]} from {long_date(decision.effective_on)}. Until then nothing changes."
    return DONE[decision.kind]


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
}


def ask_again(request, person: Practitioner, scheme: Scheme, form: DecideForm):
    """A suspension or a revocation is asked twice; nothing typed is lost."""
    kind = DecisionKind(form.cleaned_data["kind"])
    context = {"person": person, "scheme": scheme, "kind": kind, "asked": form.cleaned_data}
    seen = {name: request.POST.get(name, "") for name in ("seen_digest", "seen_name")}
    return render(request, "certificates/decide/confirm.html", context | {"seen": seen})


def show_dates(request, person: Practitioner, scheme: Scheme, form: DecideForm):
    """The page again with the dates for the day in the form, and everything as it was typed."""
    form.is_valid()
    day = form.cleaned_data.get("effective_on") or request.today
    typed = DecideForm(kinds=DecisionKind, initial=request.POST.dict())
    return page(request, person, scheme, typed, max(day, request.today))


def window(person: Practitioner, scheme: Scheme, kinds: list, renewal, day):
    """The dates that an award or a renewal in effect on the day opens; None where neither is possible."""
    if DecisionKind.RENEW in kinds:
        return acts.next_window(renewal, day)[1]
    return acts.first_window(person, scheme, day)[1] if DecisionKind.AWARD in kinds else None


def page(request, person: Practitioner, scheme: Scheme, form: DecideForm, day=None):
    evaluation = certification(person, scheme, request.today)
    if evaluation is None:
        raise Http404
    renewal = acts.waiting_renewal(person, scheme)
    offered = offers(person, evaluation, renewal)
    open_kinds = [offer.kind for offer in offered if not offer.reason]
    form.fields["kind"].choices = [(kind.value, kind.label) for kind in open_kinds]
    if len(open_kinds) == 1 and not form.initial.get("kind"):
        form.initial["kind"] = open_kinds[0].value
    context = {
        "person": person,
        "scheme": scheme,
        "evaluation": evaluation,
        "outcome_word": CERTIFICATION_WORDS[evaluation.outcome],
        "lines": lines_of(person, evaluation, reader="desk"),
        "renewing": evaluation.outcome in RENEWING,
        "renewal": renewal,
        "refused": [offer for offer in offered if offer.reason],
        "window": window(person, scheme, open_kinds, renewal, day or request.today),
        "form": form if open_kinds else None,
        "verdict": may_decide(request.user, person, scheme, request.today),
    }
    return render(request, "certificates/decide/decide.html", context)
