"""Triggers that keep what was signed or recorded while its row moves on, on both databases.

A row of these tables changes in few columns only: a state, a decision, when it was replaced. The rest is kept, and so
is a decision once it is made. The migrations install them. SQLite drops a table's triggers when a migration rebuilds
it, so such a migration installs them again (`tests/training/test_rows_kept.py` notices).
"""

from typing import NamedTuple

WORDS = "what was signed or recorded is kept"
ENTRY = "practitioner_id supervisor_id happened_on clinic_id mode supervision spots regions side muscles technique "
ENTRY += "lung_technique needle_gauge needle_length_mm needle_count stimulation twitch screened consented "
ENTRY += "first_with_patient age_band response adverse_grade competencies content_hash submitted_at recorded_at "
ENTRY += "recorded_by_id amends_id amendment_reason"
BY_LINK = "session_id practitioner_id link_id statement_id signed_at printed_name meaning content_hash proof proved_at"
VERIFIED = "outcome decided_at decided_by_id address_proof address_words reason"
STATED = "practitioner_id supervisor_id jurisdiction_id kind name state recorded_at recorded_by_id stated_on wording "
STATED += "counted content_hash signed_at signed_by_id printed_name meaning proof proved_at eligibility replaces_id"
EVENT = "practitioner_id session_id clinic_id jurisdiction_id happened_on noticed_on grade kind regions care outcome "
EVENT += "elements meets citation due_on due_citation due_confidence comment recorded_at recorded_by_id corrects_id "
EVENT += "original_id made_on_page"
ASKED = "session_id practitioner_id reason asked_at asked_by_id asked_as"
DECIDED = "outcome decided_at decided_by_id decided_as answer"

LOCKED = "OLD.state IN ('to_verify', 'signed', 'void')"
NO_WAY_BACK = "OLD.state = 'signed' AND NEW.state NOT IN ('signed', 'void') OR OLD.state = 'void'"
SIGNED = "OLD.state = 'signed'"
DONE = "OLD.outcome <> ''"
ONCE = ("OLD.superseded_at IS NOT NULL", "superseded_at")
ALWAYS = "1 = 1"


class Kept(NamedTuple):
    """What a table keeps: columns (in one string) that do not change while a condition on the old row holds; which
    rows are never deleted; and what is unique beside the key, with the condition of the index."""

    prefix: str
    columns: tuple[tuple[str, str], ...]
    rows: str = ALWAYS
    unique: tuple[tuple[str, str], ...] = ()


TABLES = {
    "training_supervisedsession": Kept(
        "training_session",
        ((LOCKED, ENTRY), (NO_WAY_BACK, "state"), ONCE),
        LOCKED,
        (("practitioner_id made_on_page", ALWAYS), ("amends_id", "OLD.state <> 'withdrawn'")),
    ),
    "training_linksignature": Kept(
        "training_link_signature",
        ((ALWAYS, BY_LINK), (DONE, VERIFIED)),
        unique=(("session_id", "OLD.outcome = ''"),),
    ),
    "training_statement": Kept(
        "training_statement",
        ((SIGNED, STATED), ONCE),
        SIGNED,
        (
            ("replaces_id", ALWAYS),
            ("practitioner_id jurisdiction_id name", "OLD.state = 'signed' AND OLD.superseded_at IS NULL"),
        ),
    ),
    "training_adverseevent": Kept(
        "training_adverse_event",
        ((ALWAYS, EVENT), ONCE),
        unique=(
            ("corrects_id", ALWAYS),
            ("original_id", "OLD.superseded_at IS NULL"),
            ("practitioner_id made_on_page", ALWAYS),
        ),
    ),
    "training_sessionvoid": Kept(
        "training_session_void",
        ((ALWAYS, ASKED), (DONE, DECIDED)),
        unique=(("session_id", "OLD.outcome IN ('', 'confirmed')"),),
    ),
}


def install(connection, table: str) -> None:
    """Put the triggers on."""
    run(connection, sqlite(table) if connection.vendor == "sqlite" else postgresql(table))


def remove(connection, table: str) -> None:
    """Take the triggers off."""
    on = "" if connection.vendor == "sqlite" else f" ON {table}"
    what = ("change", "delete", "replace" if connection.vendor == "sqlite" else "truncate")
    run(connection, [f"DROP TRIGGER IF EXISTS {TABLES[table].prefix}_no_{each}{on}" for each in what])


def sqlite(table: str) -> list[str]:
    kept = TABLES[table]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    return [
        f"CREATE TRIGGER {kept.prefix}_no_change BEFORE UPDATE ON {table} WHEN {changes(kept, 'IS NOT')} {refuse}",
        f"CREATE TRIGGER {kept.prefix}_no_delete BEFORE DELETE ON {table} WHEN {kept.rows} {refuse}",
        f"CREATE TRIGGER {kept.prefix}_no_replace BEFORE INSERT ON {table} WHEN {in_the_way(kept, table)} {refuse}",
    ]


def postgresql(table: str) -> list[str]:
    kept = TABLES[table]
    refuse = (
        "CREATE OR REPLACE FUNCTION training_signed_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    each, act = f"ON {table} FOR EACH ROW WHEN", "EXECUTE FUNCTION training_signed_refuse()"
    differs = changes(kept, "IS DISTINCT FROM")
    return [
        refuse,
        f"CREATE TRIGGER {kept.prefix}_no_change BEFORE UPDATE {each} ({differs}) {act}",
        f"CREATE TRIGGER {kept.prefix}_no_delete BEFORE DELETE {each} ({kept.rows}) {act}",
        f"CREATE TRIGGER {kept.prefix}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}",
    ]


def changes(kept: Kept, differs: str) -> str:
    """Whether an update touches what is kept; a row saved again as it was does not."""
    return " OR ".join(
        f"(({when}) AND ({' OR '.join(f'OLD.{name} {differs} NEW.{name}' for name in columns.split())}))"
        for when, columns in kept.columns
    )


def in_the_way(kept: Kept, table: str) -> str:
    """Whether a row that is kept would make room for the one to come: `INSERT OR REPLACE` asks no trigger for that."""
    keys = [("id", ALWAYS), *kept.unique]
    same = [
        f"({' AND '.join(f'standing.{name} = NEW.{name}' for name in columns.split())} AND {both(when)})"
        for columns, when in keys
    ]
    these = f"({' OR '.join(same)}) AND {kept.rows.replace('OLD.', 'standing.')}"
    return f"EXISTS (SELECT 1 FROM {table} AS standing WHERE {these})"  # noqa: S608 - nobody's words but ours


def both(when: str) -> str:
    """The condition of the index, of the row that stands and of the one to come."""
    return f"({when.replace('OLD.', 'standing.')}) AND ({when.replace('OLD.', 'NEW.')})"


def run(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
