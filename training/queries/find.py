"""Who the public may find: therapists who opted in and may practice today where they work today."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from training.evaluation import Certification, Clearance
from training.lasting import in_practice, lasting
from training.models import Assignment, Clinic, Standing, StandingPair
from training.queries.scopes import limit_words
from training.queries.standing import CODE_VERSION

MAY_PRACTICE = [each.value for each in Clearance if each.may_practice]
HELD = [each.value for each in Certification if each.is_held]


def therapists(today: date) -> QuerySet[Assignment]:
    """One row for each listed therapist and clinic, where the stored answer of today is yes.

    An answer that is stale (something changed and it was not made anew yet) is no answer: that row is left out.
    """
    here = Q(practitioner=OuterRef("practitioner"), jurisdiction=OuterRef("clinic__jurisdiction"))
    yes = Standing.objects.filter(here, outcome__in=MAY_PRACTICE, starts_on__lte=today, ends_on__gte=today)
    fresh = StandingPair.objects.filter(
        here,
        facts_version=F("practitioner__facts_version"),
        rules_version=F("jurisdiction__rules_version"),
        code_version=CODE_VERSION,
    )
    return at_work(today).filter(Exists(yes), Exists(fresh)).select_related("practitioner", "clinic__jurisdiction")


def at_work(today: date) -> QuerySet[Assignment]:
    """Listed therapists on record with the open clinic they work at today."""
    return Assignment.objects.filter(
        lasting(today),
        in_practice(today),
        clinic__in=Clinic.objects.open_on(today),
        starts_on__lte=today,
        practitioner__listed=True,
        practitioner__admitted_at__isnull=False,
    ).order_by("practitioner__list_key", "practitioner", "clinic__name")


def limits(rows: Iterable[Assignment], today: date) -> dict[tuple[int, int], str]:
    """What the law opens to these people in the jurisdiction of their clinic, where that is not all; in one query."""
    people = [row.practitioner_id for row in rows]
    found = Standing.objects.filter(
        practitioner__in=people, jurisdiction__isnull=False, starts_on__lte=today, ends_on__gte=today
    )
    scopes = found.values_list("practitioner", "jurisdiction", "scope")
    return {(person, place): limit_words(scope) for person, place, scope in scopes if scope}


def certifications(people: Iterable[int], today: date) -> dict[int, list[tuple[str, str]]]:
    """The schemes in which each person holds a certification today, each with the words of its limit; in one query."""
    rows = Standing.objects.filter(
        practitioner__in=people, scheme__isnull=False, outcome__in=HELD, starts_on__lte=today, ends_on__gte=today
    )
    found = defaultdict(list)
    for person, name, scope in rows.order_by("scheme__name").values_list("practitioner", "scheme__name", "scope"):
        found[person].append((name, limit_words(scope) if scope else ""))
    return found


def count_at(place, today: date) -> int:
    """How many therapists the public finds in a jurisdiction."""
    return therapists(today).filter(clinic__jurisdiction=place).values("practitioner").distinct().count()
