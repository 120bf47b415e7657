"""Triggers that refuse to change a certificate, its bytes, badge or seal, what is kept of a log,
or a design that was put to use, on both databases.

SQLite drops a table's triggers when a migration rebuilds it, so such a migration installs them again
(`tests/certificates/test_issue.py` notices). Deleting a certificate stays possible for a test that flushes whole
tables; foreign keys and the models refuse it everywhere else. On a badge, a seal and what is kept of a log nothing
rests: triggers keep them.
"""

TABLES = ("certificates_certificate", "certificates_certificatepdf")
LOGS = ("certificates_logexport",)
BADGES = ("certificates_certificatebadge",)
SEALS = ("certificates_sealingcertificate", "certificates_certificateseal")
DESIGNS = ("certificates_designpicture", "certificates_designversion", "certificates_designplacement")
# By what else a row is one: SQLite's INSERT OR REPLACE takes away whatever collides.
UNIQUE = {"certificates_designpicture": ("sha256",), "certificates_designversion": ("design_id", "number")}


def install(connection, tables: tuple[str, ...] = TABLES) -> None:
    """Put the triggers on; a row is written once from here on."""
    run(connection, sqlite(tables) if connection.vendor == "sqlite" else postgresql(tables))


def remove(connection, tables: tuple[str, ...] = TABLES) -> None:
    """Take the triggers off."""
    on = "" if connection.vendor == "sqlite" else " ON {table}"
    run(connection, [f"DROP TRIGGER IF EXISTS {table}_no_update{on.format(table=table)}" for table in tables])


def keep(connection, table: str) -> None:
    """Refuse to delete its rows, to empty it, and to put a row in the place of another one."""
    if connection.vendor == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'what was issued, put to use or handed out is never deleted'); END"
        same = " AND ".join(f"{name} = NEW.{name}" for name in UNIQUE.get(table, ("id",)))
        there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR {same})"  # noqa: S608 - nobody's words but ours
        statements = [
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}",
        ]
    else:
        refuse = "EXECUTE FUNCTION certificates_refuse()"
        statements = [
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
        ]
    run(connection, statements)


def let_go(connection, table: str) -> None:
    """Take those off."""
    on, last = ("", "replace") if connection.vendor == "sqlite" else (f" ON {table}", "truncate")
    run(connection, [f"DROP TRIGGER IF EXISTS {table}_no_{what}{on}" for what in ("delete", last)])


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
