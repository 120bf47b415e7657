"""A signature as people read it: who, when and in which zone, what it means, and what ties it to its entry."""

from datetime import date, datetime

from django import template

from training.models import Jurisdiction, SessionState, SignOff, Statement, SupervisedSession
from training.queries import organization
from training.session_content import content_hash
from training.signature_words import proof_words, version_of

register = template.Library()


@register.inclusion_tag("training/supervise/_signature.html")
def signature(sign_off: SignOff):
    """What the signature on a session says, and whether the entry still is what was signed."""
    session = sign_off.session
    held = sign_off.content_hash == session.content_hash == content_hash(session)
    return {"signed": sign_off, "what": "entry", "holds": held, **told(sign_off)}


@register.inclusion_tag("training/supervise/_signature.html")
def signature_of(statement: Statement, holds: bool):
    """The same of a statement."""
    return {"signed": statement, "what": "statement", "holds": holds, **told(statement)}


@register.filter
def waited(session: SupervisedSession, today: date) -> str:
    """How long an entry has waited for its signature, in days: "12 days"; empty where it does not."""
    if session.state != SessionState.SUBMITTED or session.submitted_at is None:
        return ""
    return days_since(session.submitted_at, today)


@register.filter
def days_since(at: datetime, today: date) -> str:
    """How many days ago, in the organization's zone: "12 days", "since today"."""
    days = max(0, (today - organization.today(at)).days)
    return "since today" if days == 0 else f"{days} day{'' if days == 1 else 's'}"


def told(signed) -> dict:
    """What a session's signature and a statement's have in common: the proof and the license at signing, in words."""
    license = (signed.eligibility or {}).get("license") or {}
    words = {"proof": proof_words(signed.proof), "version": version_of(signed.meaning)}
    return words | {"license": license, "place": place_of(license), "login": signed.signed_by}


def place_of(license: dict) -> str:
    """The license's jurisdiction by its name, as it is called now."""
    code = license.get("jurisdiction", "")
    return Jurisdiction.objects.filter(code=code).values_list("name", flat=True).first() or code
