"""Asking who would be answered otherwise if a draft were adopted. The record is read and never written.

A question is computed behind the screen in turns of some seconds. Each batch is written with the place that it ends
at, in one transaction, and only if nobody else moved that place: a killed worker's question is gone on with, two
workers never count anybody twice, and the result is shown once it is whole.
"""

import time
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from training.actions import Refused, require
from training.actions.house_policy import check_policy
from training.actions.rule_checks import check_years, wrong_year
from training.actions.scheme import check_trees
from training.actions.turns import LongWork, Overtaken
from training.evaluation.dates import long_date
from training.models import Assignment, HousePolicy, PracticeRule, SchemeVersion, User, WhatIf, WhatIfChange
from training.permissions import may_adopt
from training.queries import whatif
from training.queries.drafts import digest_of
from training.queries.organization import today
from training.queries.roster import current_assignments
from training.queries.succession import ended_by
from training.queries.whatif_judge import Judged, judge_for
from training.trees import tree_of_stream

AT_ONCE = 50  # people whom a request judges itself
MOST_AT_ONCE, MOST_A_DAY, A_DAY = 3, 30, timedelta(days=1)  # questions of one manager
BATCH = 200
KEPT = timedelta(days=7)
COMPUTING = WhatIf.State.COMPUTING


@transaction.atomic
def ask(*, by, draft, as_of: date, now: datetime) -> WhatIf:
    """Ask who would be answered otherwise on a day. The same question about the same state is asked once.

    `Refused` where the draft cannot be judged: it is none any more, says nothing that can be meant, or is not in
    force on the day.
    """
    require(may_adopt(by))
    starts_on = whatif.first_day(draft, as_of)
    check_day(as_of, now)
    check(draft, as_of, starts_on, today(now))
    asked = WhatIf(
        asked_by=by,
        asked_at=now,
        as_of=as_of,
        effective_from=starts_on,
        draft_digest=digest_of(draft),
        **{whatif.field_of(draft): draft},
    )
    asked.record_stamp = whatif.stamp(asked)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # so that a double click is counted
    if before := asked_before(asked):
        return before
    require_room(by, now)
    asked.total = whatif.people_of(asked).count()
    asked.save()
    transaction.on_commit(partial(begin, asked, now))
    return asked


def asked_before(asked: WhatIf) -> WhatIf | None:
    """The same question about the same state, answered or on its way."""
    same = ("asked_by", "rule", "policy", "version", "as_of", "draft_digest", "record_stamp")
    rows = WhatIf.objects.filter(state__in=[COMPUTING, WhatIf.State.DONE])
    return rows.filter(**{name: getattr(asked, name) for name in same}).first()


def require_room(by, now: datetime) -> None:
    """What one manager may ask: few questions at once, and a day's worth of them."""
    mine = WhatIf.objects.filter(asked_by=by)
    if mine.filter(state=COMPUTING).count() >= MOST_AT_ONCE:
        raise Refused(f"{MOST_AT_ONCE} of your questions are being computed. Cancel one first, or wait for it.")
    if mine.filter(asked_at__gt=now - A_DAY).count() >= MOST_A_DAY:
        raise Refused(f"You asked {MOST_A_DAY} questions within a day. Read those, and ask again tomorrow.")


def begin(asked: WhatIf, now: datetime) -> None:
    """Judge a few people at once, many behind the screen."""
    if asked.total > AT_ONCE or QUESTIONS.work(asked.pk, now=now):
        QUESTIONS.enqueue(asked.pk)


def check_day(as_of: date, now: datetime) -> None:
    """The same years as an adoption's."""
    if sentence := wrong_year(as_of, today(now)):
        raise Refused(sentence, "as_of")


def check(draft, as_of: date, starts_on: date, today: date) -> None:
    """Refuse what adopting the draft would refuse, and a day on which it would not be in force."""
    if not whatif.is_draft(draft):
        raise Refused("This is no draft any more. Choose another one.", "draft")
    if as_of < starts_on:
        raise Refused(f"This draft takes effect on {long_date(starts_on)}. Ask about that day or a later one.", "as_of")
    if draft.effective_until and as_of > draft.effective_until:
        raise Refused(f"This draft ends on {long_date(draft.effective_until)}. Ask about an earlier day.", "as_of")
    try:
        check_years(starts_on, draft.effective_until, today)
        check_content(draft, starts_on)
    except Refused as refused:
        raise Refused(str(refused), "draft") from refused


def check_content(draft, starts_on: date) -> None:
    if isinstance(draft, HousePolicy):
        check_policy(draft)
    elif isinstance(draft, SchemeVersion):
        check_trees(draft)
    else:
        check_rule(draft, starts_on)


def check_rule(draft: PracticeRule, starts_on: date) -> None:
    ended_by(draft, starts_on, draft.effective_until)
    for stream in (draft.requirements, draft.provisional):
        try:
            tree_of_stream(stream)
        except ValueError as error:
            raise Refused(f"The requirements cannot be read: {error}.") from error


def cancel(*, by, what_if: WhatIf, now: datetime) -> None:
    """Stop computing; what was found so far is thrown away. A question that is over stays."""
    require(may_adopt(by))
    end(what_if.pk, WhatIf.State.CANCELED, now)


def end(pk: int, state: str, now: datetime) -> None:
    """End a question without a result."""
    with transaction.atomic():
        if WhatIf.objects.filter(pk=pk, state=COMPUTING).update(state=state, finished_at=now, claimed_until=None):
            WhatIfChange.objects.filter(what_if=pk).delete()


def with_draft():
    return WhatIf.objects.select_related("asked_by", "rule__jurisdiction", "policy", "version__scheme")


def turn(asked: WhatIf, until: float, now: datetime) -> bool:
    """Judge people in the order of their keys until the turn is over; True when there are more.

    A draft that changed meanwhile ends the question: no result is half about one text and half about another.
    """
    judge = judge_for(asked)
    while batch := list(people_after(asked).values_list("pk", flat=True)[:BATCH]):
        if is_changed(asked):
            end(asked.pk, WhatIf.State.CHANGED, now)
            return False
        keep(asked, batch, list(judge.judged(batch)))
        if time.monotonic() >= until and people_after(asked).exists():
            return True
    over = {"state": WhatIf.State.DONE, "finished_at": now, "total": F("done")}
    WhatIf.objects.filter(pk=asked.pk, state=COMPUTING, cursor=asked.cursor).update(**over)
    return False


def people_after(asked: WhatIf):
    return whatif.people_of(asked).filter(pk__gt=asked.cursor).order_by("pk")


def is_changed(asked: WhatIf) -> bool:
    draft = whatif.draft_of(whatif.key_of(asked.draft))
    return draft is None or digest_of(draft) != asked.draft_digest


@transaction.atomic
def keep(asked: WhatIf, batch: list[int], answers: list[Judged]) -> None:
    """Write what a batch found and where it ends, if it begins where the question stands."""
    counted = counts(asked, batch, answers)
    here = WhatIf.objects.filter(pk=asked.pk, state=COMPUTING, cursor=asked.cursor)
    if here.update(cursor=batch[-1], done=F("done") + len(batch), by_clinic=counted) != 1:
        raise Overtaken
    WhatIfChange.objects.bulk_create(change(asked, answer) for answer in answers if answer.differs)
    asked.cursor, asked.by_clinic = batch[-1], counted


def change(asked: WhatIf, answer: Judged) -> WhatIfChange:
    return WhatIfChange(
        what_if=asked,
        practitioner_id=answer.practitioner,
        jurisdiction=answer.place,
        direction=answer.direction,
        before=answer.before.outcome.value,
        after=answer.after.outcome.value,
        before_deadline=answer.before.deadline,
        after_deadline=answer.after.deadline,
        lines=answer.lines,
    )


def counts(asked: WhatIf, batch: list[int], answers: list[Judged]) -> dict[str, list[int]]:
    """The numbers so far with these answers: in all, and by clinic. Who works at two clinics there counts at both."""
    counted = {key: list(numbers) for key, numbers in asked.by_clinic.items()}
    clinics = clinics_of(asked, batch)
    for answer in answers:
        column = whatif.COUNTED.index(answer.direction if answer.differs else whatif.SAME)
        here = [str(pk) for pk, place in clinics.get(answer.practitioner, ()) if answer.place in (None, place)]
        for key in [whatif.ALL, *(here or [whatif.NOWHERE])]:
            counted.setdefault(key, [0] * len(whatif.COUNTED))[column] += 1
    return counted


def clinics_of(asked: WhatIf, batch: list[int]) -> dict[int, list]:
    """Where each person works on the day: the clinic's key and its jurisdiction."""
    rows: list[Assignment] = current_assignments(asked.as_of).filter(practitioner__in=batch)
    found = {}
    for row in rows.select_related("clinic__jurisdiction"):
        found.setdefault(row.practitioner_id, {})[row.clinic_id] = row.clinic.jurisdiction
    return {person: list(clinics.items()) for person, clinics in found.items()}


def give_up(asked: WhatIf, now: datetime) -> None:
    end(asked.pk, WhatIf.State.FAILED, now)


def task():
    from training.tasks import compute_what_if_now

    return compute_what_if_now


def forget_old(*, now: datetime) -> None:
    """Delete questions and their results after some days: they are about an older state by then."""
    WhatIf.objects.filter(asked_at__lt=now - KEPT).delete()


QUESTIONS = LongWork(jobs=with_draft, turn=turn, give_up=give_up, task=task)
