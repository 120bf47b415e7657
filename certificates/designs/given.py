"""What a design gives to a document, beside the sentence."""

from dataclasses import fields

from certificates.designs.content import Chosen, Signatory
from certificates.designs.languages.labels import Labels
from certificates.document import Look
from certificates.printing.faces import printable


def given_by(chosen: Chosen, labels: Labels) -> dict:
    """Fields of a document: words, language, looks, and the name of the design."""
    content = chosen.content
    signatories = (
        Signatory(name=printable(each.name), title=printable(each.title), picture=each.picture)
        for each in content.signatories
    )
    return {
        "title": printable(content.title),
        "fine_print": printable(content.fine_print),
        "labels": labels,
        "language": content.language,
        "signatories": tuple(signatories),
        "look": Look(**{field.name: getattr(content, field.name) for field in fields(Look)}),
        "design": chosen.name,
    }
