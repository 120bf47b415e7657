"""Which questions a try asks, and in which order: drawn once, when it begins."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random


def asked_count(questions: Sequence[dict], draws: Mapping[str, int]) -> int:
    """How many of these questions a try asks: of each pool as many as are drawn, and all the others."""
    pools = Counter(question.get("pool", "") for question in questions)
    return sum(min(count, draws.get(pool, count)) for pool, count in pools.items())


def drawn(questions: Sequence[dict], draws: Mapping[str, int], *, shuffle: bool, luck: Random) -> list[str]:
    """The ids of the questions of one try, in the order shown: as written, or shuffled."""
    left_out = set()
    for pool, count in draws.items():
        ids = [question["id"] for question in questions if question.get("pool", "") == pool]
        left_out |= set(ids) - set(luck.sample(ids, min(count, len(ids))))
    kept = [question["id"] for question in questions if question["id"] not in left_out]
    return shuffled(kept, luck) if shuffle else kept


def option_orders(questions: Sequence[dict], luck: Random) -> dict[str, list[str]]:
    """The options of each question that may be shuffled, in a new order."""
    mixed = [each for each in questions if each["kind"] in ("single", "multiple") and not each.get("keep_order")]
    return {each["id"]: shuffled([option["id"] for option in each["options"]], luck) for each in mixed}


def shuffled(ids: Sequence[str], luck: Random) -> list[str]:
    return luck.sample(ids, len(ids))
