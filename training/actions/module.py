"""Modules as they were published: freezing a revision, and ending new starts."""

import hashlib
import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from training.actions.audit import record
from training.actions.publication import publish
from training.actions.reattestation import end
from training.circles import circle
from training.draw import asked_count
from training.models import Module, ModuleRevision, Reattestation
from training.queries.prerequisites import needed_now
from training.queries.publications import last_offered, open_requests
from training.question_kinds import kind_of
from training.wordings import asked_of, written_of

LATER = {
    "taught",
    "draws",
    "shuffle_questions",
    "shuffle_options",
    "time_limit_minutes",
    "authors",
    "approvals",
    "references",
    "prerequisites",
}


@transaction.atomic
def freeze(
    *, key: UUID, page_id: int, slug: str, content: dict, by, now: datetime, change: str = "", note: str = ""
) -> ModuleRevision:
    """Keep what was published of the module `key`, and make it the revision that is started from now on.

    `content` holds the fields of a `ModuleRevision` that an editor writes. The same content as an older revision makes
    that one current again. `change` and `note` are the editor's answer, as `publish` takes them. `ValueError` if it
    cannot be taken and passed.
    """
    refuse_what_cannot_be_taken(content)
    refuse_circles(str(key), content.get("prerequisites", []))
    module = held(key, content["title"])
    before = last_offered(module)
    revision = kept(module, content, by=by, now=now)
    if module.current_id != revision.pk:
        record(action="module.frozen", by=by, subject=revision, fields=content, values=content, now=now)
        publish(revision=revision, before=before, change=change, note=note, by=by, now=now)
    module.title, module.slug, module.page_id, module.current = content["title"], slug[:120], page_id, revision
    module.save()
    return revision


@transaction.atomic
def retire(*, key: UUID, now: datetime, by=None) -> bool:
    """End new starts of the module `key`; who began may finish. False if there was nothing to end.

    Nobody is asked any longer to read what changed in it.
    """
    module = Module.objects.select_for_update().filter(key=key).exclude(current=None).first()
    if module is None:
        return False
    module.current = None
    module.save(update_fields=["current"])
    ended = end(open_requests(module=module), Reattestation.Closed.RETIRED, now)
    fields = ["current", "reattestations"] if ended else ["current"]
    record(action="module.retired", by=by, subject=module, fields=fields, now=now)
    return True


def held(key: UUID, title: str) -> Module:
    """The module of this key, made if new, with its row locked: one freeze at a time."""
    Module.objects.get_or_create(key=key, defaults={"title": title})
    return Module.objects.select_for_update().get(key=key)


def kept(module: Module, content: dict, *, by, now: datetime) -> ModuleRevision:
    """The revision that holds `content`, made if there is none yet."""
    digest = content_hash(content)
    known = module.revisions.filter(content_hash=digest).first()
    if known:
        return known
    last = module.revisions.order_by("-number").first()
    number = last.number + 1 if last else 1
    return module.revisions.create(number=number, content_hash=digest, published_at=now, published_by=by, **content)


def content_hash(content: dict) -> str:
    """SHA-256 of what was written. HTML made from blocks is left out: a new template is no new content.

    A module that does not use what came later hashes as it did before.
    """
    content = {name: value for name, value in content.items() if name not in LATER or value}
    written = {**content, "lessons": [written_of(lesson) for lesson in content["lessons"]]}
    written["questions"] = [asked_of(question) for question in content["questions"]]
    text = json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def refuse_what_cannot_be_taken(content: dict) -> None:
    """The editor's form says the same in the editor's words; this guards what comes another way."""
    questions, needed = content["questions"], content["pass_correct"] or 0
    if not content["lessons"]:
        raise ValueError("A module needs at least one lesson.")
    asked = asked_count(questions, content["draws"])
    if not 1 <= needed <= asked:
        raise ValueError(f"{needed} right answers cannot be asked for: a try asks {asked} questions.")
    for pool, count in content["draws"].items():
        if not 1 <= count <= sum(question.get("pool") == pool for question in questions):
            raise ValueError(f"{count} questions cannot be drawn from the pool “{pool}”.")
    for question in questions:
        if flaw := kind_of(question).flaw(question):
            raise ValueError(flaw)


def refuse_circles(key: str, prerequisites: list[str]) -> None:
    """No module waits for itself, by whatever way round. All are locked: two freezes could each make half a circle."""
    if not prerequisites:
        return
    list(Module.objects.select_for_update().order_by("pk").values_list("pk"))
    if circle(key, needed_now() | {key: prerequisites}):
        raise ValueError("A module cannot be its own prerequisite, nor wait for one that waits for it.")
