"""The documents that the demo's lessons offer, in the library."""

from pathlib import Path

from django.core.files.base import File
from wagtail.documents.models import Document

FOLDER = Path(__file__).parent / "content" / "files"


def document(name: str) -> int:
    """The number of the document that is the content file `name`, added to the library if it is not there."""
    title = name.rpartition(".")[0].replace("-", " ").capitalize()
    known = Document.objects.filter(title=title).first()
    if known:
        return known.pk
    with (FOLDER / name).open("rb") as file:
        return Document.objects.create(title=title, file=File(file, name=name)).pk
