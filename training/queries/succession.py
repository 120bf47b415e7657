"""Which adopted rule versions give way when a draft takes effect. Adopted versions never overlap."""

from datetime import date, timedelta

from django.db.models import QuerySet

from training.lasting import lasting
from training.models import PracticeRule
from training.permissions import Refused


def ended_by(draft: PracticeRule, starts_on: date, ends_on: date | None) -> QuerySet[PracticeRule]:
    """The adopted versions that end on the day before the draft; `Refused` when it would reach into a later one."""
    others = adopted_beside(draft)
    later = others.filter(effective_from__gte=starts_on).order_by("effective_from").first()
    if later and later.effective_from == starts_on:
        raise Refused(f"Version {later.number} takes effect on this very day. Choose a later one.", "effective_from")
    if later and (ends_on is None or ends_on >= later.effective_from):
        raise Refused(f"Version {later.number} takes over later. End this one on the day before.", "effective_until")
    return others.filter(lasting(starts_on, "effective_until"), effective_from__lt=starts_on)


def adopted_beside(draft: PracticeRule) -> QuerySet[PracticeRule]:
    return PracticeRule.objects.filter(
        jurisdiction=draft.jurisdiction_id, profession=draft.profession, state=PracticeRule.State.ADOPTED
    ).exclude(pk=draft.pk)


def rules_with(draft: PracticeRule, starts_on: date) -> list[PracticeRule]:
    """The adopted versions as adopting the draft would leave them, none of them saved. `draft` has its first day."""
    ending = {rule.pk for rule in ended_by(draft, starts_on, draft.effective_until)}
    rules = list(adopted_beside(draft).order_by("effective_from", "pk"))
    for rule in rules:
        if rule.pk in ending:
            rule.effective_until = starts_on - timedelta(days=1)
    return sorted([*rules, draft], key=lambda rule: (rule.effective_from, rule.pk))
