"""Modules that changed after somebody completed them."""

from datetime import timedelta

from tests.factories.days import NOW
from tests.factories.learning import CompletionFactory, ModuleFactory, ModuleRevisionFactory
from training import models

NOTE = "Sit the patient up first."


def material_change(person, note=NOTE, at=NOW - timedelta(days=1)) -> models.Reattestation:
    """The person completed the first revision of a module; the second says something else, and they are asked."""
    module = ModuleFactory()
    first = module.current
    published(first, "first", at - timedelta(days=90))
    CompletionFactory(practitioner=person, revision=first)
    lessons = [first.lessons[0] | {"blocks": [{"value": note}], "html": f"<p>{note}</p>"}]
    module.current = ModuleRevisionFactory(module=module, title=module.title, lessons=lessons, published_at=at)
    module.save()
    publication = published(module.current, "material", at, note=note)
    return publication.reattestations.create(practitioner=person, module=module, opened_at=at)


def published(revision, change, at, **given) -> models.Publication:
    return revision.publications.create(module=revision.module, change=change, published_at=at, **given)
