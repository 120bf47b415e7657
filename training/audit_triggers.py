"""Triggers that refuse to change or delete a row of an append-only table, on both databases.

The migrations install them. Only a test that flushes whole tables lifts them. SQLite drops a table's triggers when a
migration rebuilds it, so such a migration installs them again (`tests/training/test_rows_kept.py` notices).
"""

EVENTS, CHECKPOINTS = "training_auditevent", "training_auditcheckpoint"
SIGN_OFFS, STEPS = "training_signoff", "training_sessionstep"
ADVERSE_STEPS, STATED = "training_adversestep", "training_supervisorstatement"
SIGNED = (SIGN_OFFS, STEPS, ADVERSE_STEPS, STATED)
PREFIX = {
    EVENTS: "training_audit",
    CHECKPOINTS: "training_checkpoint",
    SIGN_OFFS: "training_sign_off",
    STEPS: "training_session_step",
    ADVERSE_STEPS: "training_adverse_step",
    STATED: "training_supervisor_statement",
}
# What is unique beside the key: `INSERT OR REPLACE` deletes the row in its way and asks no trigger for deletion.
UNIQUE = {
    EVENTS: [("chain", "sequence"), ("hash",)],
    CHECKPOINTS: [("number",), ("digest",)],
    SIGN_OFFS: [("session_id",), ("by_link_id",)],
}

SQLITE = [
    """CREATE TRIGGER {prefix}_no_update BEFORE UPDATE ON {table}
       BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END""",
    """CREATE TRIGGER {prefix}_no_delete BEFORE DELETE ON {table}
       BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END""",
]
SQLITE_REPLACE = """CREATE TRIGGER IF NOT EXISTS {prefix}_no_replace BEFORE INSERT ON {table}
       WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
       BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END"""
SQLITE_OFF = [f"DROP TRIGGER IF EXISTS {{prefix}}_no_{what}" for what in ("update", "delete", "replace")]

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
    run(connection, [*SQLITE, SQLITE_REPLACE] if connection.vendor == "sqlite" else POSTGRESQL, table)


def refuse_replacing(connection, table: str) -> None:
    """The last one alone, for a table that has the others. PostgreSQL has no such statement."""
    if connection.vendor == "sqlite":
        run(connection, [SQLITE_REPLACE], table)


def remove(connection, table: str = EVENTS) -> None:
    """Take the triggers off."""
    run(connection, SQLITE_OFF if connection.vendor == "sqlite" else POSTGRESQL_OFF, table)


def run(connection, statements: list[str], table: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(prefix=PREFIX[table], table=table, same=same(table)))


def same(table: str) -> str:
    """Whether a row that is there has the key, or another unique value, of the one to come."""
    keys = [("id",), *UNIQUE.get(table, [])]
    return " OR ".join(" AND ".join(f"{name} = NEW.{name}" for name in key) for key in keys)
