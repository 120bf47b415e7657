"""A named manager adopts a practice rule: unknowns are closed or stay unknown, and the version is frozen."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from training import rule_fields
from training.actions import Refused, require, rule_checks
from training.actions.audit import record
from training.actions.refreshing import jurisdictions_changed
from training.actions.rule_answers import duties_with, read_where, refuse_unknown_keys, requirements_with, stage_with
from training.models import Jurisdiction, PracticeRule
from training.permissions import may_adopt
from training.queries.drafts import CHANGED, digest_of
from training.queries.succession import ended_by
from training.rule_fields import Answer

COPIED = (
    "profession", "status", "position", "position_basis", "provisional_months", "provisional_anchor",
    "provisional_scope", "scope", "scope_from_training", "duties", "note", "citation",
)  # fmt: skip


def adopt(
    *,
    by,
    rule: PracticeRule,
    effective_from: date,
    review_on: date,
    answers: Mapping[str, Answer],
    duties: Iterable[str],
    now: datetime,
    today: date,
    first_day_read: str = "",
    effective_until: date | None = None,
    position: str = "",
    position_basis: str = "",
    provisional_hours: int | None = None,
    provisional_months: int | None = None,
    provisional_anchor: str | None = None,
    provisional_scope: list[str] | None = None,
    scope: list[str] | None = None,
    scope_from_training: bool | None = None,
    no_rule_after: bool = False,
    changes_past: bool = False,
    demonstration: bool = False,
    seen: str | None = None,
) -> PracticeRule:
    """Put a draft in force from a day on, as a named manager read it, and answer everybody there anew.

    `answers` are by the names of `rule_fields.LABELS`, and by the key of each other unknown of the trees
    (`unknowns.Leaf`); one left out keeps what the draft says, unknowns stay unknown and are never a pass. Where the
    law is silent or unclear a position may be taken, with its basis. `first_day_read` says where the first day was
    read; empty for one that research does not name, it is kept as assumed. The version in force before ends on the day
    before this one. `seen` is the digest of the draft that was shown, if it was. None of the rest keeps what the
    draft says. `Refused` carries the field that it is about.
    """
    require(may_adopt(by))
    with transaction.atomic():
        draft = locked(rule)
        if seen not in (None, digest_of(draft)):
            raise Refused(CHANGED)
        rule_checks.check_dates(effective_from, effective_until, review_on, today)
        rule_checks.check_position(draft, position, position_basis)
        refuse_unknown_keys(draft, answers)
        rule_checks.check_answers(draft, answers)
        rule_checks.check_stage(draft, provisional_hours, provisional_months)
        consent = answers.get(rule_fields.CONSENT) or rule_checks.draft_answer(draft, rule_fields.CONSENT)
        requirements = requirements_with(draft, answers)
        stage = (provisional_hours, provisional_months, provisional_anchor, provisional_scope)
        values = {
            "effective_from": effective_from,
            "effective_until": effective_until,
            "review_on": review_on,
            "position": position,
            "position_basis": position_basis.strip(),
            "duties": duties_with(duties, consent),
            "read_where": read_where(draft, answers, effective_from, first_day_read),
            "requirements": requirements,
            "scope": draft.scope if scope is None else scope,
            "scope_from_training": draft.scope_from_training if scope_from_training is None else scope_from_training,
            **stage_with(draft, *stage, answers, requirements),
        }
        replaced = ended_by(draft, effective_from, effective_until)
        rule_checks.check_replaced(replaced, effective_from, effective_until, today, no_rule_after, changes_past)
        end_the_one_before(by=by, draft=draft, starts_on=effective_from, ends_on=effective_until, now=now)
        put_in_force(by, draft, values | {"demonstration": demonstration}, now)
        jurisdictions_changed([draft.jurisdiction], now=now)
    rule.refresh_from_db()
    return rule


def locked(rule: PracticeRule) -> PracticeRule:
    """The draft as it is now: its jurisdiction locked, so that two adoptions wait for each other, and so is the row.

    Not its key: acts whose new answers name the jurisdiction go on. They and the rebuild would wait for each other.
    """
    place = Jurisdiction.objects.select_for_update(no_key=True).get(pk=rule.jurisdiction_id)
    fresh = PracticeRule.objects.select_for_update().get(pk=rule.pk)
    if fresh.state != PracticeRule.State.DRAFT:
        raise Refused("This version is no draft any more, so it stays as it is. Draft a next version.")
    if fresh.jurisdiction_id != place.pk:
        raise Refused(CHANGED)
    fresh.jurisdiction = place
    return fresh


def end_the_one_before(*, by, draft, starts_on, ends_on, now) -> None:
    """Adopted versions never overlap: an earlier one ends on the day before, a later one must not be reached."""
    for old in ended_by(draft, starts_on, ends_on):
        end_before(by=by, old=old, day=starts_on - timedelta(days=1), now=now)


def end_before(*, by, old: PracticeRule, day: date, now: datetime) -> None:
    """The one change that an adopted version takes. The end as it was adopted is kept beside it."""
    kept = old.adopted_until if old.ended_at else old.effective_until
    PracticeRule.objects.filter(pk=old.pk).update(effective_until=day, ended_at=now, adopted_until=kept)
    record(action="rule.end", by=by, subject=old, fields=["effective_until"], values=day.isoformat(), now=now)


def put_in_force(by, draft: PracticeRule, values: dict, now: datetime) -> None:
    """The draft becomes adopted, once: a second click finds no draft."""
    adopted = {"state": PracticeRule.State.ADOPTED, "adopted_at": now, "adopted_by": by}
    waiting = PracticeRule.objects.filter(pk=draft.pk, state=PracticeRule.State.DRAFT)
    if waiting.update(**values, **adopted) != 1:
        raise Refused("Somebody adopted this version a moment ago.")
    record(action="rule.adopt", by=by, subject=draft, fields=values, values=values, now=now)


@transaction.atomic
def draft_next(*, by, rule: PracticeRule, now: datetime) -> PracticeRule:
    """A new draft that begins as a copy of this version. One draft at a time comes after it.

    An older version of research's that nobody adopted is in nobody's way.
    """
    require(may_adopt(by))
    place = Jurisdiction.objects.select_for_update(no_key=True).get(pk=rule.jurisdiction_id)
    versions = PracticeRule.objects.filter(jurisdiction=place, profession=rule.profession)
    if waiting := versions.filter(state=PracticeRule.State.DRAFT, number__gt=rule.number).first():
        raise Refused(f"Version {waiting.number} is drafted already.")
    number = versions.aggregate(last=Max("number"))["last"] + 1
    draft = PracticeRule.objects.create(
        jurisdiction=place,
        number=number,
        drafted_at=now,
        requirements=list(rule.requirements.raw_data),
        provisional=list(rule.provisional.raw_data),
        **{name: getattr(rule, name) for name in COPIED},
    )
    record(action="rule.draft", by=by, subject=draft, fields=COPIED, now=now)
    return draft


@transaction.atomic
def withdraw(*, by, rule: PracticeRule, now: datetime) -> PracticeRule:
    """Put a draft aside. What is adopted stays; a later version ends it."""
    require(may_adopt(by))
    waiting = PracticeRule.objects.filter(pk=rule.pk, state=PracticeRule.State.DRAFT)
    if waiting.update(state=PracticeRule.State.WITHDRAWN) != 1:
        raise Refused("Only a draft can be withdrawn.")
    record(action="rule.withdraw", by=by, subject=rule, fields=["state"], now=now)
    rule.refresh_from_db()
    return rule
