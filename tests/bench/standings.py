"""From rows to spans for everybody: loading and walking against plain SQL, writing against a bulk insert."""

from collections.abc import Iterator
from statistics import median

from django.db import transaction

from tests.bench import floor
from tests.bench.measure import line, peak_megabytes, seconds
from training.actions.standing import BATCH, refresh
from training.models import Practitioner, Standing, StandingPair
from training.queries.spans import Rules, answers

WALKED, WRITTEN = 40, 4  # batches at most, spread over the whole roster


def run(people: int) -> Iterator[str]:
    keys = list(Practitioner.objects.order_by("pk").values_list("pk", flat=True))
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    yield from walked(people, spread(batches, WALKED))
    yield line("standings memory", people, peak_megabytes(), "megabytes at most")
    yield from written(people, spread(batches, WRITTEN))


def spread(batches: list, most: int) -> list:
    return batches[:: max(1, len(batches) // most)][:most]


def walked(people: int, batches: list[list[int]]) -> Iterator[str]:
    """Batch by batch, first the floor, then the spans; the ratio is that of the middle batch."""
    rules, floors, found = Rules(), [], []
    for batch in [batches[0], *batches]:
        floor.read(batch)  # so that neither of the two meets a cold cache
        floors.append(seconds(lambda: floor.read(batch)))  # noqa: B023  called at once
        found.append(seconds(lambda: answers(batch, rules)))  # noqa: B023
    floors, found = floors[1:], found[1:]
    ratio = median(mine / plain for mine, plain in zip(found, floors, strict=True))
    count = sum(map(len, batches))
    yield line("standings", people, count / sum(found), "practitioners per second", count / sum(floors), ratio)


def written(people: int, batches: list[list[int]]) -> Iterator[str]:
    """Computing and replacing the spans of a batch, and inserting the same rows in bulk; nothing is kept."""
    computing, replacing, inserting, rules, count = [], [], [], Rules(), 0
    for batch in batches:
        with transaction.atomic():
            computing.append(seconds(lambda: answers(batch, rules)))  # noqa: B023
            replacing.append(seconds(lambda: refresh(batch, rules=rules)))  # noqa: B023
            rows, pairs = taken_out(Standing, batch), taken_out(StandingPair, batch)
            inserting.append(seconds(lambda: (put_back(Standing, rows), put_back(StandingPair, pairs))))  # noqa: B023
            count += len(rows) + len(pairs)
            transaction.set_rollback(True)
    mine = sum(replacing) - sum(computing)
    plain = sum(inserting)
    yield line("standings written", people, count / mine, "rows per second", count / plain, mine / plain)


def taken_out(model, people: list[int]) -> list:
    """The rows as they stand, without their keys; they are deleted."""
    rows = model.objects.filter(practitioner__in=people).order_by()
    kept = list(rows)
    rows.delete()
    return kept


def put_back(model, rows: list) -> None:
    for row in rows:
        row.pk = None
    model.objects.bulk_create(rows, batch_size=1000)
