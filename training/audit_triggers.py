"""Triggers that refuse to change or delete an audit event, on both databases.

The migration installs them. Only a test that flushes whole tables lifts them.
"""

SQLITE = [
    """CREATE TRIGGER training_audit_no_update BEFORE UPDATE ON training_auditevent
       BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END""",
    """CREATE TRIGGER training_audit_no_delete BEFORE DELETE ON training_auditevent
       BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END""",
]
SQLITE_OFF = ["DROP TRIGGER IF EXISTS training_audit_no_update", "DROP TRIGGER IF EXISTS training_audit_no_delete"]

POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION training_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$""",
    """CREATE TRIGGER training_audit_no_change BEFORE UPDATE OR DELETE ON training_auditevent
       FOR EACH ROW EXECUTE FUNCTION training_audit_refuse()""",
    """CREATE TRIGGER training_audit_no_truncate BEFORE TRUNCATE ON training_auditevent
       FOR EACH STATEMENT EXECUTE FUNCTION training_audit_refuse()""",
]
POSTGRESQL_OFF = [
    "DROP TRIGGER IF EXISTS training_audit_no_change ON training_auditevent",
    "DROP TRIGGER IF EXISTS training_audit_no_truncate ON training_auditevent",
]


def install(connection) -> None:
    """Put the triggers on; nothing but INSERT and SELECT is possible from here on."""
    run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def remove(connection) -> None:
    """Take the triggers off."""
    run(connection, SQLITE_OFF if connection.vendor == "sqlite" else POSTGRESQL_OFF)


def run(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
