"""Sessions of everybody, to read. Nobody signs for a supervisor."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from training.filters.desk import SessionFilter
from training.models import LicenseCheck, SessionState, StoredFile, SupervisedSession
from training.queries import unsigned
from training.views.access import desk_page
from training.views.paging import PER_PAGE, page_of
from training.views.supervise.drawing import figures_of
from training.views.supervise.facts import facts_of, history_of


def readable(request):
    """Submitted ones of people this manager answers for; a draft is its writer's alone."""
    return SupervisedSession.objects.visible_to(request.user).exclude(state=SessionState.DRAFT)


@require_safe
@desk_page
def page(request):
    rows = readable(request).filter(Q(superseded_at=None) | Q(state=SessionState.VOID))
    rows = rows.select_related("practitioner", "supervisor", "clinic")
    filterset = SessionFilter(request.GET, rows, user=request.user, day=request.today)
    context = {"filterset": filterset, "page_obj": page_of(request, filterset.qs)}
    return render(request, "training/desk/sessions.html", context)


@require_safe
@desk_page
def unsigned_piles(request):
    """Supervisors for whom sessions of this manager's people wait, and since when."""
    found = unsigned.piles(unsigned.waiting().visible_to(request.user))
    told = unsigned.last_nudges([pile.supervisor for pile in found])
    rows = [(pile, told.get(pile.supervisor.pk), pile.is_high(request.today)) for pile in found]
    return render(
        request,
        "training/desk/unsigned.html",
        {"page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "many": unsigned.MANY},
    )


@require_safe
@desk_page
def item(request, pk: int):
    also = ("practitioner", "supervisor", "clinic", "sign_off", "amends__supervisor", "amends__clinic")
    rows = readable(request).select_related(*also)
    session = get_object_or_404(rows, pk=pk)
    context = {
        "session": session,
        "figures": figures_of(session),
        "facts": facts_of(session),
        "history": history_of(session),
        "capture": capture_behind(request.user, session),
    }
    return render(request, "training/desk/session.html", context)


def capture_behind(user, session: SupervisedSession) -> StoredFile | None:
    """What was captured of the license check that proved the signer eligible, if this manager may open it."""
    sign_off = getattr(session, "sign_off", None)
    check = sign_off.eligibility.get("license", {}).get("check") if sign_off else None
    captures = LicenseCheck.objects.filter(pk=check, capture__isnull=False).values("capture")
    return StoredFile.objects.visible_to(user).filter(pk__in=captures).first() if check else None
