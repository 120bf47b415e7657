"""Somebody who edits rows: the database itself keeps what was issued, put to use or handed out, on both engines."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import QuerySet

from certificates import triggers
from certificates.models import DesignPlacement, Frozen, FrozenModel
from tests import factories
from tests.certificates.course import graduate, printed
from tests.certificates.test_corrections import printed_anew, renamed
from tests.factories import NOW
from tests.house.constraints_bulk import bulk, item
from tests.house.constraints_corrections import asked
from tests.house.constraints_paper import design_picture, design_version, log_taken_out, share
from tests.training.test_rows_kept import refused, replaced, sql, sqlite_only

pytestmark = pytest.mark.django_db


def tables() -> dict[str, type[models.Model]]:
    ours = apps.get_app_config("certificates").get_models()
    return {model._meta.db_table: model for model in ours if model._meta.db_table in triggers.KEPT}


def keys(model) -> list[tuple[str, ...]]:
    """The columns of each unique key, the first of them the row's own."""
    column = {field.name: field.column for field in model._meta.concrete_fields}
    fields = [(field.column,) for field in model._meta.concrete_fields if field.unique]
    pairs = [each.fields for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)]
    return [*fields, *(tuple(column[name] for name in names) for names in pairs)]


def fresh(field: models.Field, row: dict):
    """Another value of a column, so that only one key of two rows is the same."""
    value = row[field.column]
    if isinstance(field, models.CharField):
        return uuid4().hex[: len(value)].upper()
    if isinstance(field, models.UUIDField):
        return uuid4()
    return None if value is None else value + 1_000_000


def is_elsewhere(key: tuple[str, ...], row: dict) -> bool:
    """Whether the index of a key leaves a row out: what replaces another is the second of its cycle."""
    if key == ("decision_id",):
        return bool(row["correction"])
    return key in {("cycle_id", "kind"), ("completion_id",)} and row["replaces_id"] is not None


@pytest.fixture
def everything(given, certificate):
    """A row in every table that is kept; of certificates one of a cycle, its correction, and one of a completion."""
    printed(graduate())
    renamed(given)
    printed_anew(given, certificate)
    log_taken_out()
    design = design_version().design
    design_picture()
    DesignPlacement.objects.create(
        kind="certification", design=design, chosen_at=NOW, chosen_by=factories.UserFactory()
    )
    asked(certificate)
    share(certificate)
    item(number="DN-2027-00099", code="C" * 26, taken_at=NOW)


def test_the_tables_are_those_that_are_written_once(everything):
    written_once = {model._meta.db_table for model in apps.get_app_config("certificates").get_models()
                    if issubclass(model, FrozenModel)}  # fmt: skip
    assert written_once == set(triggers.WHOLE)
    assert all(model._base_manager.exists() for model in tables().values())


def test_every_unique_key_is_named():
    for table, model in tables().items():
        named = {("id",), *(tuple(columns.split()) for columns, _ in triggers.KEPT[table].unique)}
        assert set(keys(model)) == named, table


@pytest.mark.parametrize("table", triggers.WHOLE)
def test_nothing_is_changed_or_deleted(everything, table):
    assert refused(sql(f"UPDATE {table} SET id = id"))
    assert refused(sql(f"DELETE FROM {table}"))
    model = tables()[table]
    row = model.objects.first()
    for act in (row.save, row.delete, model.objects.all().delete, lambda: model.objects.update(id=1)):
        with pytest.raises(Frozen):
            act()


@sqlite_only
@pytest.mark.parametrize("table", triggers.KEPT)
def test_nothing_takes_the_place_of_a_row_by_any_key(everything, table):
    model = tables()[table]
    before = list(model._base_manager.order_by("pk").values())
    unique = {column for key in keys(model) for column in key}
    rows = [{field.column: row[field.attname] for field in model._meta.concrete_fields} for row in before]
    tried = set()
    for key in keys(model):
        for row in rows:
            if any(row[column] is None for column in key) or is_elsewhere(key, row):
                continue
            others = {f.attname: fresh(f, row) for f in model._meta.concrete_fields if f.column in unique - set(key)}
            assert refused(replaced(model, **row | others)), (key, others)
            tried.add(key)
    assert tried == set(keys(model))
    assert list(model._base_manager.order_by("pk").values()) == before


def test_a_request_is_answered_once_and_says_what_it_said(certificate):
    row = asked(certificate)
    rows = type(row).objects.filter(pk=row.pk)
    for changes in ({"reason": "Another."}, {"asked_at": NOW + timedelta(days=1)}):
        assert refused(lambda changes=changes: rows.update(**changes)), changes
    by = factories.UserFactory()
    rows.update(outcome="declined", answer="It is right as it is.", decided_at=NOW, decided_by=by)
    assert refused(lambda: rows.update(answer="It is wrong."))
    assert refused(lambda: rows.update(outcome="waiting", answer="", decided_at=None, decided_by=None))
    assert refused(rows.delete)


def test_the_span_of_a_shared_page_is_ended_once_and_says_what_it_said(certificate):
    row = share(certificate)
    rows = QuerySet(type(row)).filter(pk=row.pk)
    for changes in ({"token": "B" * 26}, {"with_pdf": not row.with_pdf}, {"opened_at": NOW - timedelta(days=1)}):
        assert refused(lambda changes=changes: rows.update(**changes)), changes
    assert refused(rows.delete)
    rows.update(closed_at=NOW)
    for again in (None, NOW + timedelta(days=1)):
        assert refused(lambda again=again: rows.update(closed_at=again)), again
    assert refused(rows.delete)
    share(certificate)


def test_what_was_asked_about_many_stays_and_is_stopped_once():
    row = bulk()
    rows = type(row).objects.filter(pk=row.pk)
    for changes in ({"reason": "Another."}, {"asked_by": factories.UserFactory()}, {"token": uuid4()}):
        assert refused(lambda changes=changes: rows.update(**changes)), changes
    rows.update(stopped_at=NOW, stopped_by=row.asked_by)
    assert refused(lambda: rows.update(stopped_at=None, stopped_by=None))
    assert refused(rows.delete)


def test_of_one_of_many_the_number_is_taken_once_and_the_end_is_the_end():
    row = item()
    rows = type(row).objects.filter(pk=row.pk)
    taken = {"number": "DN-2027-00099", "code": "C" * 26, "taken_at": NOW}
    for changes in ({"seen_name": "Another"}, {"practitioner": factories.PractitionerFactory()}):
        assert refused(lambda changes=changes: rows.update(**changes)), changes
    rows.update(**taken)
    assert refused(lambda: rows.update(number="DN-2027-00100"))
    assert refused(lambda: rows.update(number=None, code="", taken_at=None))
    rows.update(claimed_until=NOW, failures=1)
    rows.update(state="refused", why="Not yet.", finished_at=NOW, claimed_until=None)
    assert refused(lambda: rows.update(why="Never."))
    assert refused(lambda: rows.update(state="waiting", why="", finished_at=None))
    assert refused(rows.delete)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", triggers.KEPT)
def test_no_table_is_emptied(table):
    assert refused(sql(f"TRUNCATE {table} CASCADE"))


def test_every_trigger_is_there_after_all_migrations():
    """SQLite drops those of a table that a migration rebuilds."""
    on_sqlite = connection.vendor == "sqlite"
    catalog = "sqlite_master WHERE type = 'trigger'" if on_sqlite else "pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {'name' if on_sqlite else 'tgname'} FROM {catalog}")
        there = {name for (name,) in cursor.fetchall() if name.startswith("certificates_")}
    acts = ("change", "delete", "replace" if on_sqlite else "truncate")
    assert there == {f"{table}_no_{act}" for table in triggers.KEPT for act in acts}
