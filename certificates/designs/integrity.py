"""Are the designs those that were put to use? Each difference is named."""

from collections.abc import Iterator
from hashlib import sha256

from django.db.models.fields.json import KT

from certificates.designs.acts import hash_of
from certificates.designs.content import PACKAGED, DesignContent
from certificates.models import Certificate, DesignPicture, DesignVersion


def design_differences() -> Iterator[str]:
    """A version or a picture that is not what was kept, a picture that a version lacks, a certificate whose design is
    not there.
    """
    pictures = set()
    for picture in DesignPicture.objects.order_by("pk").iterator(chunk_size=20):
        pictures.add(picture.sha256)
        if sha256(bytes(picture.content)).hexdigest() != picture.sha256:
            yield f"Picture “{picture}” of designs is not the one that was added."
    known = {PACKAGED, None}
    for version in DesignVersion.objects.select_related("design").order_by("pk"):
        known.add(f"{version.design_id}.{version.number}")
        yield from wrong_with(version, pictures)
    # As text: on SQLite a JSON string that looks like a number would be read as one.
    of_papers = Certificate.objects.order_by().values_list(KT("document__design"), flat=True).distinct()
    for name in sorted(set(of_papers) - known):
        yield f"Certificates name the design {name}, which is not there."


def wrong_with(version: DesignVersion, pictures: set[str]) -> Iterator[str]:
    content = DesignContent.from_json(version.content)
    if hash_of(content) != version.sha256:
        yield f"Design “{version}” is not what was put to use."
    if content.pictures() - pictures:
        yield f"Design “{version}” lacks a picture."
