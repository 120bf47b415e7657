"""Triggers that keep what was issued, put to use or handed out, on both databases (`training.kept_rows`).

`KEPT` names the tables; a new one is added with the migration that calls `guard` for it. SQLite drops a table's
triggers when a migration rebuilds it, so such a migration calls `unguard` first and `guard` last
(`tests/certificates/test_rows_kept.py` notices, also where a unique key of a table is not among those named here).

What the migrations before 0014 call puts on less: no update, no deletion, no row in the place of another with its id.
"""

from training import kept_rows
from training.kept_rows import ALWAYS, Kept, Refusal, Words

TABLES = ("certificates_certificate", "certificates_certificatepdf")
LOGS = ("certificates_logexport",)
BADGES = ("certificates_certificatebadge",)
SEALS = ("certificates_sealingcertificate", "certificates_certificateseal")
DESIGNS = ("certificates_designpicture", "certificates_designversion", "certificates_designplacement")
REQUESTS = ("certificates_correctionrequest",)
SHARES, BULKS, ITEMS = "certificates_certificateshare", "certificates_bulkissue", "certificates_bulkitem"
WORDS = Words("what was issued, put to use or handed out is never changed or deleted", "certificates_kept")
FIRST = "OLD.replaces_id IS NULL"
ASKED = "certificate_id practitioner_id reason asked_at asked_by_id"
ANSWERED = "outcome decided_at decided_by_id answer"
SHARED = "certificate_id token with_pdf opened_at"
DECIDED = "token scheme_id effective_on reason asked_by_id asked_at"
SEEN = "bulk_id practitioner_id kind seen_digest seen_name seen_rules"
BECAME = "state why certificate_id finished_at number code taken_at"

UNIQUE = {
    "certificates_certificate": (
        ("code", ALWAYS),
        ("number", ALWAYS),
        ("replaces_id", ALWAYS),
        ("decision_id", "OLD.correction = ''"),
        ("cycle_id kind", FIRST),
        ("completion_id", FIRST),
    ),
    "certificates_certificatepdf": (("certificate_id", ALWAYS),),
    "certificates_certificatebadge": (("certificate_id", ALWAYS), ("list_number place", ALWAYS)),
    "certificates_certificateseal": (("certificate_id", ALWAYS),),
    "certificates_sealingcertificate": (("fingerprint", ALWAYS),),
    "certificates_designpicture": (("sha256", ALWAYS),),
    "certificates_designversion": (("design_id number", ALWAYS),),
}
WHOLE = TABLES + LOGS + BADGES + SEALS + DESIGNS
KEPT = {table: Kept(table, unique=UNIQUE.get(table, ())) for table in WHOLE}
KEPT["certificates_correctionrequest"] = Kept(
    "certificates_correctionrequest",
    ((ALWAYS, ASKED), ("OLD.outcome <> 'waiting'", ANSWERED)),
    unique=(("certificate_id", "OLD.outcome = 'waiting'"),),
)
KEPT[SHARES] = Kept(
    SHARES,
    ((ALWAYS, SHARED), ("OLD.closed_at IS NOT NULL", "closed_at")),
    unique=(("certificate_id", "OLD.closed_at IS NULL"), ("token", "OLD.closed_at IS NULL")),
)
KEPT[BULKS] = Kept(
    BULKS,
    ((ALWAYS, DECIDED), ("OLD.stopped_at IS NOT NULL", "stopped_at stopped_by_id")),
    unique=(("token", ALWAYS),),
)
KEPT[ITEMS] = Kept(
    ITEMS,
    ((ALWAYS, SEEN), ("OLD.number IS NOT NULL", "number code taken_at"), ("OLD.finished_at IS NOT NULL", BECAME)),
    unique=(("bulk_id practitioner_id", ALWAYS), ("number", ALWAYS)),
)

NEVER_CHANGED = Words("a certificate is never changed", "certificates_refuse")
NEVER_DELETED = Words("what was issued, put to use or handed out is never deleted", "certificates_refuse_deletion")


def guard(connection, table: str) -> None:
    """Put on all triggers of a table."""
    kept_rows.keep(connection, table, KEPT[table], WORDS)


def unguard(connection, table: str) -> None:
    """Take them off."""
    kept_rows.let_go(connection, table, KEPT[table])


def install(connection, tables: tuple[str, ...] = TABLES) -> None:
    """Refuse updates, as migrations before 0014 do."""
    for table in tables:
        kept_rows.put_on(connection, table, [Refusal(f"{table}_no_update", "UPDATE")], NEVER_CHANGED)


def remove(connection, tables: tuple[str, ...] = TABLES) -> None:
    """Take these triggers off."""
    for table in tables:
        kept_rows.take_off(connection, table, [f"{table}_no_update"])


def keep(connection, table: str) -> None:
    """Refuse to delete its rows, to empty it, and to replace a row by its id, as migrations before 0014 do."""
    kept_rows.put_on(connection, table, of_rows(connection, table), NEVER_DELETED)


def let_go(connection, table: str) -> None:
    """Take these triggers off."""
    kept_rows.take_off(connection, table, [each.name for each in of_rows(connection, table)])


def of_rows(connection, table: str) -> list[Refusal]:
    return kept_rows.refusals(connection, table, Kept(table))[1:]
