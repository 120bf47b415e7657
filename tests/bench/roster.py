"""One page of the roster, today and as of another date, against the bare SQL for the same page."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.core.paginator import Page
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.bench import house
from tests.bench.measure import line, seconds, side_by_side
from training.filters.roster import RosterFilter
from training.queries import queues, roster, roster_lines
from training.queries.due_checks import in_order, with_look
from training.queries.organization import today as organization_today
from training.views.paging import PER_PAGE, LongList

ASKED = {
    "everybody": "",
    "not cleared": "clearance=may_not",
    "in one state": "where=US-FL&clearance=cleared",
    "sorted by license end": "sort=license",
    "sorted by clearance": "sort=clearance",
}


def run(size: int) -> Iterator[str]:
    today = organization_today(timezone.now())
    users = {"manager": house.manager_of_all(), "administrator": house.administrator()}
    for who, user in users.items():
        for words, query in ASKED.items():
            yield measured(f"roster, {words}, {who}", size, page(user, today, today, query))
        then, ago = today + timedelta(days=100), today - timedelta(days=400)
        yield measured(f"roster in 100 days, not cleared, {who}", size, page(user, then, today, ASKED["not cleared"]))
        yield measured(f"roster 400 days ago, not cleared, {who}", size, page(user, ago, today, ASKED["not cleared"]))
        yield measured(f"spans, not cleared, {who}", size, spans(user, today, today, ASKED["not cleared"]))
        yield measured(f"spans 400 days ago, not cleared, {who}", size, spans(user, ago, today, ASKED["not cleared"]))
        yield measured(f"roster 400 days ago, {who}", size, page(user, ago, today, ""))
        for words, work in desk(user, today).items():
            yield measured(f"{words}, {who}", size, work)


def page(user, as_of, today, query: str) -> Callable:
    """What the page asks: how many, which people, and their lines."""

    def ask():
        shown, question = people(user, as_of, today, query)
        return roster_lines.lines(shown, question)

    return ask


def spans(user, as_of, today, query: str) -> Callable:
    """Of the same page only what is read of the spans: which people, and their answers of the day."""

    def ask():
        shown, question = people(user, as_of, today, query)
        return list(roster_lines.answers([person.pk for person in shown], question))

    return ask


def people(user, as_of, today, query: str) -> tuple[Page, roster.Question]:
    found = RosterFilter(QueryDict(query), roster.people(user, as_of, today), user=user, as_of=as_of)
    return LongList(found.qs, PER_PAGE, None).get_page(1), found.question


def desk(user, today) -> dict[str, Callable]:
    """The desk's first page, and the list of licenses to check."""

    def checks():
        rows = in_order(with_look(queues.checks_due(user, today)))
        return list(LongList(rows, PER_PAGE, None).get_page(1))

    return {"queues of the desk": lambda: queues.all_queues(user, today), "checks due": checks}


def measured(bench: str, people: int, work: Callable) -> str:
    """Milliseconds of the page, against sending its statements alone and reading their rows."""
    with CaptureQueriesContext(connection) as captured:
        work()
    statements = [query["sql"] for query in captured.captured_queries]
    rounds = 9 if seconds(work) < 1 else 3
    plain, mine = side_by_side(lambda: send(statements), work, rounds=rounds)
    value, floor, ratio = mine.middle * 1000, plain.middle * 1000, mine.fastest / plain.fastest
    return line(bench, people, value, "milliseconds", floor, ratio, fastest=mine.fastest * 1000)


def send(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.cursor.execute(statement)
            cursor.fetchall()
