"""How far the reader of a module's page has come, as `training` knows it."""

from datetime import datetime
from uuid import UUID

from training.models import Module
from training.permissions import record_of
from training.queries.progress import progress


def progress_of(*, key: UUID, user, now: datetime) -> dict:
    """`revision` that is started now (or None), and `mine`, the progress of a signed-in practitioner (or None)."""
    module = Module.objects.select_related("current").filter(key=key).first()
    practitioner = record_of(user) if module and user else None
    return {
        "revision": module.current if module else None,
        "mine": progress(practitioner, module, now) if practitioner else None,
    }
