"""A picture of a certificate, made from the first page of its stored file."""

from hashlib import sha256

from django.core.cache import cache
from PIL import Image

from certificates.models import Certificate
from certificates.printing.pictures import encoded, first_page

VERSION = 1  # of how pictures are made: another one is another name in the cache
WIDTH = 960  # pixels: sharp on a phone, and 60 kB
CARD = (1200, 630)  # what pages that show a link ask for
MARGIN = 30
DRAPE = (232, 238, 235)
KEPT = 30 * 24 * 60 * 60  # seconds


class NotAsIssued(Exception):
    """The stored bytes are not those that were issued: no picture is made of them."""


def picture(certificate: Certificate) -> bytes:
    """Its first page as WebP; NotAsIssued."""
    return kept("page", certificate, as_webp)


def card(certificate: Certificate) -> bytes:
    """The same on a card for previews of a link, as JPEG, which all of them read; NotAsIssued."""
    return kept("card", certificate, as_card)


def kept(kind: str, certificate: Certificate, make) -> bytes:
    """From the cache under the hash of the bytes as they are now, so that it can only be theirs; else made now."""
    content = as_issued(certificate)
    name = f"certificate-picture:{kind}:{VERSION}:{certificate.sha256}"
    found = cache.get(name)
    if found is None:
        found = make(content)
        cache.set(name, found, KEPT)
    return found


def as_issued(certificate: Certificate) -> bytes:
    """The bytes of its file, whose hash is taken now; NotAsIssued."""
    content = bytes(certificate.pdf.content)
    if sha256(content).hexdigest() != certificate.sha256:
        raise NotAsIssued(certificate.number)
    return content


def as_webp(content: bytes) -> bytes:
    return encoded(first_page(content, WIDTH), "WEBP", quality=60, method=4)


def as_card(content: bytes) -> bytes:
    """The page on a drape, whatever its shape."""
    page = first_page(content, CARD[0])
    page.thumbnail((CARD[0] - 2 * MARGIN, CARD[1] - 2 * MARGIN))
    sheet = Image.new("RGB", CARD, DRAPE)
    sheet.paste(page, ((CARD[0] - page.width) // 2, (CARD[1] - page.height) // 2))
    return encoded(sheet, "JPEG", quality=82)
