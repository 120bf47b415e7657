"""Triggers that keep rows as they were written, on both databases: the one mechanism, whatever a table keeps.

The migrations install them. SQLite drops a table's triggers when a migration rebuilds it, so such a migration takes
them off first and installs them again. Only a test that flushes whole tables lifts them (`tests/tampering.py`).
"""

from typing import NamedTuple

ALWAYS = "1 = 1"


class Refusal(NamedTuple):
    """A trigger that refuses an act (`UPDATE`, `DELETE`, `INSERT`, `TRUNCATE`) where a condition on the rows holds."""

    name: str
    act: str
    when: str = ""


class Words(NamedTuple):
    """What a refusal says, and the function of PostgreSQL that says it."""

    said: str
    function: str


class Kept(NamedTuple):
    """What a table keeps: columns (in one string) that do not change while a condition on the old row holds, all of
    them where none are named; which rows are never deleted; and what is unique beside the key, each as its columns
    with the condition of the index.
    """

    prefix: str
    columns: tuple[tuple[str, str], ...] = ()
    rows: str = ALWAYS
    unique: tuple[tuple[str, str], ...] = ()


def keep(connection, table: str, kept: Kept, words: Words) -> None:
    """Refuse to change or delete what is kept, to empty the table, and to put another row in the place of one."""
    put_on(connection, table, refusals(connection, table, kept), words)


def let_go(connection, table: str, kept: Kept) -> None:
    """Take these triggers off."""
    take_off(connection, table, [each.name for each in refusals(connection, table, kept)])


def refusals(connection, table: str, kept: Kept) -> list[Refusal]:
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    return [
        Refusal(f"{kept.prefix}_no_change", "UPDATE", changes(kept, differs)),
        Refusal(f"{kept.prefix}_no_delete", "DELETE", kept.rows),
        last(connection, table, kept),
    ]


def last(connection, table: str, kept: Kept) -> Refusal:
    """Against the ways around the others that a database has: `INSERT OR REPLACE` here, `TRUNCATE` there."""
    if connection.vendor == "sqlite":
        return Refusal(f"{kept.prefix}_no_replace", "INSERT", in_the_way(kept, table))
    return Refusal(f"{kept.prefix}_no_truncate", "TRUNCATE")


def changes(kept: Kept, differs: str) -> str:
    """Whether an update touches what is kept. Where that is some columns, a row saved again as it was does not."""
    named = (
        f"(({when}) AND ({' OR '.join(f'OLD.{name} {differs} NEW.{name}' for name in columns.split())}))"
        for when, columns in kept.columns
    )
    return " OR ".join(named) or ALWAYS


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


def put_on(connection, table: str, triggers: list[Refusal], words: Words) -> None:
    """Create the triggers; one that a SQLite table has already stays as it is."""
    if connection.vendor == "sqlite":
        run(connection, [sqlite(table, each, words) for each in triggers])
    else:
        run(connection, [function(words), *(postgresql(table, each, words) for each in triggers)])


def take_off(connection, table: str, names: list[str]) -> None:
    on = "" if connection.vendor == "sqlite" else f" ON {table}"
    run(connection, [f"DROP TRIGGER IF EXISTS {name}{on}" for name in names])


def sqlite(table: str, trigger: Refusal, words: Words) -> str:
    when = f"WHEN {trigger.when}" if trigger.when else ""
    return (
        f"CREATE TRIGGER IF NOT EXISTS {trigger.name} BEFORE {trigger.act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{words.said}'); END"
    )


def postgresql(table: str, trigger: Refusal, words: Words) -> str:
    each = "STATEMENT" if trigger.act == "TRUNCATE" else "ROW"
    when = f"WHEN ({trigger.when})" if trigger.when else ""
    return (
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.act} ON {table} FOR EACH {each} {when} "
        f"EXECUTE FUNCTION {words.function}()"
    )


def function(words: Words) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {words.function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words.said}'; END $$"
    )


def run(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
