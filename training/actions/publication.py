"""An act of publishing: what people start from then on, and whether those who completed it are asked to read it."""

from datetime import datetime

from training.actions.audit import record
from training.actions.reattestation import ask
from training.models import ModuleRevision, Publication

Change = Publication.Change


def publish(
    *, revision: ModuleRevision, before: ModuleRevision | None, change: str, note: str, by, now: datetime
) -> Publication:
    """Write down that `revision` takes the place of `before`, and ask those whom a material change concerns.

    An act without an answer is minor, and so is offering again what was retired. `ValueError` where a material change
    does not say what changed. The caller holds the module.
    """
    note = note.strip()
    change = judged(revision, before, change)
    if change == Change.MATERIAL and not note:
        raise ValueError("A material change needs a note: what changed?")
    publication = Publication.objects.create(
        module=revision.module,
        revision=revision,
        change=change,
        note="" if change == Change.FIRST else note,
        published_at=now,
        published_by=by,
    )
    asked = ask(publication, now=now)
    values = {"change": change, "note": publication.note, "asked": asked}
    record(action="module.published", by=by, subject=publication, fields=values, values=values, now=now)
    return publication


def judged(revision: ModuleRevision, before: ModuleRevision | None, change: str) -> str:
    if before is None:
        return Change.FIRST
    return Change.MATERIAL if change == Change.MATERIAL and revision != before else Change.MINOR
