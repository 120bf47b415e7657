"""Rows narrowed to what somebody may see or act on. “Not yours” and “does not exist” look the same."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from training import permissions

ANY_TIME = Q()


class NarrowedQuerySet(models.QuerySet):
    """Rows about people; `person` leads from a row to the practitioner."""

    person = ""

    def visible_to(self, user):
        """Oneself; for a manager also everybody who works, worked or asks to work at one of the manager's clinics.

        Of former staff all that is on record is shown, not only what is of their period; who left is read about and
        no longer acted on (`managed_by`).
        """
        if permissions.is_administrator(user):
            return self
        if not user.is_authenticated:
            return self.none()
        mine = Q(**{f"{self.person}user": user})
        if not permissions.is_manager(user):
            return self.filter(mine)
        return self.filter(mine | self.at_clinics_of(user, ANY_TIME) | self.asking_to_join(user))

    def managed_by(self, user, today: date):
        """Whom a manager acts on: those who work at one of the manager's clinics, or are going to.

        Who only asks to join is answered (`actions.joining`) and nothing more. Everybody for an administrator. Oneself
        may be among them: that nobody acts on themselves is `may_manage`'s.
        """
        if permissions.is_administrator(user):
            return self
        if not permissions.is_manager(user):
            return self.none()
        return self.filter(self.at_clinics_of(user, Q(ends_on=None) | Q(ends_on__gte=today)))

    def at_clinics_of(self, user, when: Q) -> Q:
        """Assigned to a clinic of the manager in a period."""
        from training.models import Assignment

        return Q(Exists(Assignment.objects.filter(when, self.here(user))))

    def asking_to_join(self, user) -> Q:
        """Waiting to be admitted to a clinic of the manager."""
        from training.models import JoinRequest

        return Q(Exists(JoinRequest.objects.filter(self.here(user), outcome="waiting")))

    def here(self, user) -> Q:
        """Rows with a clinic of the manager that are about the person of the outer row."""
        from training.models import ClinicManager

        theirs = ClinicManager.objects.filter(user=user, clinic=OuterRef("clinic"))
        return Q(Exists(theirs), practitioner=OuterRef(f"{self.person}pk"))


class PractitionerQuerySet(NarrowedQuerySet):
    """People on record."""


class StandingQuerySet(NarrowedQuerySet):
    """Stored answers about practitioners."""

    person = "practitioner__"


class OwnedQuerySet(NarrowedQuerySet):
    """Rows that belong to a practitioner."""

    person = "practitioner__"

    def current(self):
        """Rows that no later row has replaced."""
        return self.filter(superseded_at=None)


class ClinicQuerySet(models.QuerySet):
    def open_on(self, day: date):
        """Clinics where people work on the day. `closed_on` is the first day on which nobody does."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))
