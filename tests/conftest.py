"""What every test stands on: a migrated database, an empty outbox and cache, a browser that stays on this machine."""

import gc
import sqlite3
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases

from tests import database, tampering

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TRANSACTIONAL = {"live_server", "transactional_db"}
IN_DATABASE = {"db", *TRANSACTIONAL}


def is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(TRANSACTIONAL & set(getattr(item, "fixturenames", ()))) or bool(
        marker and marker.kwargs.get("transaction")
    )


def needs_database(item) -> bool:
    return bool(item.get_closest_marker("django_db") or IN_DATABASE & set(getattr(item, "fixturenames", ())))


def pytest_collection_modifyitems(items):
    """A test that commits empties all tables; put back what the migrations wrote (Wagtail's root page, our groups).

    Tests without a database stand in the middle, where the second of two processes begins (`--dist worksteal`): it
    has something to do while the first one migrates the template.
    """
    for item in filter(is_transactional, items):
        item.fixturenames.append("django_db_serialized_rollback")
    stored = [item for item in items if needs_database(item)]
    pure = [item for item in items if not needs_database(item)]
    first = min(len(items) // 2, len(stored))
    items[:] = [*stored[:first], *pure, *stored[first:]]


def pytest_collection_finish():
    """The collector of cycles takes a tenth of the time of a run: what stays to the end is not looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The database of this process. It is thrown away with its folder, or by the next run."""
    on_sqlite = connection.vendor == "sqlite"  # there its file was put in place a moment ago
    serialized = {"default"} if not on_sqlite and any(map(is_transactional, request.session.items)) else set()
    with django_db_blocker.unblock(), database.from_template():
        setup_databases(verbosity=0, interactive=False, keepdb=on_sqlite, serialized_aliases=serialized)
        teardown = copied_back() if on_sqlite else flushed()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


def copied_back():
    """After a test that commits: the whole SQLite file as it is now, which takes less than emptying each table."""
    first = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(first)

    def teardown(_test):
        connection.close()
        connection.ensure_connection()
        first.backup(connection.connection)

    return teardown


def flushed():
    """After a test that commits: empty tables. The triggers refuse every deletion; they are lifted meanwhile."""
    empty_tables = TransactionTestCase._fixture_teardown

    def teardown(test):
        with tampering.lifted():
            empty_tables(test)

    return teardown


@pytest.fixture(autouse=True)
def empty_cache():
    """Throttles and other remembered things do not reach into the next test."""
    cache.clear()


@pytest.fixture
def now() -> datetime:
    """The instant that tests without a clock of their own take for now: noon in New York."""
    return datetime(2027, 3, 1, 17, 0, tzinfo=UTC)


@pytest.fixture
def today(now):
    return now.date()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, which calls nobody at start."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}
