"""Deciding about many at the desk: choose, confirm, then watch how far it is."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from certificates.bulk.candidates import candidates, people
from certificates.bulk.chosen import chosen
from certificates.bulk.forms import BulkForm
from certificates.bulk.progress import bulks_of, items_seen, open_bulks, progress_of
from certificates.bulk.start import may_stop, start, stop
from certificates.filters import CandidateFilter
from certificates.models import BulkIssue
from certificates.views.refusals import refusals
from training.actions import Refused
from training.actions.decision import require_effective
from training.models import DecisionKind, Scheme
from training.views.access import desk_page
from training.views.paging import page_of
from training.views.posting import posted_from

PER_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def choose(request):
    """Who waits for a decision about a scheme. A first POST asks to confirm, the second one begins."""
    scheme = scheme_of(request)
    if scheme is None:
        return render(request, "certificates/bulk/choose.html", {"scheme": None})
    form = BulkForm(
        request.POST or None, chosen=request.POST.getlist("chosen"), initial={"effective_on": request.today}
    )
    if request.method == "POST" and form.is_valid() and "again" not in request.POST:
        with refusals(form):
            if "confirmed" not in request.POST:
                return confirm(request, scheme, form)
            bulk = start(by=request.user, scheme=scheme, now=request.now, today=request.today, **form.given)
            return redirect("bulk:result", bulk.pk)
    return page(request, scheme, form)


def scheme_of(request) -> Scheme | None:
    """The one that is asked about, or the first."""
    rows = Scheme.objects.order_by("name")
    return rows.filter(slug=request.GET.get("scheme", "")).first() or rows.first()


def page(request, scheme: Scheme, form: BulkForm):
    rows = people(request.user, scheme, request.today)
    filterset = CandidateFilter(request.GET, rows, user=request.user, day=request.today, chosen=scheme)
    shown = page_of(request, filterset.qs, PER_PAGE)
    kept = {seen.practitioner for seen in form.seen} if form.is_bound else None
    found = candidates(shown, scheme, request.today)
    lines = [
        (each, not each.reason and not each.person.in_bulk, kept is None or each.person.pk in kept) for each in found
    ]
    context = {
        "scheme": scheme,
        "filterset": filterset,
        "is_narrowed": set(filterset.form.changed_data) - {"scheme"},
        "page_obj": shown,
        "lines": lines,
        "possible": sum(can for _, can, _ in lines),
        "form": form,
        "open_bulks": open_bulks(request.user),
    }
    return render(request, "certificates/bulk/choose.html", context)


def confirm(request, scheme: Scheme, form: BulkForm):
    """Those chosen with what each gets, those who are left out and why, and the words that go with it.

    `Refused` where the day is none on which a decision can take effect: nobody confirms what cannot be.
    """
    day = form.cleaned_data["effective_on"]
    require_effective(day, request.today, imported=False)
    rows = chosen(request.user, scheme, form.seen, day, request.today)
    taken = [row for row in rows if not row.reason]
    context = {
        "scheme": scheme,
        "taken": taken,
        "awards": sum(row.kind == DecisionKind.AWARD for row in taken),
        "renewals": sum(row.kind == DecisionKind.RENEW for row in taken),
        "left_out": [row for row in rows if row.reason],
        "asked": form.cleaned_data,
        "token": uuid4(),
    }
    return render(request, "certificates/bulk/confirm.html", context)


def found(request, pk: int) -> BulkIssue:
    return get_object_or_404(bulks_of(request.user), pk=pk)


def watched(request, bulk: BulkIssue) -> dict:
    """What the page and its moving part show. `told` is the last quarter that a screen reader was told of."""
    progress = progress_of(bulk)
    told = request.GET.get("told", "")
    return {
        "bulk": bulk,
        "progress": progress,
        "items": items_seen(request.user, bulk),
        "may_stop": may_stop(request.user, bulk),
        "tell": told != str(progress.quarter),
    }


@require_safe
@desk_page
def result(request, pk: int):
    """Each person with what became of them. Without scripts the page loads itself anew until it is over."""
    return render(request, "certificates/bulk/result.html", watched(request, found(request, pk)))


@require_safe
@desk_page
def progress(request, pk: int):
    """The part of that page that moves."""
    bulk = found(request, pk)
    if not request.htmx:
        return redirect("bulk:result", pk)
    return render(request, "certificates/bulk/_moved.html", watched(request, bulk))


@posted_from("bulk:result")
@desk_page
def stop_rest(request, pk: int):
    bulk = found(request, pk)
    try:
        stopped = stop(by=request.user, bulk=bulk, now=request.now)
        messages.success(request, f"Stopped. {stopped} will not be decided now.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("bulk:result", pk)
