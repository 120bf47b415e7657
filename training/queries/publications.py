"""Acts of publishing a module in their order, and whom a material one concerns."""

from django.db.models import Exists, Max, OuterRef, QuerySet

from training.models import Completion, Module, ModuleRevision, Publication, Reattestation

MATERIAL = Publication.Change.MATERIAL


def last_offered(module: Module) -> ModuleRevision | None:
    """The revision that people start, or started last; None where nothing was ever published.

    What was published before acts of publishing were kept is told by its number.
    """
    if module.current_id:
        return module.current
    last = module.publications.select_related("revision").order_by("pk").last()
    return last.revision if last else module.revisions.order_by("number").last()


def place_of(revision: ModuleRevision) -> int:
    """The last act that published this revision; 0 for one of the time before acts were kept.

    Rows of a module are added under its lock, so their keys tell their order.
    """
    return revision.publications.aggregate(last=Max("pk"))["last"] or 0


def material_after(module: Module, place: int) -> list[Publication]:
    """Material acts of publishing the module later than the act `place`, the oldest first."""
    later = module.publications.filter(change=MATERIAL, pk__gt=place)
    return list(later.select_related("revision").order_by("pk"))


def completed(module: Module) -> QuerySet[Completion]:
    return Completion.objects.current().filter(revision__module=module)


def concerned(module: Module, digest: str) -> QuerySet:
    """The keys of those who completed the module, and never the content with this hash: in order, each once."""
    holders = completed(module).filter(revision__content_hash=digest)
    others = completed(module).exclude(practitioner__in=holders.values("practitioner"))
    return others.order_by("practitioner").values_list("practitioner", flat=True).distinct()


def open_requests(**about) -> QuerySet[Reattestation]:
    """Requests to read a change that wait for somebody."""
    return Reattestation.objects.filter(closed_at=None, **about)


def requests_to_read(**about) -> QuerySet[Reattestation]:
    """The open ones of people whose completion still counts: without it there is nothing to keep up to date."""
    mine = {"practitioner": OuterRef("practitioner"), "revision__module": OuterRef("module")}
    return open_requests(**about).filter(Exists(Completion.objects.current().filter(**mine)))
