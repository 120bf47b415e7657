"""A practitioner's file."""

from collections import defaultdict

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from training.actions.joining import holds_anything
from training.forms.accommodation import AccommodationForm
from training.forms.assignment import AssignForm, DayForm
from training.forms.behalf import ConfirmNameForm, EnrollForm
from training.forms.joining import InviteForm
from training.models import Decision, EvidenceKind, Jurisdiction, Practitioner
from training.permissions import may_enter_for, may_manage, may_take_on
from training.queries import file
from training.queries.license_ends import filed_renewal
from training.queries.on_record import OnRecord
from training.views.access import desk_page
from training.views.asked import read_aloud
from training.views.desk.events import in_words
from training.views.desk.timeline import timeline
from training.views.paging import page_of

LATELY = 10
COMING = {
    "award": "Certified",
    "renew": "Renewed",
    "decline": "Declined",
    "suspend": "Suspended",
    "reinstate": "Reinstated",
    "revoke": "Revoked",
    "extend": "Extended",
    "reduce_scope": "Limited",
}


def find(request, pk: int) -> Practitioner:
    """Somebody this manager answers for; anybody else does not exist."""
    return get_object_or_404(Practitioner.objects.visible_to(request.user).select_related("user"), pk=pk)


@require_safe
@desk_page
def page(request, pk: int):
    return show(request, find(request, pk))


def show(request, person: Practitioner, status: int = 200, **forms):
    """The file, with the forms of an act that was refused in place of empty ones."""
    asked = read_aloud(request)
    as_of = asked.as_of
    also = Jurisdiction.objects.filter(code=request.GET.get("place", "")).first()
    found = file.answers(person, request.user, as_of, request.today, asked.known_at, also)
    record = OnRecord(person, asked.known_at)
    decisions = record.decisions
    context = {
        "person": person,
        "as_of": as_of,
        "asked": asked,
        "known": asked.known_words,
        "places": found.places,
        "also": also,
        "anywhere": Jurisdiction.objects.values_list("code", "name"),
        "schemes": found.schemes,
        "timeline": timeline(found.spans, subs(found), days_of(decisions), as_of),
        "licenses": licenses_of(record, as_of),
        "evidence": record.evidence,
        "statements": record.statements,
        "completions": record.completions,
        "changes": record.reattestations,
        "sessions": record.session_counts,
        "decisions": decisions[::-1],
        "coming": [(COMING[row.kind], row) for row in decisions if row.effective_on > request.today],
        "assignments": record.assignments,
        "former_names": record.former_names,
        "events": in_words(person, record.events[:LATELY]),
        "invitation": person.invitations.filter(used_at=None, expires_at__gt=request.now).first(),
        "waiting_request": person.join_requests.filter(outcome="waiting").select_related("clinic").first(),
        "verdict": may_manage(request.user, person, request.today),
        "may_take_on": may_take_on(request.user, person, request.today),
        "is_empty": not holds_anything(person),
        "may_enter_for": may_enter_for(request.user, person, request.today),
        "kinds": EvidenceKind.choices,
        "enroll_form": EnrollForm(person=person),
        "confirm_form": ConfirmNameForm(),
        "assign_form": AssignForm(user=request.user, today=request.today),
        "invite_form": InviteForm(initial={"email": person.email}),
        "supervisor_form": DayForm(initial={"day": request.today}),
        "retire_form": DayForm(initial={"day": request.today}),
        "end_form": DayForm(initial={"day": request.today}),
        "extra_time": extra_time_of(person),
        "extra_form": AccommodationForm(initial={"starts_on": request.today}),
    }
    return render(request, "training/desk/practitioner.html", context | forms, status=status)


def extra_time_of(person: Practitioner) -> dict:
    """What is granted now, and what was before, the newest first."""
    rows = list(person.accommodations.select_related("recorded_by", "superseded_by").order_by("-recorded_at", "-pk"))
    current = next((row for row in rows if row.superseded_at is None), None)
    return {"current": current, "former": [row for row in rows if row.superseded_at]}


@require_safe
@desk_page
def log(request, pk: int):
    """Everything that was done on the file, the newest first."""
    person = find(request, pk)
    asked = read_aloud(request)
    shown = page_of(request, OnRecord(person, asked.known_at).events)
    context = {"person": person, "page_obj": shown, "events": in_words(person, shown), "known": asked.known_words}
    return render(request, "training/desk/log.html", context)


def licenses_of(record: OnRecord, as_of) -> list[dict]:
    """Licenses with their looks, the newest first, and whether the last one is stale on the date."""
    found = []
    for row in record.licenses:
        looks = sorted(row.checks.all(), key=lambda check: (check.checked_on, check.pk), reverse=True)
        last = looks[0] if looks else None
        found.append({"license": row, "checks": looks, "last": last, "filed": filed_renewal(row, as_of)})
        found[-1]["stale"] = bool(last and last.fresh_until < as_of)
    return found


def subs(found: file.Answers) -> dict[str, str]:
    """The second line of each row of the timeline."""
    places = {f"place:{answer.jurisdiction.pk}": answer.why for answer in found.places}
    return places | {f"scheme:{answer.scheme.pk}": str(answer.scheme) for answer in found.schemes}


def days_of(decisions: list[Decision]) -> dict[str, list]:
    days = defaultdict(list)
    for decision in decisions:
        days[f"scheme:{decision.scheme_id}"].append(decision.effective_on)
    return days
