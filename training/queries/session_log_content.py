"""A log of sessions as plain data with one spelling: the same question on unchanged records has the same SHA-256."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

from training.chain import canonical, instant
from training.models import LinkSignature, SessionStep, SessionVoid, SignOff, Statement
from training.permissions import record_of
from training.queries.code_names import places
from training.queries.organization import organization
from training.queries.session_log import Asked, Entry, entries_of, statements_of
from training.queries.session_totals import Total, Totals, totals_of
from training.session_content import session_content
from training.signature_words import proof_words, version_of

FORMAT = "Pinpoint log of supervised sessions, 2"


@dataclass(frozen=True)
class SessionLog:
    """What was asked, and what the records say to it. `kept_by` is the organization, `zone` its time zone; `places` are
    the names of jurisdictions by code.
    """

    asked: Asked
    kept_by: str
    zone: ZoneInfo
    places: dict[str, str]
    entries: list[Entry]
    totals: Totals
    statements: list[Statement]

    @property
    def counting(self) -> list[Entry]:
        return [each for each in self.entries if each.counts]

    @property
    def earlier(self) -> list[Entry]:
        """Signed once, and no longer counting: replaced, voided, or with a signature that does not hold."""
        return [each for each in self.entries if each.was_signed and not each.counts]

    @property
    def unsigned(self) -> list[Entry]:
        return [each for each in self.entries if not each.was_signed]

    @cached_property
    def text(self) -> str:
        """The content as canonical JSON; nothing in it tells when or by whom it was asked for."""
        return canonical(content_of(self))

    @cached_property
    def sha256(self) -> str:
        """Hex, of the UTF-8 bytes of `text`."""
        return sha256(self.text.encode()).hexdigest()


def session_log(asked: Asked, today: date) -> SessionLog:
    """The log under the rule in force `today`. The number of queries does not depend on the number of entries."""
    entries = entries_of(asked)
    totals = totals_of(asked, entries, today)
    keeper = organization()
    about = (keeper.name, ZoneInfo(keeper.time_zone), places())
    return SessionLog(asked, *about, entries, totals, statements_of(asked))


def content_of(log: SessionLog) -> dict:
    asked, totals = log.asked, log.totals
    return {
        "format": FORMAT,
        "kept_by": log.kept_by,
        "practitioner": {"id": asked.practitioner.pk, "name": asked.practitioner.full_name},
        "license": license_of(asked),
        "jurisdiction": asked.jurisdiction and asked.jurisdiction.code,
        "period": [asked.since, asked.until],
        "with_unsigned": asked.with_unsigned,
        "rule": {"name": totals.rule, "citation": totals.citation, "words": totals.words},
        "totals": [total_of(line) for line in totals.lines],
        "entries": [entry_of(each, log) for each in log.entries],
        "statements": [statement_of(each, log) for each in log.statements],
    }


def license_of(asked: Asked) -> dict | None:
    row = asked.license
    return row and {"type": row.type, "number": row.number, "jurisdiction": row.jurisdiction.code}


def total_of(line: Total) -> dict:
    said = {"label": line.label, "note": line.note, "required": line.need, "signed": line.have, "met": line.is_met}
    return said | {"entries": line.entries}


def entry_of(entry: Entry, log: SessionLog) -> dict:
    row, totals = entry.session, log.totals
    return {
        "entry": row.pk,
        "state": row.state,
        "counts": entry.counts,
        "flaw": entry.flaw,
        "counts_toward": totals.toward(row.pk) if entry.counts else [],
        "content": session_content(row),
        "content_sha256": row.content_hash,
        "supervisor": row.supervisor.full_name,
        "clinic": row.clinic and row.clinic.name,
        "submitted_at": row.submitted_at and instant(row.submitted_at),
        "amends": row.amends_id,
        "amendment_reason": row.amendment_reason,
        "replaced_by": entry.replaced_by,
        "void": entry.void and void_of(entry.void),
        "steps": [step_of(each) for each in entry.steps],
        "time_zone": row.clinic.time_zone if row.clinic else log.zone.key,
        "signature": entry.sign_off and signature_of(entry.sign_off),
    }


def step_of(step: SessionStep) -> dict:
    """An act with its day and hour; what people wrote to each other stays between them."""
    by = step.by_link.supervisor if step.by_link else record_of(step.by) or step.by
    return {"state": step.state, "at": instant(step.at), "by": str(by), "by_link": step.by_link_id is not None}


def void_of(void: SessionVoid) -> dict:
    return {
        "reason": void.reason,
        "asked_at": instant(void.asked_at),
        "asked_as": void.asked_as,
        "decided_at": instant(void.decided_at),
        "decided_as": void.decided_as,
    }


def signature_of(sign_off: SignOff) -> dict:
    return word_of(sign_off) | {
        "by_link": sign_off.by_link and link_of(sign_off.by_link),
    }


def word_of(signed: SignOff | Statement) -> dict:
    """What a signature under an entry and one under a statement have in common. Times are in UTC."""
    return {
        "printed_name": signed.printed_name,
        "signer": signed.supervisor_id,
        "signed_at": instant(signed.signed_at),
        "meaning": signed.meaning,
        "meaning_version": version_of(signed.meaning),
        "content_sha256": signed.content_hash,
        "proof": signed.proof,
        "proof_words": proof_words(signed.proof),
        "proved_at": instant(signed.proved_at),
        "eligibility": signed.eligibility,
    }


def link_of(signature: LinkSignature) -> dict:
    """What a supervisor without a login stated, and the manager who verified it."""
    stated = signature.statement
    return {
        "license_stated": stated.number,
        "jurisdiction_stated": stated.jurisdiction.code,
        "verified_at": instant(signature.decided_at),
        "verified_by": str(record_of(signature.decided_by) or signature.decided_by),
        "address_proof": signature.address_proof,
    }


def statement_of(row: Statement, log: SessionLog) -> dict:
    return word_of(row) | {
        "statement": row.pk,
        "kind": row.kind,
        "name": row.name,
        "jurisdiction": row.jurisdiction.code,
        "stated_on": row.stated_on,
        "wording": row.wording,
        "counted": row.counted,
        "time_zone": log.zone.key,
        "replaced_by": row.superseded_at and getattr(getattr(row, "replaced_by", None), "pk", None),
    }
