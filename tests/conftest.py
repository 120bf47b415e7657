"""What every test stands on: a migrated database, an empty outbox and cache, a browser that stays on this machine."""

import gc
import sqlite3
from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases

from tests import database, long, tampering

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


@pytest.hookimpl(tryfirst=True)  # before those are chosen whose marks are asked for
def pytest_collection_modifyitems(items):
    """Those that take long are marked. Tests without a database stand in the middle, where the second of two processes
    begins (`--dist worksteal`): it has something to do while the first one migrates the template.
    """
    long.mark(items)
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
    """After a test that commits: tables with what the migrations wrote (Wagtail's root page, our groups), at once,
    because a process that ran out of work takes over any test. The triggers that refuse deletion are lifted meanwhile.
    """
    first = getattr(connection, "_test_serialized_contents", None)

    def teardown(_test):
        with tampering.lifted():
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
            connection.creation.deserialize_db_from_string(first)
        ContentType.objects.clear_cache()

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
