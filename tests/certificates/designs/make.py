"""Pictures, drafts and designs in use."""

import io
from dataclasses import replace

from django.test import Client
from PIL import Image, ImageDraw

from certificates.designs import acts
from certificates.designs.content import DesignContent
from certificates.designs.packaged import packaged
from certificates.designs.uploaded import read
from certificates.models import Design, DesignPicture, DesignVersion
from tests.factories import NOW, UserFactory


def png(color: str = "#0b6e4f", size: tuple[int, int] = (300, 120)) -> bytes:
    """A mark on a transparent ground."""
    picture = Image.new("RGBA", size)
    ImageDraw.Draw(picture).ellipse((10, 10, size[1] - 10, size[1] - 10), fill=color)
    return written(picture, "PNG")


def written(picture: Image.Image, kind: str, **how) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def picture(by=None, name: str = "Our mark", content: bytes | None = None) -> DesignPicture:
    by = by or UserFactory(role="manager")
    return acts.add_picture(by=by, name=name, picture=read(content or png()), now=NOW)


def draft(by=None, name: str = "Formal", kind: str = "certification", **changes) -> Design:
    """A saved draft: the packaged words with changes."""
    content = replace(packaged(kind), **changes)
    design = Design(name=name, kind=kind, draft=content.to_json())
    return acts.save_design(by=by or UserFactory(role="manager"), design=design, now=NOW)


def put(design: Design, by=None, *targets) -> DesignVersion:
    """The draft as its next version, taken by the default of its kind, or by the schemes that are named."""
    by = by or UserFactory(role="manager")
    seen = acts.hash_of(acts.content_of(design))
    return acts.use(by=by, design=design, seen=seen, targets=targets or [None], now=NOW)


def redrafted(design: Design, by, **changes) -> Design:
    design.draft = replace(DesignContent.from_json(design.draft), **changes).to_json()
    return acts.save_design(by=by, design=design, now=NOW)


def client_of(user) -> Client:
    """A browser in which they are signed in."""
    client = Client()
    client.force_login(user)
    return client
