"""What is wrong with a badge, by the rules of Open Badges 3.0 that an issuer answers for: each fault in a sentence."""

from collections.abc import Iterator
from datetime import datetime

from certificates.badge.contexts import CREDENTIALS, OPEN_BADGES
from certificates.badge.multikey import public_key
from certificates.badge.proof import is_proven

KINDS = {"OpenBadgeCredential", "AchievementCredential"}
SUBJECT = ("credentialSubject",)
ACHIEVEMENT = (*SUBJECT, "achievement")
# What stands at each place says what it is (data model, §B).
TYPES = {
    ("issuer",): "Profile",
    ("issuer", "otherIdentifier"): "IdentifierEntry",
    ("issuer", "parentOrg"): "Profile",
    SUBJECT: "AchievementSubject",
    (*SUBJECT, "identifier"): "IdentityObject",
    (*SUBJECT, "result"): "Result",
    ACHIEVEMENT: "Achievement",
    (*ACHIEVEMENT, "creator"): "Profile",
    (*ACHIEVEMENT, "resultDescription"): "ResultDescription",
    ("evidence",): "Evidence",
}
NEEDED = [("id",), ("issuer",), ("issuer", "id"), ("validFrom",), SUBJECT, ACHIEVEMENT]
NEEDED += [(*ACHIEVEMENT, name) for name in ("id", "name", "description", "criteria")]


def faults(badge: dict, issuer_document: dict, at: datetime) -> list[str]:
    """Every fault of a badge at an instant, by the DID document of its issuer; its status is read elsewhere."""
    return [*faults_of_form(badge), *faults_of_time(badge, at), *faults_of_proof(badge, issuer_document)]


def faults_of_form(badge: dict) -> Iterator[str]:
    if badge.get("@context", [])[:2] != [CREDENTIALS, OPEN_BADGES]:
        yield "The contexts are not those of Open Badges 3.0."
    kinds = set(several(badge.get("type")))
    if "VerifiableCredential" not in kinds or not kinds & KINDS:
        yield "The type is not that of a badge."
    for path in NEEDED:
        if not parts(badge, path):
            yield f"There is no {'.'.join(path)}."
    for path, kind in TYPES.items():
        if any(kind not in several(part.get("type")) for part in parts(badge, path) if isinstance(part, dict)):
            yield f"The type of {'.'.join(path)} is not {kind}."
    if any(not isinstance(issuer, dict) for issuer in parts(badge, ("issuer",))):
        yield "The issuer is not a Profile."
    if not parts(badge, (*SUBJECT, "id")) and not parts(badge, (*SUBJECT, "identifier")):
        yield "The subject has neither an id nor an identifier."


def faults_of_time(badge: dict, at: datetime) -> Iterator[str]:
    starts, ends = badge.get("validFrom"), badge.get("validUntil")
    if starts and datetime.fromisoformat(starts) > at:
        yield "It is not valid yet."
    if ends and datetime.fromisoformat(ends) < at:
        yield "It has expired."


def faults_of_proof(badge: dict, issuer_document: dict) -> Iterator[str]:
    """The key is one of the issuer's own document, named there letter by letter, and the signature is its."""
    proof, issuer = badge.get("proof") or {}, badge.get("issuer")
    method = proof.get("verificationMethod", "")
    known = {each["id"]: each for each in issuer_document["verificationMethod"]}
    named = issuer_document["id"] == (issuer.get("id") if isinstance(issuer, dict) else issuer)
    if not proof:
        yield "There is no proof."
    elif not named or method not in known or method not in issuer_document["assertionMethod"]:
        yield "The key is none of the issuer's."
    elif not is_proven(badge, public_key(known[method]["publicKeyMultibase"])):
        yield "The proof does not hold: something was changed, or another key signed."


def several(value) -> list:
    """One of a thing, or several, or none, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def parts(value, path: tuple[str, ...]) -> list:
    """Everything at a place, through the lists on the way."""
    found = several(value)
    for name in path:
        found = [part for each in found if isinstance(each, dict) for part in several(each.get(name))]
    return found
