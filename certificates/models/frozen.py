"""What is written once: a model and a query that refuse to change or delete a row."""

from django.db import models

NEVER_CHANGED = "What was issued, put to use or handed out is never changed; write a new row that takes its place."
NEVER_DELETED = "What was issued, put to use or handed out is never deleted; a decision revokes a certificate."


class Frozen(Exception):
    """Somebody tried to change or delete a row that is kept as it was written."""


class FrozenQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise Frozen(NEVER_CHANGED)

    def delete(self):
        raise Frozen(NEVER_DELETED)

    def bulk_update(self, objs, fields, batch_size=None):
        self.update()


class FrozenModel(models.Model):
    """A row that is written once. The database refuses an update and a deletion too (`certificates.triggers`)."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen(NEVER_CHANGED)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise Frozen(NEVER_DELETED)
