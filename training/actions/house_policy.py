"""House policy: a named manager adopts it, ends it on a day, and drafts what comes after it. Adopted, it is frozen."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.refreshing import hold_places, jurisdictions_changed
from training.actions.rule_checks import LONGEST_RULE, check_tree, check_years
from training.evaluation.dates import long_date
from training.models import HousePolicy, Jurisdiction
from training.permissions import may_adopt
from training.queries.drafts import CHANGED, digest_of
from training.queries.organization import today
from training.queries.trees_beside import trees_beside
from training.queries.whatif import places_of

ADOPTED = "This policy is adopted already."


@transaction.atomic
def adopt_house_policy(*, by, policy: HousePolicy, now: datetime, seen: str | None = None) -> HousePolicy:
    """Join stricter requirements of our own to the rules of the jurisdictions that the policy names, or of all.

    The policy that it replaces ends on the day before. `seen` is the digest of the draft that was shown, if it was.
    """
    require(may_adopt(by))
    hold_places()  # a rule adopted meanwhile would not be seen here, nor this there
    policy.refresh_from_db(from_queryset=HousePolicy.objects.select_for_update())
    if policy.adopted_at:
        raise Refused(ADOPTED)
    if seen not in (None, digest_of(policy)):
        raise Refused(CHANGED)
    check_years(policy.effective_from, policy.effective_until, today(now))
    check_policy(policy)
    if HousePolicy.objects.filter(pk=policy.pk, adopted_at=None).update(adopted_at=now, adopted_by=by) != 1:
        raise Refused(ADOPTED)
    record(action="house_policy.adopt", by=by, subject=policy, fields=["requirements", "effective_from"], now=now)
    policies = [policy, *end_the_one_before(by=by, policy=policy, now=now)]
    jurisdictions_changed(places_joined(policies), now=now)
    policy.refresh_from_db()
    return policy


def check_policy(policy: HousePolicy) -> None:
    check_tree(policy.requirements, "The policy", "requirements", trees_beside(policy, "requirements"))
    if not policy.requirements:
        raise Refused("The policy asks for nothing yet.", "requirements")
    old = policy.replaces
    if old and old.effective_from >= policy.effective_from:
        day = long_date(old.effective_from)
        raise Refused(f"It replaces {old}, which begins on {day}. Write a later first day.", "effective_from")


def end_the_one_before(*, by, policy: HousePolicy, now: datetime) -> list[HousePolicy]:
    """End the policy that this one replaces on the day before, where it would still hold; which that is."""
    if policy.replaces_id is None:
        return []
    old, day = held(policy.replaces_id), policy.effective_from - timedelta(days=1)
    if old.effective_until and old.effective_until <= day:
        return []
    end_on(by=by, policy=old, day=day, now=now)
    return [old]


def held(pk: int) -> HousePolicy:
    return HousePolicy.objects.select_for_update().get(pk=pk)


def end_on(*, by, policy: HousePolicy, day: date, now: datetime) -> None:
    """The one change that an adopted policy takes. The end as it was adopted is kept beside it."""
    kept = policy.adopted_until if policy.ended_at else policy.effective_until
    HousePolicy.objects.filter(pk=policy.pk).update(effective_until=day, ended_at=now, adopted_until=kept)
    values = day.isoformat()
    record(action="house_policy.end", by=by, subject=policy, fields=["effective_until"], values=values, now=now)


@transaction.atomic
def end_house_policy(*, by, policy: HousePolicy, last_day: date, now: datetime) -> HousePolicy:
    """Let an adopted policy end on a day, its last, and answer everybody there anew. What was known before stays."""
    require(may_adopt(by))
    hold_places()  # a rule adopted meanwhile would not be seen here, nor this there
    old = held(policy.pk)
    if old.adopted_at is None:
        raise Refused("This is a draft: it asks nobody for anything.")
    if last_day < old.effective_from:
        raise Refused(f"It begins on {long_date(old.effective_from)}: that is the earliest last day.", "last_day")
    if last_day.year > today(now).year + LONGEST_RULE:
        raise Refused(f"Choose a day within {LONGEST_RULE} years.", "last_day")
    if old.effective_until and old.effective_until <= last_day:
        raise Refused(f"It ends on {long_date(old.effective_until)} already. Choose an earlier day.", "last_day")
    end_on(by=by, policy=old, day=last_day, now=now)
    jurisdictions_changed(places_joined([old]), now=now)
    policy.refresh_from_db()
    return policy


def places_joined(policies: Iterable[HousePolicy]) -> list[Jurisdiction]:
    found = {place.pk: place for policy in policies for place in places_of(policy)}
    return [found[pk] for pk in sorted(found)]


@transaction.atomic
def draft_next_policy(*, by, policy: HousePolicy, now: datetime, today: date) -> HousePolicy:
    """A draft that begins as a copy of an adopted policy, and ends that on the day before once it is adopted."""
    require(may_adopt(by))
    old = held(policy.pk)
    if old.adopted_at is None:
        raise Refused("This is a draft. Change it as it is.")
    if waiting := old.successors.filter(adopted_at=None).first():
        raise Refused(f"{waiting} is drafted already.")
    draft = HousePolicy.objects.create(
        name=next_name(old.name),
        requirements=list(old.requirements.raw_data),
        effective_from=max(today, old.effective_from) + timedelta(days=1),
        replaces=old,
    )
    draft.jurisdictions.set(old.jurisdictions.all())
    record(action="house_policy.draft", by=by, subject=draft, fields=["name", "requirements"], now=now)
    return draft


def next_name(name: str) -> str:
    """“CPR card, version 2”: the next that no policy is called."""
    base = re.sub(r", version \d+$", "", name)[:100]
    taken, number = set(HousePolicy.objects.values_list("name", flat=True)), 2
    while f"{base}, version {number}" in taken:
        number += 1
    return f"{base}, version {number}"
