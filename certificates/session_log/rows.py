"""The rows of a printed log: an entry, a signer, a statement."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from certificates.session_log.words import license_at_signing, local, moment, proved_words, step_words, verified_words
from training.models.session import AdverseGrade
from training.queries.session_log import Entry
from training.queries.session_log_content import SessionLog
from training.signature_words import proof_words
from training.views.supervise.facts import needles
from training.words import short_date

PLAIN = ("submitted", "signed")  # the steps of most entries, which their row tells
SHORT = 12  # letters of a hash in the table; the whole one is in the CSV


class Row(NamedTuple):
    """An entry in a line of the table. Texts named in `FREE` were written by people or may be in any script.

    `note` stands below it: why it does not count, what it amends, why. One text a cell: of hundreds of rows each box
    takes its time.
    """

    place: int
    day: str
    supervisor: str
    license: str
    how: str
    where: str
    needles: str
    adverse: str
    signed: str
    entry: int
    hash: str
    note: str

    FREE = ("supervisor", "license", "note")


class Signer(NamedTuple):
    """Somebody who signed, with one license as it was seen at its source."""

    name: str
    record: int
    license: str
    seen_on: str
    good_until: str
    qualifications: str
    verified_by: str
    count: int = 0

    FREE = ("name", "license", "verified_by")


class Said(NamedTuple):
    """A statement that a supervisor signed."""

    kind: str
    title: str
    wording: str
    name: str
    license: str
    signed: str
    proof: str
    state: str
    hash: str

    FREE = ("title", "wording", "name", "license")


def row_of(log: SessionLog, entry: Entry, place: int, meanings) -> Row:
    row, signed = entry.session, entry.sign_off
    license = str(license_at_signing(signed.eligibility, log.places)) if signed else ""
    lung = f"over the lung: {row.get_lung_technique_display().lower()}" if row.lung_technique else ""
    return Row(
        place=place,
        day=short_date(row.happened_on),
        supervisor=signed.printed_name if signed else row.supervisor.full_name,
        license=license,
        how=f"{row.get_mode_display()}. {row.supervision_words}",
        where="; ".join(filter(None, (row.region_words, row.muscle_words, lung))),
        needles=", ".join(filter(None, (needles(row), row.get_technique_display().lower()))),
        adverse=AdverseGrade(row.adverse_grade).label.partition(":")[0],
        signed=signed_words(log, entry, meanings),
        entry=row.pk,
        hash=row.content_hash[:SHORT],
        note=note_of(entry, log),
    )


def signed_words(log: SessionLog, entry: Entry, meanings) -> str:
    """“Submitted Mar 1, 2029. Signed Mar 2, 2029, 2:30 PM EST, password, meaning 1. Proven 2:21 PM”."""
    row, signed = entry.session, entry.sign_off
    sent = f"Submitted {short_date(local(row.submitted_at, log, entry).date())}" if row.submitted_at else ""
    if not signed:
        return sent
    at = local(signed.signed_at, log, entry)
    words = f"Signed {moment(at)}, {proof_and_meaning(signed, meanings)}. {proved_words(signed, at)}"
    return ". ".join(filter(None, (sent, words)))


def proof_and_meaning(signed, meanings) -> str:
    """“password, meaning 1”."""
    meanings.proofs[signed.proof] = proof_words(signed.proof)
    return f"{signed.proof}, meaning {meanings.number(signed.meaning)}"


def note_of(entry: Entry, log: SessionLog) -> str:
    """Why it does not count, what it amends and why, and the steps where there are more than two; empty for most."""
    row, words = entry.session, []
    if not entry.counts:
        words.append(f"{entry.state_words}.")
    if row.amends_id:
        words.append(f"Amends entry {row.amends_id}: {row.amendment_reason}")
    if entry.void:
        words.append(f"Reason: {entry.void.reason}")
    if len(entry.steps) > len(PLAIN):
        words.append(f"{step_words(entry, log)}.")
    return " ".join(words)


def signers_of(log: SessionLog) -> list[Signer]:
    """Everybody who signed a counting entry, once for each license that it rests on, by name."""
    found = Counter(signer_of(log, each.sign_off) for each in log.counting)
    return [each._replace(count=count) for each, count in sorted(found.items())]


def signer_of(log: SessionLog, signed) -> Signer:
    license = license_at_signing(signed.eligibility, log.places)
    return Signer(
        name=signed.printed_name,
        record=signed.supervisor_id,
        license=str(license),
        seen_on=day(license.checked_on),
        good_until=day(license.expires_on),
        qualifications=license.qualifications,
        verified_by=verified_words(signed),
    )


def day(iso: str) -> str:
    return short_date(date.fromisoformat(iso)) if iso else ""


def statement_rows(log: SessionLog, meanings) -> list[Said]:
    return [
        Said(
            kind=row.get_kind_display(),
            title=f"{row.name}, {row.jurisdiction}",
            wording=row.wording,
            name=row.printed_name,
            license=str(license_at_signing(row.eligibility, log.places)),
            signed=moment(local(row.signed_at, log)),
            proof=f"{proof_and_meaning(row, meanings)}. {proved_words(row, local(row.signed_at, log))}",
            state="Replaced by a later one" if row.superseded_at else "",
            hash=row.content_hash,
        )
        for row in log.statements
    ]
