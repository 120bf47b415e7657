"""From a page to what `training` keeps: plain data, HTML made once, each file by its hash."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet
from wagtail.documents.models import Document
from wagtail.images.models import Filter, Image, Rendition
from wagtail.rich_text import expand_db_html

from cms.blocks import FIGURE_SIZE
from cms.lesson_blocks import frames_of
from cms.models import ModulePage
from cms.privacy import for_therapists
from cms.question_content import draws_of, question_of
from training.actions.module import content_hash, freeze
from training.lesson_files import address_of, kept_as
from training.models import Module, ModuleRevision

PIECE = 1024 * 1024


def freeze_page(page: ModulePage, *, by, now: datetime) -> ModuleRevision:
    """Freeze what is published of `page`; the same content again changes nothing."""
    page = ModulePage.objects.get(pk=page.pk)
    content = content_of(page, KeptFiles)
    about = {"key": page.translation_key, "page_id": page.pk, "slug": page.slug, "content": content}
    return freeze(**about, change=page.change, note=page.change_note, by=by, now=now)


def content_of(page: ModulePage, files: type["Files"] | None = None) -> dict:
    """What `freeze` is given. Without `files` images point at the library."""
    return {
        "title": page.title,
        "summary": page.summary,
        "credit": [dict(line.value) for line in page.credit],
        "competencies": sorted(page.competencies),
        "taught": sorted(page.taught),
        "lessons": [lesson_of(block, files and files()) for block in page.lessons],
        "questions": [question_of(block, files and files()) for block in page.questions],
        "pass_correct": page.pass_correct,
        "max_attempts": page.max_attempts,
        "cool_down_hours": page.cool_down_hours,
        "draws": draws_of(page.draws),
        "shuffle_questions": page.shuffle_questions,
        "shuffle_options": page.shuffle_options,
        "time_limit_minutes": page.time_limit_minutes,
        "authors": page.authors,
        "approvals": [dict(line.value) for line in page.approvals],
        "references": [reference_of(line.value) for line in page.references],
        "prerequisites": [str(line.value.translation_key) for line in page.prerequisites if line.value],
    }


def lesson_of(block, files: "Files | None") -> dict:
    """One lesson: its blocks as written, and the HTML made of them."""
    html = block.value["body"].render_as_block({"files": files} if files else None)
    frames = frames_of(block.value["body"])
    return {
        "id": block.id,
        "title": block.value["title"],
        "minutes": block.value["minutes"],
        "html": str(html).strip(),
        "blocks": block.block.child_blocks["body"].get_prep_value(block.value["body"]),
        "files": files.hashes if files else [],
        **({"frames": frames} if frames else {}),
    }


def reference_of(value) -> dict:
    """A source of the whole module, as its readers see it."""
    return {"html": str(expand_db_html(value["text"].source)), "address": value["address"]}


class Files:
    """Images and documents of a lesson, by the address of their kept copy. This one writes nothing."""

    def __init__(self):
        self.hashes = []

    def rendition(self, image: Image) -> Rendition:
        """The image in the size that is shown; made in memory where the library has none yet."""
        shown = image.clean_filter_for_svg(Filter(spec=FIGURE_SIZE))
        try:
            return image.find_existing_rendition(shown)
        except Rendition.DoesNotExist:
            return Rendition(image=image, filter_spec=shown.spec, file=image.generate_rendition_file(shown))

    def address(self, rendition: Rendition) -> str:
        with rendition.file.open("rb") as file:
            data = file.read()
        digest = hashlib.sha256(data).hexdigest()
        self.note(digest)
        return default_storage.url(self.keep(f"frozen/{digest}.{rendition.file.name.rpartition('.')[2]}", data))

    def document(self, document: Document) -> str:
        """Where the kept copy of a document or a film is read. It may be large, so it is read in pieces."""
        with document.open_file() as file:
            digest = digest_of(file)
            self.note(digest)
            self.keep_document(kept_as(digest, document.filename), file)
        return address_of(digest, document.filename)

    def note(self, digest: str) -> None:
        if digest not in self.hashes:
            self.hashes.append(digest)

    def keep(self, name: str, data: bytes) -> str:
        return name

    def keep_document(self, name: str, file) -> None:
        """Nothing is copied by this one."""


class KeptFiles(Files):
    """Copies each file under its hash: a later change in the library does not reach it."""

    def rendition(self, image: Image) -> Rendition:
        return image.get_rendition(FIGURE_SIZE)

    def keep(self, name: str, data: bytes) -> str:
        return name if default_storage.exists(name) else default_storage.save(name, ContentFile(data))

    def keep_document(self, name: str, file) -> None:
        if not default_storage.exists(name):
            file.seek(0)
            default_storage.save(name, File(file))


def digest_of(file) -> str:
    """SHA-256 (hex) of a file that is open for reading."""
    digest = hashlib.sha256()
    while data := file.read(PIECE):
        digest.update(data)
    return digest.hexdigest()


def unfrozen_pages() -> list[ModulePage]:
    """Live module pages whose published content is not what `training` starts: a freeze was missed."""
    return [page for page in live_pages() if not is_frozen(page)]


def live_pages() -> QuerySet[ModulePage]:
    """The pages of the modules that may be started."""
    return for_therapists(ModulePage.objects.live().filter(alias_of=None)).order_by("pk")


def is_startable(page: ModulePage) -> bool:
    return Module.objects.filter(key=page.translation_key).exclude(current=None).exists()


def is_frozen(page: ModulePage) -> bool:
    """Whether the revision that is started now holds what the page says; not where the library lost a file of it."""
    module = Module.objects.select_related("current").filter(key=page.translation_key).first()
    if module is None or module.current is None:
        return False
    try:
        return module.current.content_hash == content_hash(content_of(page, Files))
    except OSError:
        return False


def startable_without_page() -> QuerySet[Module]:
    """Modules that may be started although their page is gone or not live: a retirement was missed."""
    live = live_pages().filter(translation_key=OuterRef("key"))
    return Module.objects.exclude(current=None).exclude(Exists(live))
