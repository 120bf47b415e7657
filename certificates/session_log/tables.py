"""A log of sessions for a spreadsheet: one row an entry with every signed field, and one a requirement."""

from collections.abc import Iterable

from certificates.session_log.words import license_at_signing, local, step_words, verified_words
from training.chain import canonical
from training.models import Competency, Statement
from training.queries.session_log import Entry
from training.queries.session_log_content import SessionLog
from training.session_content import session_content
from training.signature_words import proof_words, version_of
from training.views.csv import lines

HEAD = [
    "Kind", "Entry", "State", "Counts", "Counts toward lines", "Name", "Date", "Clinic", "Mode", "Supervision",
    "Regions", "Muscles", "Technique", "Over the lung", "Needle gauge (mm)", "Needle length (mm)", "Needles",
    "Stimulation", "Local twitch", "Contraindications screened", "Consent taken", "First session with this patient",
    "Age band", "Response", "Adverse event", "Competencies", "Statement", "Amends entry", "Reason of the amendment",
    "Replaced by entry", "Reason of the void", "Steps", "Submitted at", "Supervisor chosen", "Printed name at signing",
    "Signer record", "Signed at", "Time zone", "Meaning", "Version of the meaning", "Proof", "Proof in words",
    "Proved at", "License of the signer", "License jurisdiction", "License seen on", "License good until",
    "Qualifications of the signer", "Verified by", "Signed content (JSON)", "SHA-256 of the signed content",
    "Signature fits the content", "SHA-256 of this log", "Audit checkpoint",
]  # fmt: skip
TOTALS_HEAD = ["Name", "Jurisdiction", "Rule", "Citation", "Line", "Requirement", "Note", "Required", "Signed", "Met"]
TOTALS_HEAD += ["Entries", "From", "To", "SHA-256 of this log", "Audit checkpoint"]


def entries(log: SessionLog, anchor: str) -> bytes:
    """Every entry of the log, then the statements; times in ISO 8601 with their offset."""
    rows = [*(row_of(log, each) for each in log.entries), *(row_of_statement(log, each) for each in log.statements)]
    return written(HEAD, ([row.get(name) for name in HEAD] for row in (each | foot(log, anchor) for each in rows)))


def totals(log: SessionLog, anchor: str) -> bytes:
    """One row a requirement; a rule without any has one row that says so."""
    asked, found = log.asked, log.totals
    start = [asked.practitioner.full_name, str(asked.jurisdiction or ""), found.rule, found.citation]
    end = [asked.since, asked.until, log.sha256, anchor]
    rows = [
        [*start, place, line.label, line.note, line.need, line.have, yes(line.is_met), joined(line.entries), *end]
        for place, line in enumerate(found.lines, 1)
    ]
    return written(TOTALS_HEAD, rows or [[*start, None, found.words, "", None, len(log.counting), "", "", *end]])


def written(head: list[str], rows: Iterable[Iterable]) -> bytes:
    return "".join(lines(head, rows)).encode()


def foot(log: SessionLog, anchor: str) -> dict:
    return {"Name": log.asked.practitioner.full_name, "SHA-256 of this log": log.sha256, "Audit checkpoint": anchor}


def row_of(log: SessionLog, entry: Entry) -> dict:
    signature = entry.sign_off
    told = told_of(entry) | kept_of(log, entry)
    told["Counts toward lines"] = joined(log.totals.toward(entry.session.pk)) if entry.counts else ""
    if signature is None:
        return told
    return told | signature_of(log, entry, signature) | {"Signature fits the content": yes(entry.fits)}


def told_of(entry: Entry) -> dict:
    """What the therapist said of the session, in words."""
    row = entry.session
    return {
        "Kind": "Session",
        "Entry": row.pk,
        "State": entry.state_words,
        "Counts": yes(entry.counts),
        "Date": row.happened_on,
        "Clinic": row.clinic and row.clinic.name,
        "Mode": row.get_mode_display(),
        "Supervision": row.supervision_words,
        "Regions": row.region_words,
        "Muscles": row.muscle_words,
        "Technique": row.get_technique_display(),
        "Over the lung": row.get_lung_technique_display(),
        "Needle gauge (mm)": row.needle_gauge and f"{row.needle_gauge / 100:.2f}",
        "Needle length (mm)": row.needle_length_mm,
        "Needles": row.needle_count,
        "Stimulation": yes(row.stimulation),
        "Local twitch": yes(row.twitch),
        "Contraindications screened": yes(row.screened),
        "Consent taken": yes(row.consented),
        "First session with this patient": yes(row.first_with_patient),
        "Age band": row.get_age_band_display(),
        "Response": row.get_response_display(),
        "Adverse event": row.get_adverse_grade_display(),
        "Competencies": "; ".join(dict(Competency.choices).get(each, each) for each in row.competencies),
    }


def kept_of(log: SessionLog, entry: Entry) -> dict:
    """How it came about, and what became of it."""
    row = entry.session
    return {
        "Amends entry": row.amends_id,
        "Reason of the amendment": row.amendment_reason,
        "Replaced by entry": entry.replaced_by,
        "Reason of the void": entry.void and entry.void.reason,
        "Steps": step_words(entry, log),
        "Submitted at": row.submitted_at and local(row.submitted_at, log, entry).isoformat(),
        "Supervisor chosen": row.supervisor.full_name,
        "Signed content (JSON)": canonical(session_content(row)),
        "SHA-256 of the signed content": row.content_hash,
    }


def signature_of(log: SessionLog, entry: Entry | None, signed) -> dict:
    """The signature under an entry or a statement."""
    license = license_at_signing(signed.eligibility, log.places)
    at = local(signed.signed_at, log, entry)
    return {
        "Printed name at signing": signed.printed_name,
        "Signer record": signed.supervisor_id,
        "Signed at": at.isoformat(),
        "Time zone": str(at.tzinfo),
        "Meaning": signed.meaning,
        "Version of the meaning": version_of(signed.meaning),
        "Proof": signed.proof,
        "Proof in words": proof_words(signed.proof),
        "Proved at": local(signed.proved_at, log, entry).isoformat(),
        "License of the signer": license.number,
        "License jurisdiction": license.jurisdiction,
        "License seen on": license.checked_on,
        "License good until": license.expires_on,
        "Qualifications of the signer": license.qualifications,
        "Verified by": verified_words(signed),
    }


def row_of_statement(log: SessionLog, row: Statement) -> dict:
    said = {
        "Kind": row.get_kind_display(),
        "Entry": None,
        "State": "Replaced" if row.superseded_at else "Signed",
        "Date": row.stated_on,
        "Statement": f"{row.name}, {row.jurisdiction}: {row.wording}",
        "SHA-256 of the signed content": row.content_hash,
    }
    return said | signature_of(log, None, row)


def yes(value: bool) -> str:
    return "Yes" if value else "No"


def joined(numbers: Iterable[int]) -> str:
    return "; ".join(map(str, numbers))
