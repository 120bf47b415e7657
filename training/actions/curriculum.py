"""Curricula as they were published, and their end."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from training.actions.audit import changed, record
from training.models import Curriculum, Module

WRITTEN = ["title", "slug", "summary", "page_id", "is_offered"]


@transaction.atomic
def publish(
    *, key: UUID, page_id: int, slug: str, title: str, summary: str, modules: Sequence[UUID], by, now: datetime
) -> Curriculum:
    """Keep the curriculum `key` with these modules in this order; the same again changes nothing.

    A module that was never published is left out. `ValueError` if none is left, or one stands there twice.
    """
    if len(set(modules)) < len(modules):
        raise ValueError("A module stands in a curriculum once.")
    known = {module.key: module for module in Module.objects.filter(key__in=modules)}
    places = [known[each] for each in modules if each in known]
    if not places:
        raise ValueError("A curriculum needs a module that was published.")
    row = held(key, title)
    values = {"title": title, "slug": slug[:120], "summary": summary, "page_id": page_id, "is_offered": True}
    for name, value in values.items():
        setattr(row, name, value)
    fields = changed(row, WRITTEN)
    row.save()
    fields += ["modules"] if moved(row, places) else []
    if fields:
        record(action="curriculum.published", by=by, subject=row, fields=fields, now=now)
    return row


@transaction.atomic
def retire(*, key: UUID, now: datetime, by=None) -> bool:
    """Offer the curriculum `key` no more. Its modules stay what they are. False if there was nothing to end."""
    row = Curriculum.objects.select_for_update().filter(key=key, is_offered=True).first()
    if row is None:
        return False
    row.is_offered = False
    row.save(update_fields=["is_offered"])
    record(action="curriculum.retired", by=by, subject=row, fields=["is_offered"], now=now)
    return True


@transaction.atomic
def arrange(*, keys: Sequence[UUID], now: datetime, by=None) -> int:
    """Put curricula in this order in the catalog; how many changed their place."""
    places = {key: number for number, key in enumerate(keys)}
    count = 0
    for row in Curriculum.objects.select_for_update().filter(key__in=keys).order_by("pk"):
        if row.position != places[row.key]:
            row.position = places[row.key]
            row.save(update_fields=["position"])
            record(action="curriculum.placed", by=by, subject=row, fields=["position"], now=now)
            count += 1
    return count


def held(key: UUID, title: str) -> Curriculum:
    """The curriculum of this key, made if new and then not offered yet, with its row locked."""
    Curriculum.objects.get_or_create(key=key, defaults={"title": title, "is_offered": False})
    return Curriculum.objects.select_for_update().get(key=key)


def moved(row: Curriculum, modules: Sequence[Module]) -> bool:
    """Whether the modules or their order had to be written anew."""
    wanted = [module.pk for module in modules]
    if list(row.places.order_by("position").values_list("module", flat=True)) == wanted:
        return False
    row.places.all().delete()
    for number, module in enumerate(modules, 1):
        row.places.create(module=module, position=number)
    return True
