"""How far the reader of a module's page has come, as `training` knows it."""

from uuid import UUID

from training.models import Completion, LessonRead, Module


def progress_of(*, key: UUID, user) -> dict:
    """`startable`, and for a signed-in practitioner `read`, `lessons` and `completed_on` of the revision in use."""
    module = Module.objects.select_related("current").filter(key=key).first()
    revision = module.current if module else None
    progress = {"startable": revision is not None, "revision": revision}
    practitioner = getattr(user, "practitioner", None) if getattr(user, "is_authenticated", False) else None
    if practitioner is None or revision is None:
        return progress
    done = Completion.objects.filter(practitioner=practitioner, revision__module=module, superseded_at=None)
    last = done.order_by("-completed_on").first()
    return {
        **progress,
        "read": LessonRead.objects.filter(practitioner=practitioner, revision=revision).count(),
        "lessons": len(revision.lessons),
        "completed_on": last.completed_on if last else None,
    }
