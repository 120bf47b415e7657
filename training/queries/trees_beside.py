"""The trees that a tree is asked with: its filings may wait for training of theirs (`training.evaluation.timed`)."""

from collections.abc import Iterable, Iterator

from wagtail.blocks import StreamValue

from training.keys import key_in
from training.models import HousePolicy, PracticeRule


def trees_beside(row, name: str) -> Iterable[StreamValue]:
    """Those of the named tree of a row: another one of it, or for a house policy those of the rules that it joins."""
    if isinstance(row, HousePolicy):
        return trees_joined(row.jurisdictions.values_list("pk", flat=True))
    beside = row._meta.get_field(name).beside
    return [getattr(row, beside)] if beside else []


def trees_joined(places: Iterable[int | str]) -> Iterator[StreamValue]:
    """What the rules of some jurisdictions ask for, or of all where none is named; drafts too.

    `places` are keys as a form sends them: what can be none is left out.
    """
    keys = [key for each in places if (key := key_in(str(each))) is not None]
    rules = PracticeRule.objects.exclude(state=PracticeRule.State.WITHDRAWN)
    yield from (rule.requirements for rule in (rules.filter(jurisdiction__in=keys) if keys else rules))
