"""Rows narrowed to what somebody may see. “Not yours” and “does not exist” look the same."""

from django.db import models
from django.db.models import Q

from training import permissions


class PractitionerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Oneself; for a manager also everybody who works, worked or asks to work at one of the manager's clinics."""
        if permissions.is_administrator(user):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(self.seen_by(user))

    @staticmethod
    def seen_by(user, prefix: str = "") -> Q:
        """The condition of `visible_to`, for rows that reach the practitioner by `prefix`."""
        mine = Q(**{f"{prefix}user": user})
        if not permissions.is_manager(user):
            return mine
        from training.models.practitioner import Assignment, JoinRequest

        here = {"clinic__manager_rows__user": user}
        assigned = Assignment.objects.filter(**here).values("practitioner")
        asking = JoinRequest.objects.filter(**here, outcome="waiting").values("practitioner")
        key = f"{prefix}pk__in" if prefix else "pk__in"
        return mine | Q(**{key: assigned}) | Q(**{key: asking})


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to a practitioner."""

    def visible_to(self, user):
        if permissions.is_administrator(user):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(PractitionerQuerySet.seen_by(user, "practitioner__"))

    def current(self):
        """Rows that no later row has replaced."""
        return self.filter(superseded_at=None)
