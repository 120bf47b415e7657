"""What is written once: a model and a query that refuse to change or delete a row."""

from django.db import models


class Frozen(Exception):
    """Somebody tried to change a certificate. A correction is a new one that replaces it."""


class FrozenQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise Frozen("A certificate is never changed; issue a new one that replaces it.")

    def delete(self):
        raise Frozen("A certificate is never deleted; a decision revokes it.")

    def bulk_update(self, objs, fields, batch_size=None):
        self.update()


class FrozenModel(models.Model):
    """A row that is written once. The database refuses an update and a deletion too (`certificates.triggers`)."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen("A certificate is never changed; issue a new one that replaces it.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise Frozen("A certificate is never deleted; a decision revokes it.")
