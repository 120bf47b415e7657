"""Triggers that refuse to change or delete a row of an append-only table, on both databases.

The migrations install them. Only a test that flushes whole tables lifts them. SQLite drops a table's triggers when a
migration rebuilds it, so such a migration installs them again (`tests/training/test_rows_kept.py` notices).
"""

from training import kept_rows
from training.kept_rows import ALWAYS, Kept, Refusal, Words

WORDS = Words("audit events are append-only", "training_audit_refuse")
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
    EVENTS: (("chain sequence", ALWAYS), ("hash", ALWAYS)),
    CHECKPOINTS: (("number", ALWAYS), ("digest", ALWAYS)),
    SIGN_OFFS: (("session_id", ALWAYS), ("by_link_id", ALWAYS)),
}


def install(connection, table: str = EVENTS) -> None:
    """Put the triggers on; nothing but INSERT and SELECT is possible from here on."""
    kept_rows.put_on(connection, table, refusals(connection, table), WORDS)


def refuse_replacing(connection, table: str) -> None:
    """The last one alone, for a table that has the others. PostgreSQL has no such statement."""
    if connection.vendor == "sqlite":
        kept_rows.put_on(connection, table, refusals(connection, table)[-1:], WORDS)


def remove(connection, table: str = EVENTS) -> None:
    """Take the triggers off."""
    kept_rows.take_off(connection, table, [each.name for each in refusals(connection, table)])


def refusals(connection, table: str) -> list[Refusal]:
    """On PostgreSQL one trigger refuses both updates and deletions."""
    kept = Kept(PREFIX[table], unique=UNIQUE.get(table, ()))
    on_sqlite = [Refusal(f"{kept.prefix}_no_update", "UPDATE"), Refusal(f"{kept.prefix}_no_delete", "DELETE")]
    both = on_sqlite if connection.vendor == "sqlite" else [Refusal(f"{kept.prefix}_no_change", "UPDATE OR DELETE")]
    return [*both, kept_rows.last(connection, table, kept)]
