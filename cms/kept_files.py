"""The files that frozen lessons show: whether storage still has each, byte for byte, and where to get it again."""

import html
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from django.core.files.base import File
from django.core.files.storage import default_storage
from wagtail.documents.models import Document
from wagtail.images.models import Rendition

from cms.freezing import digest_of
from training.lesson_files import ending_of, kept_as
from training.models import ModuleRevision
from training.queries.notice import Notice

SHOWN = re.compile(r"/(frozen/([0-9a-f]{64})\.[A-Za-z0-9]+)")
READ = re.compile(r"/learn/files/([0-9a-f]{64})/([^\"'?#<>]+)")
AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A file by its name in storage, the SHA-256 (hex) of its bytes, and the first revision found to show it."""

    name: str
    digest: str
    place: str


def file_differences(sample: int | None = None, seed: int | None = None, *, repair: bool = False) -> Iterator[str]:
    """A sentence for each file that is missing or has other bytes; a `Notice` for one that is there again.

    Each is looked for; the bytes of all are read, or of `sample` at random. With `repair` a file whose bytes the
    library still has is copied from there.
    """
    known = list(kept_files())
    read = known if sample is None else random.Random(seed).sample(known, min(sample, len(known)))  # noqa: S311
    source, read = Library(), {each.name for each in read}
    for each in known:
        flaw = flaw_of(each, read=each.name in read)
        if flaw and repair and source.restores(each):
            yield Notice(f"{each.place}: {each.name} {flaw}. It was copied again from the library.")
        elif flaw:
            yield f"{each.place}: {each.name} {flaw}."


def kept_files() -> Iterator[Kept]:
    """Each file once, the newest revision that shows it first."""
    seen = set()
    revisions = ModuleRevision.objects.select_related("module").order_by("module", "-number")
    for revision in revisions.iterator(AT_A_TIME):
        place = f"Module {revision.module_id}, “{revision.title}”, revision {revision.number}"
        for name, digest in names_in(revision):
            if name not in seen:
                seen.add(name)
                yield Kept(name, digest, place)


def names_in(revision: ModuleRevision) -> Iterator[tuple[str, str]]:
    """`(name in storage, digest)` of what the HTML of a revision points at."""
    figures = [question.get("figure") or {} for question in revision.questions]
    for part in [*revision.lessons, *figures]:
        text = html.unescape(part.get("html", ""))
        yield from SHOWN.findall(text)
        for digest, name in READ.findall(text):
            if kept := kept_as(digest, unquote(name)):
                yield kept, digest


def flaw_of(kept: Kept, *, read: bool) -> str:
    """What is wrong with a file, or nothing."""
    if not default_storage.exists(kept.name):
        return "is missing"
    if not read:
        return ""
    with default_storage.open(kept.name, "rb") as file:
        return "" if digest_of(file) == kept.digest else "holds other bytes than when it was published"


class Library:
    """The files that editors have, by the SHA-256 of their bytes. Each kind is read once, when it is first needed."""

    def __init__(self):
        self.found = {}

    def restores(self, kept: Kept) -> bool:
        """Copy the file again, if the library has its bytes; whether it did."""
        ending = ending_of(kept.name)
        if ending not in self.found:
            self.found[ending] = dict(digests(candidates(kept.name, ending)))
        source = self.found[ending].get(kept.digest)
        if source is None:
            return False
        default_storage.delete(kept.name)
        with default_storage.open(source, "rb") as file:
            return default_storage.save(kept.name, File(file)) == kept.name


def candidates(name: str, ending: str) -> Iterable[str]:
    """The names of the library's files of this kind: sizes of images, or documents."""
    library = Rendition if name.startswith("frozen/") else Document
    return library.objects.filter(file__iendswith=f".{ending}").values_list("file", flat=True)


def digests(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if default_storage.exists(name):
            with default_storage.open(name, "rb") as file:
                yield digest_of(file), name
