"""What a supervisor signed and still stands: their own log of supervision, with its totals."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from training.models import Practitioner, SessionState, SupervisedSession
from training.models.session import Region

HEAD = (
    "Date",
    "Trainee",
    "Clinic",
    "Mode",
    "Supervision",
    "Where",
    "Needles",
    "Signed (UTC)",
    "Code of the entry (SHA-256)",
)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many sessions in all, and by month (newest first), region and trainee (most first)."""

    sessions: int
    trainees: int
    by_month: list[tuple]
    by_region: list[tuple[str, int]]
    by_trainee: list[tuple[str, int]]


def supervised(supervisor: Practitioner) -> QuerySet[SupervisedSession]:
    """Sessions that this supervisor signed, the newest first; of an amended one the version in force."""
    rows = SupervisedSession.objects.current().filter(sign_off__supervisor=supervisor, state=SessionState.SIGNED)
    return rows.select_related("practitioner", "clinic", "sign_off").order_by("-happened_on", "-pk")


def totals(rows: QuerySet[SupervisedSession]) -> Totals:
    """A session of several regions counts once in each."""
    told = rows.order_by().values_list("happened_on", "regions", "practitioner_id", "practitioner__full_name")
    months, regions, trainees, names = Counter(), Counter(), Counter(), {}
    for on, touched, person, name in told:
        months[on.replace(day=1)] += 1
        regions.update(touched)
        trainees[person] += 1
        names[person] = name
    return Totals(
        sessions=trainees.total(),
        trainees=len(trainees),
        by_month=sorted(months.items(), reverse=True),
        by_region=[(Region(each).label, count) for each, count in regions.most_common()],
        by_trainee=[(names[each], count) for each, count in trainees.most_common()],
    )


def as_rows(rows: QuerySet[SupervisedSession]) -> Iterator[tuple]:
    """The log for a spreadsheet, the columns of `HEAD`; nothing about a patient is on record."""
    for row in rows.iterator(500):
        yield (
            row.happened_on,
            row.practitioner.full_name,
            str(row.clinic or ""),
            row.get_mode_display(),
            row.supervision_words,
            row.region_words,
            row.needle_count,
            f"{row.sign_off.signed_at:%Y-%m-%d %H:%M:%S}",
            row.sign_off.content_hash,
        )
