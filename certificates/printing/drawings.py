"""What is drawn for one document: pictures of its design by their hashes, never by an address."""

from collections.abc import Mapping
from hashlib import sha256

from certificates.designs.content import ACCENT, Layout
from certificates.document import Look, PrintedDocument
from certificates.printing.fetcher import ASSETS
from certificates.refused import IssueRefused


def drawings(document: PrintedDocument, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """The logo and the signatures, by the names that the templates ask for."""
    named = {"logo": document.look.logo}
    named |= {f"signature-{place}": each.picture for place, each in enumerate(document.signatories, start=1)}
    shown = {name: verified(wanted, pictures) for name, wanted in named.items() if wanted}
    if document.look.accent != ACCENT:
        shown |= {"frame": colored(frame_of(document.look), document.look.accent)}
        shown |= {"seal": colored("seal.svg", document.look.accent)}
    return shown


def frame_of(look: Look) -> str:
    """The file of the frame; that of the layout `side` has the seal in it."""
    return f"{'frame' if look.layout == Layout.SIDE else 'plain'}-{look.paper}.svg"


def colored(name: str, accent: str) -> bytes:
    """A packaged drawing in another color: a stylesheet does not reach into it."""
    return (ASSETS / name).read_bytes().replace(ACCENT.encode(), accent.encode())


def in_accent(look: Look) -> list[str]:
    """Rules for what is printed in the accent, where it is not that of the stylesheets."""
    if look.accent == ACCENT:
        return []
    return [
        ".sheet { background-image: url(drawn:frame) }",
        ".seal { background-image: url(drawn:seal) }",
        f".words b, .details h2 {{ color: {look.accent} }}",
        f".centered h1 {{ color: {look.accent} }}",
        f".centered h1::before, .centered h1::after {{ border-color: {look.accent} }}",
    ]


def verified(wanted: str, pictures: Mapping[str, bytes]) -> bytes:
    """The picture of a hash, which is asked of the bytes themselves."""
    content = pictures.get(wanted, b"")
    if sha256(content).hexdigest() != wanted:
        raise IssueRefused("A picture of the design is missing or damaged. Tell an administrator.")
    return content
