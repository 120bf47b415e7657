"""From a page to what `training` keeps: plain data, HTML made once, each file by its hash."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet

from cms.models import ModulePage
from training.actions.module import content_hash, freeze
from training.models import Module, ModuleRevision

TRUE_FALSE = [{"id": "true", "text": "True"}, {"id": "false", "text": "False"}]


def freeze_page(page: ModulePage, *, by, now: datetime) -> ModuleRevision:
    """Freeze what is published of `page`; the same content again changes nothing."""
    page = ModulePage.objects.get(pk=page.pk)
    return freeze(
        key=page.translation_key, page_id=page.pk, slug=page.slug, **content_of(page, keep_files=True), by=by, now=now
    )


def content_of(page: ModulePage, *, keep_files: bool = False) -> dict:
    """What `freeze` is given. Without `keep_files` images point at the library and nothing is stored."""
    return {
        "title": page.title,
        "summary": page.summary,
        "credit": [dict(line.value) for line in page.credit],
        "competencies": sorted(page.competencies),
        "lessons": [lesson_of(block, keep_files=keep_files) for block in page.lessons],
        "questions": [question_of(block) for block in page.questions],
        "pass_correct": page.pass_correct,
        "max_attempts": page.max_attempts,
        "cool_down_hours": page.cool_down_hours,
    }


def lesson_of(block, *, keep_files: bool) -> dict:
    """One lesson: its blocks as written, and the HTML made of them."""
    files = Files() if keep_files else None
    html = block.value["body"].render_as_block({"keep": files.keep} if files else None)
    return {
        "id": block.id,
        "title": block.value["title"],
        "minutes": block.value["minutes"],
        "html": str(html).strip(),
        "blocks": block.block.child_blocks["body"].get_prep_value(block.value["body"]),
        "files": files.hashes if files else [],
    }


def question_of(block) -> dict:
    """One question with its key, whatever its kind."""
    value = block.value
    if block.block_type == "true_false":
        options, answer = TRUE_FALSE, [value["correct"]]
    else:
        items = value["options"].bound_blocks
        options = [{"id": item.id, "text": item.value["text"]} for item in items]
        answer = [item.id for item in items if item.value["correct"]]
    return {
        "id": block.id,
        "kind": block.block_type,
        "text": value["text"],
        "options": options,
        "answer": answer,
        "feedback": value["feedback"],
        "reference": value["reference"],
    }


class Files:
    """Images shown by a lesson, copied under their hash: a later change in the library does not reach them."""

    def __init__(self):
        self.hashes = []

    def keep(self, rendition) -> str:
        """The address of the kept copy of `rendition`."""
        with rendition.file.open("rb") as file:
            data = file.read()
        digest = hashlib.sha256(data).hexdigest()
        name = f"frozen/{digest}.{rendition.file.name.rpartition('.')[2]}"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(data))
        if digest not in self.hashes:
            self.hashes.append(digest)
        return default_storage.url(name)


def unfrozen_pages() -> list[ModulePage]:
    """Live module pages whose published content is not what `training` starts: a freeze was missed."""
    return [page for page in live_pages() if not is_frozen(page)]


def live_pages() -> QuerySet[ModulePage]:
    return ModulePage.objects.live().filter(alias_of=None).order_by("pk")


def is_frozen(page: ModulePage) -> bool:
    """Whether the revision that is started now holds what the page says."""
    module = Module.objects.select_related("current").filter(key=page.translation_key).first()
    if module is None or module.current is None:
        return False
    return module.current.content_hash == content_hash(content_of(page, keep_files=True))


def startable_without_page() -> QuerySet[Module]:
    """Modules that may be started although their page is gone or not live: a retirement was missed."""
    live = live_pages().filter(translation_key=OuterRef("key"))
    return Module.objects.exclude(current=None).exclude(Exists(live))
