"""Triggers that keep what was signed or recorded while its row moves on, on both databases.

A row of these tables changes in few columns only: a state, a decision, when it was replaced. The rest is kept, and so
is a decision once it is made. The migrations install them. SQLite drops a table's triggers when a migration rebuilds
it, so such a migration installs them again (`tests/training/test_rows_kept.py` notices).
"""

from training import kept_rows
from training.kept_rows import ALWAYS, Kept, Words

WORDS = Words("what was signed or recorded is kept", "training_signed_refuse")
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
    kept_rows.keep(connection, table, TABLES[table], WORDS)


def remove(connection, table: str) -> None:
    """Take the triggers off."""
    kept_rows.let_go(connection, table, TABLES[table])
