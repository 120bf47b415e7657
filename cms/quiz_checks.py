"""What cannot be published of a quiz: each flaw beside the field that mends it."""

from collections import Counter
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.question_content import draws_of, named, pools_of
from training.draw import asked_count


def flaws(cleaned: dict) -> Iterator[tuple[str, str | ValidationError]]:
    """`(field, what is wrong)` of a module's form; a field that has a complaint already is not judged again."""
    questions, draws, needed = (cleaned.get(name) for name in ("questions", "draws", "pass_correct"))
    if questions is None or draws is None:
        return
    pools = pools_of(questions)
    wrong = dict(wrong_draws(draws, Counter(each.get("pool") for each in pools)))
    if wrong:
        yield "draws", StreamBlockValidationError(block_errors=wrong)
        return
    asked = asked_count(pools, draws_of(draws))
    if needed and needed > asked:
        yield "pass_correct", too_few(asked, len(questions), needed)


def too_few(asked: int, written: int, needed: int) -> str:
    """Fewer questions are asked than right answers."""
    there = f"A try asks {asked} of {written} questions" if asked < written else f"There are {written} questions"
    return f"{there}, so {needed} right answers cannot be asked for."


def wrong_draws(draws, pools: Counter) -> Iterator[tuple[int, ValidationError]]:
    """The lines that nothing can be drawn by, each with its flaw at the field it is about."""
    seen = set()
    for place, line in enumerate(draws):
        pool, count = named(line.value["pool"]), line.value["count"]
        if pool in seen:
            yield place, at("pool", f"The pool “{pool}” is drawn from above.")
        elif not pools[pool]:
            yield place, at("pool", f"No question is in the pool “{pool}”.")
        elif count > pools[pool]:
            yield place, at("count", f"The pool “{pool}” has {pools[pool]}, so {count} cannot be drawn.")
        seen.add(pool)


def at(field: str, words: str) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={field: ValidationError(words)})
