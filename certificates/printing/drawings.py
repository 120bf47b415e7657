"""What is drawn for one document: pictures of its design by their hashes, never by an address."""

from collections.abc import Mapping
from hashlib import sha256

from certificates.document import PrintedDocument
from certificates.refused import IssueRefused


def drawings(document: PrintedDocument, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """The logo and the signatures, by the names that the templates ask for."""
    named = {"logo": document.look.logo}
    named |= {f"signature-{place}": each.picture for place, each in enumerate(document.signatories, start=1)}
    return {name: verified(wanted, pictures) for name, wanted in named.items() if wanted}


def verified(wanted: str, pictures: Mapping[str, bytes]) -> bytes:
    """The picture of a hash, which is asked of the bytes themselves."""
    content = pictures.get(wanted, b"")
    if sha256(content).hexdigest() != wanted:
        raise IssueRefused("A picture of the design is missing or damaged. Tell an administrator.")
    return content
