"""The files of the site by their paths: public keys, status lists, and a page that says how to check with them."""

import json
from datetime import date, datetime, time
from hashlib import sha256
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.template.loader import render_to_string

from certificates.badge import keys
from certificates.badge.status_list import Purpose
from certificates.badge_status import list_credential
from certificates.badges import list_address
from certificates.models import CertificateBadge, SealingCertificate
from certificates.static_site.document import offline_document
from certificates.static_site.style import STYLE
from training import audit_key
from training.queries.organization import organization

SUMS, ABOUT = "SHA256SUMS", "verify-offline.md"


def files(as_of: date, local: ZoneInfo) -> dict[str, bytes]:
    """Every file of the site as of a day, by its path; the same for the same rows, keys and day.

    `local` is the organization's zone on that day.
    """
    start = datetime.combine(as_of, time(), local)
    site = {did_path(): text(json.dumps(keys.issuer_document(), indent=2))}
    site |= status_lists(as_of, start) | seals() | audit_keys()
    site[ABOUT] = text(offline_document())
    site["index.html"] = text(page(site, as_of, local))
    return site | {SUMS: text("".join(f"{sha256(site[path]).hexdigest()}  {path}\n" for path in sorted(site)))}


def did_path() -> str:
    """Where did:web looks: at the well-known place of a host, or in the folder that the name goes on with."""
    _, _, _, *folders = keys.issuer().split(":")
    return "/".join([*map(unquote, folders or [".well-known"]), "did.json"])


def status_lists(as_of: date, start: datetime) -> dict[str, bytes]:
    """Each list below its address, as the document that a folder shows; signed as of the first second of the day, so
    that a day without an act gives the same bytes.
    """
    numbers = CertificateBadge.objects.order_by("list_number").values_list("list_number", flat=True).distinct()
    return {
        f"{urlsplit(list_address(purpose, number)).path.strip('/')}/index.html": text(
            json.dumps(list_credential(purpose, number, as_of, start))
        )
        for number in numbers
        for purpose in Purpose
    }


def seals() -> dict[str, bytes]:
    """The certificates of every key that ever sealed a PDF, with those that vouch for them."""
    return {f"seals/{row.fingerprint}.pem": text(row.chain) for row in sealing_certificates()}


def sealing_certificates():
    return SealingCertificate.objects.order_by("first_used_at", "pk")


def audit_keys() -> dict[str, bytes]:
    """The public keys whose checkpoints of the audit record count."""
    return {f"audit/{key}.pem": public_pem(key) for key in sorted(audit_key.known_keys())}


def public_pem(key: str) -> bytes:
    """A public key (Ed25519, hex) as PEM."""
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def page(site: dict[str, bytes], as_of: date, local: ZoneInfo) -> str:
    """What a stranger reads first: no script, and nothing from elsewhere."""
    context = {
        "style": STYLE,
        "organization": organization(),
        "address": settings.BASE_URL,
        "issuer": keys.issuer(),
        "as_of": as_of,
        "did": did_path(),
        "keys": [each["publicKeyMultibase"] for each in keys.issuer_document()["verificationMethod"]],
        "lists": [path for path in sorted(site) if path.startswith("badges/")],
        "seals": [
            (f"seals/{row.fingerprint}.pem", row, row.first_used_at.astimezone(local)) for row in sealing_certificates()
        ],
        "audit": [path for path in sorted(site) if path.startswith("audit/")],
    }
    return render_to_string("certificates/static_site/index.html", context)


def text(words: str) -> bytes:
    return words.encode()
