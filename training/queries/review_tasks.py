"""Tasks to look again: which wait for a manager, what each is about, and what it names."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from training.evaluation.dates import long_date
from training.models import Decision, License, ReviewCause, ReviewTask, Statement, SupervisedSession
from training.queries.eligibility import EXPERIENCED
from training.queries.not_mine import not_mine

ABOUT = ("practitioner", "session__practitioner", "evidence", "check_of_license__license__jurisdiction")


def open_tasks(user, today: date) -> QuerySet[ReviewTask]:
    """Those about people whom this manager acts on, oldest first; never about oneself."""
    rows = ReviewTask.objects.managed_by(user, today).filter(closed_at=None)
    return not_mine(rows, user).order_by("opened_at", "pk")


@dataclass(frozen=True, slots=True)
class Named:
    """One thing in words, what became of it since, and where it is read; `url` is empty where the reader may not."""

    words: str
    url: str = ""
    since: str = ""


def cause_of(task: ReviewTask, user) -> Named:
    """What was voided, or what came up."""
    if task.session:
        return cause_session(task, user)
    if task.evidence:
        return Named(f"“{task.evidence.title}”", reverse("desk:evidence_item", args=[task.evidence_id]))
    look = task.check_of_license
    words = f"The check of {look.license}, holder {look.license.practitioner}, made on {long_date(look.checked_on)}"
    may_see = License.objects.visible_to(user).filter(pk=look.license_id).exists()
    return Named(words, reverse("desk:check_new", args=[look.license_id]) if may_see else "")


def cause_session(task: ReviewTask, user) -> Named:
    """The person's own session, or one of their supervisor's, which not everybody may read."""
    words = f"The session of {long_date(task.session.happened_on)}"
    if task.cause == ReviewCause.COUNT_VOID:
        words = f"The session of {task.session.practitioner}, {long_date(task.session.happened_on)}"
    may_see = SupervisedSession.objects.visible_to(user).filter(pk=task.session_id).exists()
    return Named(words, reverse("desk:session", args=[task.session_id]) if may_see else "")


def reason_of(task: ReviewTask) -> str:
    """Why it was voided, as somebody wrote; of a look that speaks against a signature, what it showed; of a session of
    a supervisor's own, what it changes."""
    if task.cause == ReviewCause.COUNT_VOID:
        return (
            f"{task.session.practitioner} signed as a supervisor with {EXPERIENCED} sessions of their own. "
            "Without this one there are fewer on the days below."
        )
    if task.session:
        return task.session.voids.filter(outcome="confirmed").values_list("reason", flat=True).first() or ""
    if task.evidence:
        return task.evidence.steps.filter(state="void").values_list("comment", flat=True).last() or ""
    look = task.check_of_license
    if look.void_reason and task.cause == "check_void":
        return look.void_reason
    return (
        f"It shows “{look.status_shown or 'not in good standing'}”." if look.shows else "It does not show the license."
    )


def named_by(task: ReviewTask) -> list[Named]:
    """What rests on it, in the order of the task."""
    kinds = {"decision": named_decisions, "statement": named_statements, "session": named_signatures}
    ids = {kind: [each["id"] for each in task.rests_on if each["kind"] == kind] for kind in kinds}
    return [each for kind, named in kinds.items() if ids[kind] for each in named(ids[kind])]


def named_decisions(ids: list[int]) -> list[Named]:
    rows = Decision.objects.filter(pk__in=ids).select_related("scheme", "practitioner", "cycle").order_by("pk")
    return [named_decision(row) for row in rows]


def named_decision(row: Decision) -> Named:
    cycle = getattr(row, "cycle", None)
    span = f", valid {long_date(cycle.starts_on)} to {long_date(cycle.valid_until)}" if cycle else ""
    later = Decision.objects.filter(practitioner=row.practitioner_id, scheme=row.scheme_id, pk__gt=row.pk)
    since = f"Decided on since, the last time: {later.last().get_kind_display().lower()}." if later.exists() else ""
    url = f"{reverse('desk:practitioner', args=[row.practitioner_id])}#decisions"
    return Named(f"{row.get_kind_display()}, in effect {long_date(row.effective_on)}: {row.scheme}{span}", url, since)


def named_statements(ids: list[int]) -> list[Named]:
    rows = Statement.objects.filter(pk__in=ids).select_related("practitioner").order_by("stated_on", "pk")
    return [
        Named(
            f"“{row.name}” about {row.practitioner}, signed by {row.printed_name} on {long_date(row.stated_on)}",
            reverse("desk:statement", args=[row.pk]),
            "A newer one has taken its place." if row.superseded_at else "It still counts.",
        )
        for row in rows
    ]


def named_signatures(ids: list[int]) -> list[Named]:
    rows = (
        SupervisedSession.objects.filter(pk__in=ids).select_related("sign_off", "practitioner").order_by("happened_on")
    )
    return [
        Named(
            f"Signature of {row.sign_off.printed_name} on the session of {row.practitioner}, "
            f"{long_date(row.happened_on)}",
            reverse("desk:session", args=[row.pk]),
            "It counts no longer." if row.superseded_at else "It still counts.",
        )
        for row in rows
    ]
