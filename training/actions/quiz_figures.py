"""Counting what answers tell about quizzes, before anybody asks: it takes a second for each module with many tries."""

import logging
from datetime import datetime

from django.db.models import Count, Q

from training.models import Module, QuizFigures
from training.queries.item_analysis import Item, item_analysis

log = logging.getLogger(__name__)


def count_answers(*, now: datetime) -> int:
    """Count each module anew that has other tries or another revision than when it was counted; how many were.

    One that cannot be counted stops no other.
    """
    counted, failed = 0, []
    for module in to_count():
        try:
            count(module, now)
            counted += 1
        except Exception:
            log.exception("The answers to the module %s could not be counted", module.pk)
            failed.append(module.pk)
    if failed:
        raise RuntimeError(f"The answers of {len(failed)} module(s) could not be counted")
    return counted


def to_count() -> list[Module]:
    """Modules whose figures are not those of today's tries and revision, or that have none."""
    handed_in = Count("attempts", filter=Q(attempts__submitted_at__isnull=False))
    modules = Module.objects.select_related("figures", "current").annotate(handed_in=handed_in)
    return [module for module in modules if is_stale(module)]


def is_stale(module: Module) -> bool:
    known = getattr(module, "figures", None)
    return known is None or (known.tries, known.current_id) != (module.handed_in, module.current_id)


def count(module: Module, now: datetime) -> QuizFigures:
    items = item_analysis(module)
    values = {
        "current": module.current,
        "tries": module.handed_in,
        "questions": len(items),
        "told": sum(item.figures is not None for item in items),
        "flagged": [line_of(item) for item in items if item.is_to_look_at],
        "counted_at": now,
    }
    return QuizFigures.objects.update_or_create(module=module, defaults=values)[0]


def line_of(item: Item) -> dict:
    return {"number": item.number, "text": item.question["text"], "flags": [str(flag) for flag in item.figures.flags]}
