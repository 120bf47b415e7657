"""The words of a log of sessions that the PDF and the CSV share: times in their zone, the license at signing."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import formats

from training.models import SessionState, SessionStep
from training.models.session import Qualification
from training.permissions import record_of
from training.queries.session_log import Entry
from training.queries.session_log_content import SessionLog

ACTS = {SessionState.SUBMITTED: "submitted", SessionState.TO_VERIFY: "signed by link", SessionState.VOID: "voided"}


@dataclass(frozen=True, slots=True)
class License:
    """What the signer's license was when it made the signature good, as stored with it; dates in ISO."""

    number: str = ""
    jurisdiction: str = ""
    checked_on: str = ""
    expires_on: str = ""
    qualifications: str = ""

    def __str__(self):
        return ", ".join(filter(None, (self.number, self.jurisdiction)))


def license_at_signing(eligibility: dict, places: dict[str, str]) -> License:
    """Of what was stored; empty fields where nothing was. `places` names jurisdictions by their codes."""
    kept, labels = eligibility.get("license") or {}, dict(Qualification.choices)
    place, have = kept.get("jurisdiction") or "", eligibility.get("qualifications") or ()
    return License(
        number=kept.get("number") or "",
        jurisdiction=places.get(place, place),
        checked_on=kept.get("checked_on") or "",
        expires_on=kept.get("expires_on") or "",
        qualifications="; ".join(labels.get(each, each) for each in have),
    )


def local(at: datetime, log: SessionLog, entry: Entry | None = None) -> datetime:
    """The instant in the zone of the entry's clinic, or in the organization's."""
    clinic = entry.session.clinic if entry else None
    return at.astimezone(zone_named(clinic.time_zone) if clinic else log.zone)


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def moment(at: datetime) -> str:
    """“Mar 14, 2029, 2:30 PM EDT”, of an instant in its zone."""
    named = at.strftime("%Z")
    return f"{formats.date_format(at, 'M j, Y, g:i A')} {named if named.isalpha() else f'UTC{at:%z}'}"


def step_words(entry: Entry, log: SessionLog) -> str:
    """“Submitted Mar 1, 2029, 2:30 PM MST by Kim Obi; signed …”, each in the zone of the clinic, without comments."""
    said = "; ".join(f"{act_words(step)} {moment(local(step.at, log, entry))} by {actor(step)}" for step in entry.steps)
    return said[:1].upper() + said[1:]


def act_words(step: SessionStep) -> str:
    """The act in the past tense; a manager’s word on a signature by link is “verified”."""
    if step.state == SessionState.SIGNED and step.comment:
        return "verified"
    return ACTS.get(step.state) or step.get_state_display().lower()


def actor(step: SessionStep) -> str:
    return str(step.by_link.supervisor if step.by_link else record_of(step.by) or step.by)


def proved_words(signed, at: datetime) -> str:
    """“Proven 2:21 PM”, the day before it where that is another; `at` is the time of the signature in its zone."""
    proved = signed.proved_at.astimezone(at.tzinfo)
    return f"Proven {formats.time_format(proved, 'g:i A') if proved.date() == at.date() else moment(proved)}"


def verified_words(signed) -> str:
    """The manager who verified a signature by link; empty for a signature by login."""
    link = getattr(signed, "by_link", None)
    return str(record_of(link.decided_by) or link.decided_by) if link else ""
