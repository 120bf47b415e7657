"""Triggers that refuse to change or delete an audit event or a checkpoint, on both databases.

The migrations install them. Only a test that flushes whole tables lifts them.
"""

EVENTS, CHECKPOINTS = "training_auditevent", "training_auditcheckpoint"
PREFIX = {EVENTS: "training_audit", CHECKPOINTS: "training_checkpoint"}

SQLITE = [
    """CREATE TRIGGER {prefix}_no_update BEFORE UPDATE ON {table}
       BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END""",
    """CREATE TRIGGER {prefix}_no_delete BEFORE DELETE ON {table}
       BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END""",
]
SQLITE_OFF = ["DROP TRIGGER IF EXISTS {prefix}_no_update", "DROP TRIGGER IF EXISTS {prefix}_no_delete"]

POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION training_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$""",
    """CREATE TRIGGER {prefix}_no_change BEFORE UPDATE OR DELETE ON {table}
       FOR EACH ROW EXECUTE FUNCTION training_audit_refuse()""",
    """CREATE TRIGGER {prefix}_no_truncate BEFORE TRUNCATE ON {table}
       FOR EACH STATEMENT EXECUTE FUNCTION training_audit_refuse()""",
]
POSTGRESQL_OFF = [
    "DROP TRIGGER IF EXISTS {prefix}_no_change ON {table}",
    "DROP TRIGGER IF EXISTS {prefix}_no_truncate ON {table}",
]


def install(connection, table: str = EVENTS) -> None:
    """Put the triggers on; nothing but INSERT and SELECT is possible from here on."""
    run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL, table)


def remove(connection, table: str = EVENTS) -> None:
    """Take the triggers off."""
    run(connection, SQLITE_OFF if connection.vendor == "sqlite" else POSTGRESQL_OFF, table)


def run(connection, statements: list[str], table: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(prefix=PREFIX[table], table=table))
