"""Papers that may still be filed with a board in time: who answers for one, and by which day.

Read from the stored spans: such a line is met today, and not met from the day after its last day on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from training.evaluation.dates import day_after
from training.evaluation.requirements import Filing, walk
from training.lasting import in_practice, lasting
from training.models import PracticeRule, Standing
from training.queries.all_rules import all_policies
from training.queries.rules import adopted, pieces, version_of

AHEAD = timedelta(days=90)
LIMIT = "within_days"
AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Limited:
    """A line of a jurisdiction's rule, by its id, that asks for a filing with a time limit."""

    jurisdiction: int
    profession: str
    line: str
    words: str


def limited_lines(today: date) -> list[Limited]:
    """Those of the adopted rules and policies that are in force, or come into force, from the day on."""
    rows = adopted(PracticeRule.objects.select_related("jurisdiction"), None)
    rows = rows.filter(lasting(today, "effective_until"))
    policies = all_policies()
    if not any(is_limited(policy.requirements) for policy, _ in policies):
        rows = rows.annotate(text=Cast("requirements", TextField())).filter(text__contains=LIMIT)
    found = {}
    for row in rows:
        here = [policy for policy, named in policies if not named or row.jurisdiction_id in named]
        if any(is_limited(stream) for stream in (row.requirements, *(policy.requirements for policy in here))):
            for line, words in lines_of(row, here):
                found[row.jurisdiction_id, row.profession, line] = words
    return [Limited(*key, words) for key, words in found.items()]


def is_limited(stream) -> bool:
    return LIMIT in str(stream.raw_data)


def lines_of(row: PracticeRule, policies: list) -> Iterator[tuple[str, str]]:
    """The ids of the checklist lines of a version that hold a filing with a limit, with what the filing is called."""
    for version in pieces(version_of(row, row.jurisdiction, row.effective_until), policies):
        for line in version.checklist:
            for node in walk(line):
                if isinstance(node, Filing) and node.within_days is not None:
                    yield line.id, node.label or node.name


def due(rows: QuerySet[Standing], today: date, lines: list[Limited], ahead: timedelta = AHEAD) -> QuerySet[Standing]:
    """Of `rows` the spans that begin on the day after the last day to file, nearest first; one for each person and
    line. A span that begins tomorrow means that today is the last day.
    """
    if not lines:
        return rows.none()
    found = with_text(rows).filter(starts_on__range=(day_after(today), day_after(today + ahead)))
    turning, places = Q(), defaultdict(set)
    for line in lines:
        places[line.line, line.profession].add(line.jurisdiction)
    for (line, profession), there in places.items():
        turning |= Q(jurisdiction__in=there, practitioner__profession=profession) & turned(quoted(line), today)
    return found.filter(turning).order_by("starts_on", "pk")


def turned(line: str, today: date) -> Q:
    """Spans with the line open, of people for whom it is met today and on every day until then."""
    same = with_text(
        Standing.objects.filter(practitioner=OuterRef("practitioner"), jurisdiction=OuterRef("jurisdiction"))
    )
    now = same.filter(starts_on__lte=today, ends_on__gte=today).exclude(text__contains=line)
    before = same.filter(starts_on__gt=today, starts_on__lt=OuterRef("starts_on"), text__contains=line)
    return Q(text__contains=line) & Q(Exists(now)) & ~Q(Exists(before))


def with_text(rows: QuerySet[Standing]) -> QuerySet[Standing]:
    """The ids of the unmet lines as text: both databases can look into that."""
    return rows.annotate(text=Cast("unmet", TextField()))


def quoted(line: str) -> str:
    return f'"{line}"'


def by_place(lines: list[Limited]) -> dict[tuple[int, str], dict[str, str]]:
    """The ids and words of the lines of each jurisdiction and profession."""
    found = defaultdict(dict)
    for line in lines:
        found[line.jurisdiction, line.profession][line.line] = line.words
    return found


@dataclass(frozen=True, slots=True)
class Due:
    """One paper: the span that begins once it is too late, the line, its words, and the last day for it."""

    standing: Standing
    line: str
    words: str
    due_on: date


def told(rows: Iterable[Standing], lines: list[Limited]) -> Iterator[Due]:
    """The rows of `due` in words. They have to come with their practitioner and jurisdiction."""
    places = by_place(lines)
    for row in rows:
        known = places[row.jurisdiction_id, row.practitioner.profession]
        line = next((line for line in row.unmet if line in known), "")
        yield Due(row, line, known.get(line, ""), row.starts_on - timedelta(days=1))


def everybody(today: date, ahead: timedelta) -> Iterator[Due]:
    """Every paper of everybody who has not left practice."""
    lines = limited_lines(today)
    rows = Standing.objects.filter(in_practice(today), practitioner__admitted_at__isnull=False)
    found = due(rows, today, lines, ahead).select_related("practitioner__user", "jurisdiction")
    return told(found.iterator(AT_A_TIME) if lines else (), lines)
