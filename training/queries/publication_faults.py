"""Do the acts of publishing tell what people start, and is nobody asked to read a module that is retired?"""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Subquery

from training.models import Module, Publication
from training.queries.publications import open_requests


def publication_differences() -> Iterator[str]:
    """A sentence for each fault. A module that was published before acts were kept has none until its next change."""
    last = Publication.objects.filter(module=OuterRef("pk")).order_by("-pk").values("revision")[:1]
    told = Module.objects.exclude(current=None).annotate(last=Subquery(last)).exclude(last=None)
    for module in told.exclude(last=F("current")).select_related("current").order_by("pk"):
        yield f"Module {module.pk}: its revision {module.current.number} is started, but no act published it."
    for asked in open_requests(module__current=None).order_by("pk"):
        yield f"Module {asked.module_id} is retired, but practitioner {asked.practitioner_id} is asked to read it."
