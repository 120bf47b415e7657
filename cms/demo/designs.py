"""The demonstration's own design of certificates, with a logo and a signature, and a draft in another language."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from certificates.designs import acts, uploaded
from certificates.designs.content import DesignContent, Kind, Layout, Signatory
from certificates.designs.packaged import packaged
from certificates.models import Design
from training.models import User

FOLDER = Path(__file__).parent / "content" / "pictures"
ENGLISH, SPANISH = "Larkspur, formal", "Larkspur, formal, in Spanish"


def design_certificates(*, by: User, now: datetime) -> None:
    """Put the formal design to use for certifications; its Spanish sister stays a draft."""
    pictures = {
        name: acts.add_picture(by=by, name=words, picture=uploaded.read((FOLDER / name).read_bytes()), now=now).sha256
        for name, words in {"larkspur.png": "Our larkspur", "ruth-signature.png": "Signature of the manager"}.items()
    }
    look = {"layout": Layout.CENTERED.value, "logo": pictures["larkspur.png"]}
    signer = Signatory(name=by.get_full_name(), title="Director of compliance", picture=pictures["ruth-signature.png"])
    formal = draft(by, now, ENGLISH, replace(packaged(Kind.CERTIFICATION), **look, signatories=(signer,)))
    spanish = replace(packaged(Kind.CERTIFICATION, "es"), **look)
    signed = replace(signer, title="Directora de cumplimiento")
    draft(by, now, SPANISH, replace(spanish, signatories=(signed,)))
    acts.use(by=by, design=formal, seen=acts.hash_of(acts.content_of(formal)), targets=[None], now=now)


def draft(by: User, now: datetime, name: str, content: DesignContent) -> Design:
    return acts.save_design(by=by, design=Design(name=name, kind=content.kind, draft=content.to_json()), now=now)
