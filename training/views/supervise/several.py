"""Several sessions read on one page and signed with one proof; each keeps a signature of its own."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from training.actions import Refused
from training.actions.sign import MEANING, not_eligible
from training.actions.sign_several import AT_ONCE, Outcome, sign_several
from training.forms.sign import SeveralForm
from training.models import SupervisedSession
from training.permissions import Verdict, may_sign, record_of
from training.queries.eligibility import eligibility
from training.queries.navigation import to_sign
from training.views.access import supervisor_page
from training.views.posting import posted_from
from training.views.proof import Proof, other_way, proof_with, recent_proof
from training.views.supervise.facts import facts_of

MAX_DIGITS = 18  # of a key that an address names


def ticked(request) -> list[int]:
    """The keys that the address names, each once, in order."""
    given = [each for each in request.GET.getlist("entry") if each.isdecimal() and len(each) <= MAX_DIGITS]
    return list(dict.fromkeys(map(int, given)))


@require_safe
@supervisor_page
def several(request):
    """The ticked ones that still wait, each with all that is signed."""
    chosen = ticked(request)
    if not chosen:
        messages.info(request, "Tick the sessions that you want to read and sign together.")
        return redirect("supervise:queue")
    return page(request, chosen)


@posted_from("supervise:queue", keeps_pk=False)
@supervisor_page
def sign_all(request):
    """Sign each as it was shown, once who signs is proven, and say what became of each."""
    form = SeveralForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was signed. Tick the sessions again.")
        return redirect("supervise:queue")
    shown = form.cleaned_data["entry"]
    if (proof := proof_with(request, form)) is None:
        return page(request, list(shown), form)
    return result(request, shown, proof)


def result(request, shown: dict[int, str], proof: Proof):
    supervisor = record_of(request.user)
    rows = SupervisedSession.objects.filter(supervisor=supervisor, pk__in=shown).exclude(submitted_at=None)
    found = {row.pk: row for row in rows.select_related("practitioner", "supervisor", "clinic")}
    pairs = [(found[pk], content_hash) for pk, content_hash in shown.items() if pk in found]
    gone = len(shown) - len(pairs)
    try:
        outcomes = sign_several(by=request.user, shown=pairs, proof=proof.method, proved_at=proof.at, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("supervise:queue")
    return render(request, "training/supervise/several_done.html", told(outcomes, gone, supervisor))


def told(outcomes: list[Outcome], gone: int, supervisor) -> dict:
    """What became of each; `gone` of them name somebody else by now."""
    return {
        "gone": gone,
        "signed": [each for each in outcomes if each.sign_off],
        "left": [each for each in outcomes if not each.sign_off],
        "waiting": to_sign(supervisor).count(),
    }


def page(request, chosen: list[int], form: SeveralForm | None = None):
    """What still waits of the chosen ones, oldest first; those that cannot be signed stand apart, with the reason."""
    rows = to_sign(record_of(request.user)).filter(pk__in=chosen).select_related("practitioner", "supervisor", "clinic")
    read = list(rows[:AT_ONCE])
    verdicts = {row.pk: verdict for row, verdict in zip(read, verdicts_on(request.user, read), strict=True)}
    entries = [(row, facts_of(row)) for row in read if verdicts[row.pk]]
    context = {
        "entries": entries,
        "barred": [(row, verdicts[row.pk]) for row in read if not verdicts[row.pk]],
        "gone": len(chosen) - len(rows),
        "over": max(0, len(rows) - AT_ONCE),
        "at_once": AT_ONCE,
        "meaning": MEANING,
        "form": form or SeveralForm(),
        "proven": recent_proof(request),
        "other_way": other_way(request, back_to(row for row, _ in entries)),
    }
    return render(request, "training/supervise/several.html", context)


def back_to(rows) -> str:
    """This page again, for who proves themselves on another one."""
    return f"{reverse('supervise:several')}?{urlencode([('entry', row.pk) for row in rows])}"


def verdicts_on(user, rows: list[SupervisedSession]) -> list[Verdict]:
    """Whether each may be signed by this login, eligible on its day."""
    known = {}
    for row in rows:
        if row.happened_on not in known:
            known[row.happened_on] = eligibility(row.supervisor, row.happened_on, qualified=False)
    return [verdict_on(user, row, known[row.happened_on]) for row in rows]


def verdict_on(user, row: SupervisedSession, proof) -> Verdict:
    verdict = may_sign(user, row)
    return verdict if not verdict or proof else not_eligible(proof)
