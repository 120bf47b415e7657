"""From a curriculum's page to what `training` keeps of it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from cms.models import CurriculumPage
from cms.module_lists import listed
from training.actions import curriculum
from training.models import Curriculum, Module


def keep_page(page: CurriculumPage, *, by, now: datetime) -> None:
    """Keep what is published of `page`; one of which no module is left is not offered."""
    page = CurriculumPage.objects.get(pk=page.pk)
    content = content_of(page)
    if content["modules"]:
        curriculum.publish(key=page.translation_key, by=by, now=now, **content)
        arrange(by=by, now=now)
    else:
        curriculum.retire(key=page.translation_key, by=by, now=now)


def arrange(*, by, now: datetime) -> None:
    """The catalog shows them in the order of the tree."""
    curriculum.arrange(keys=order(), by=by, now=now)


def order() -> list[UUID]:
    return list(live_pages().order_by("path").values_list("translation_key", flat=True))


def content_of(page: CurriculumPage) -> dict:
    """What `training` keeps of the page; a module that was never published, or was deleted, is left out."""
    keys = [each.translation_key for each in listed(page.modules)]
    known = set(Module.objects.filter(key__in=keys).values_list("key", flat=True))
    return {
        "page_id": page.pk,
        "slug": page.slug,
        "title": page.title,
        "summary": page.summary,
        "modules": [key for key in dict.fromkeys(keys) if key in known],
    }


def live_pages() -> QuerySet[CurriculumPage]:
    return CurriculumPage.objects.live().filter(alias_of=None).order_by("pk")


def pages_with(module_page_id: int) -> list[CurriculumPage]:
    """Live curricula that name this module's page."""
    pages = live_pages()
    return [page for page in pages if module_page_id in [line["value"] for line in page.modules.raw_data]]


def unkept_pages() -> list[CurriculumPage]:
    """Live curricula that `training` does not know as they are published: an act was missed."""
    places = {key: number for number, key in enumerate(order())}
    return [page for page in live_pages() if not is_kept(page, places[page.translation_key])]


def is_kept(page: CurriculumPage, position: int) -> bool:
    row = Curriculum.objects.filter(key=page.translation_key).first()
    content = content_of(page)
    if row is None or not row.is_offered:
        return not content["modules"]
    modules = list(row.places.order_by("position").values_list("module__key", flat=True))
    kept = {"page_id": row.page_id, "slug": row.slug, "title": row.title, "summary": row.summary, "modules": modules}
    return kept == content | {"slug": content["slug"][:120]} and row.position == position


def offered_without_page() -> QuerySet[Curriculum]:
    """Curricula that are offered although their page is gone or not live."""
    live = live_pages().filter(translation_key=OuterRef("key"))
    return Curriculum.objects.filter(is_offered=True).exclude(Exists(live)).order_by("pk")
