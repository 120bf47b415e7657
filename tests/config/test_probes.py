"""The probes answer whatever else is wrong."""

import pytest
from django.db import connection
from django.test import RequestFactory

from config import probes


def messages(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "config.probes"]


def test_alive_without_a_database_and_under_any_host_name(client):
    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


@pytest.mark.django_db
def test_ready_with_everything_in_place(client):
    answer = client.get("/readyz", headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "cache": "ok", "migrations": "ok"}


def test_not_ready_without_a_database(client, caplog):
    """This test may not touch the database, so each question to it fails as if it were away. The log says why."""
    probes.all_applied.cache_clear()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": "fails", "cache": "ok", "migrations": "fails"}
    assert [line.partition(": Database")[0].removeprefix("Not ready: ") for line in messages(caplog)] == [
        "database: RuntimeError",
        "migrations: RuntimeError",
    ]


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(rf: RequestFactory, caplog):
    probes.all_applied.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'training'")
    answer = probes.readyz(rf.get("/readyz"))
    assert answer.status_code == 503
    assert messages(caplog) == ["Not ready: migrations: not in order"]
    probes.all_applied.cache_clear()


def test_nothing_but_reading(client):
    assert client.post("/healthz").status_code == 405
