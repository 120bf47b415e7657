"""Whose stored answers are older than the facts, the rules or the code, and what is at work on it."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from training.models import Assignment, Jurisdiction, License, Practitioner, Refresh, Scheme, StandingPair
from training.queries.standing import CODE_VERSION

CURRENT = Q(facts_version=F("practitioner__facts_version"), code_version=CODE_VERSION) & (
    Q(jurisdiction__isnull=False, rules_version=F("jurisdiction__rules_version"))
    | Q(scheme__isnull=False, rules_version=F("scheme__rules_version"))
)


def stale_pairs() -> QuerySet[StandingPair]:
    """Answers whose counters do not agree with what they came from."""
    return StandingPair.objects.exclude(CURRENT)


def stale_people(*, jurisdiction: Jurisdiction | None = None, scheme: Scheme | None = None) -> QuerySet[Practitioner]:
    """Whom a rebuild has to answer anew: there, in the scheme, or (neither) anywhere that is kept.

    Of a place or a scheme also those who are in play there and have no answer yet.
    """
    if jurisdiction is None and scheme is None:
        return Practitioner.objects.filter(pk__in=stale_pairs().values("practitioner")).order_by("pk")
    about = {"jurisdiction": jurisdiction} if jurisdiction else {"scheme": scheme}
    fresh = StandingPair.objects.filter(CURRENT, practitioner=OuterRef("pk"), **about)
    rows = in_play_at(jurisdiction) if jurisdiction else enrolled_in(scheme)
    return rows.exclude(Exists(fresh))


def in_play_at(jurisdiction: Jurisdiction) -> QuerySet[Practitioner]:
    """People with an assignment or a license there."""
    working = Assignment.objects.filter(clinic__jurisdiction=jurisdiction).values("practitioner")
    licensed = License.objects.filter(jurisdiction=jurisdiction, superseded_at=None).values("practitioner")
    return Practitioner.objects.filter(Q(pk__in=working) | Q(pk__in=licensed)).order_by("pk")


def enrolled_in(scheme: Scheme) -> QuerySet[Practitioner]:
    return Practitioner.objects.filter(enrollments__scheme=scheme).order_by("pk")


def refreshes(jurisdiction: Jurisdiction | None = None) -> list[Refresh]:
    """What is at work now, or was given up and is still needed; of one jurisdiction with what is about everybody."""
    rows = Refresh.objects.filter(Q(finished_at=None) | Q(gave_up=True)).select_related("jurisdiction", "scheme")
    if jurisdiction:
        rows = rows.filter(Q(jurisdiction=jurisdiction) | Q(jurisdiction=None, scheme=None))
    return list(rows)
