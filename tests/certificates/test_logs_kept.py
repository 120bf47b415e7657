"""What is kept of a log that left: by whom, when, with which hashes. The database itself keeps it."""

import pytest
from django.db import DatabaseError, connection, transaction

from certificates.models import LogExport
from tests.certificates.log_story import logged, story, taken
from tests.tampering import lifted

pytestmark = pytest.mark.django_db
TABLE = "certificates_logexport"
STATEMENTS = [f"UPDATE {TABLE} SET entries = 9", f"DELETE FROM {TABLE}"]
if connection.vendor == "sqlite":
    STATEMENTS.append(f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE}")
else:
    STATEMENTS.append(f"TRUNCATE {TABLE}")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            connection.check_constraints()  # nothing is pending on the table, which PostgreSQL would name first
            cursor.execute(statement)
    except DatabaseError as error:
        return "never" in str(error)
    return False


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_row_is_neither_changed_nor_replaced_nor_deleted(statement):
    given = story()
    logged(given)
    taken(given, "json")
    kept = LogExport.objects.values().get()
    assert refused(statement)
    assert LogExport.objects.values().get() == kept
    if not statement.startswith("UPDATE"):
        with lifted():
            assert not refused(statement)
