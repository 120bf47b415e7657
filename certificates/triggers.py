"""Triggers that refuse to change a certificate, its bytes, its badge, or what is kept of a log, on both databases.

SQLite drops a table's triggers when a migration rebuilds it, so such a migration installs them again
(`tests/certificates/test_issue.py` notices). Deleting stays possible for a test that flushes whole tables;
foreign keys and the models refuse it everywhere else.
"""

TABLES = ("certificates_certificate", "certificates_certificatepdf")
LOGS = ("certificates_logexport",)
BADGES = ("certificates_certificatebadge",)


def install(connection, tables: tuple[str, ...] = TABLES) -> None:
    """Put the triggers on; a row is written once from here on."""
    run(connection, sqlite(tables) if connection.vendor == "sqlite" else postgresql(tables))


def remove(connection, tables: tuple[str, ...] = TABLES) -> None:
    """Take the triggers off."""
    on = "" if connection.vendor == "sqlite" else " ON {table}"
    run(connection, [f"DROP TRIGGER IF EXISTS {table}_no_update{on.format(table=table)}" for table in tables])


def sqlite(tables: tuple[str, ...]) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'a certificate is never changed'); END"
        for table in tables
    ]


def postgresql(tables: tuple[str, ...]) -> list[str]:
    refuse = (
        "CREATE OR REPLACE FUNCTION certificates_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a certificate is never changed'; END $$"
    )
    return [refuse] + [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION certificates_refuse()"
        for table in tables
    ]


def run(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
