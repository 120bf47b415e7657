"""Rows narrowed to what somebody may see or act on. “Not yours” and “does not exist” look the same."""

from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from training import permissions
from training.keys import among_keys
from training.lasting import lasting

MANY = 10  # who manages at least one clinic in so many sees a good part of everybody


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
        if not permissions.is_manager(user):
            return self.filter(**{f"{self.person}user": user})
        clinics = list(user.manager_rows.values_list("clinic", flat=True))
        return self.filter(self.seen_by(user, clinics, many=is_many(clinics)))

    def managed_by(self, user, today: date):
        """Whom a manager acts on: those who work at one of the manager's clinics, or are going to.

        Who only asks to join is answered (`actions.joining`) and nothing more. Everybody for an administrator. Oneself
        may be among them: that nobody acts on themselves is `may_manage`'s.
        """
        if permissions.is_administrator(user):
            return self
        if not permissions.is_manager(user):
            return self.none()
        return self.filter(self.at_clinics_of(user, lasting(today)))

    def at_clinics_of(self, user, when: Q) -> Q:
        """Assigned to a clinic of the manager in a period."""
        from training.models import Assignment

        theirs = Assignment.objects.filter(when, clinic__in=user.manager_rows.values("clinic"))
        return Q(Exists(theirs.filter(practitioner=OuterRef(f"{self.person}pk"))))

    def seen_by(self, user, clinics: list[int], *, many: bool) -> Q:
        """Rows about the user and about whom a source of `people_seen_at` names as `practitioner`.

        Of few people the keys are gathered first. Where they are `many` each row is asked by itself, so that a page
        in list order ends after its rows; `EXISTS` would have PostgreSQL gather them all the same.
        """
        mine, sources = Q(**{f"{self.person}user": user}), people_seen_at(clinics)
        if many:
            return reduce(or_, map(self.named_in, sources), mine)
        keys = [rows.order_by().values("practitioner") for rows in (own_record(user), *sources)]
        return Q(**{f"{self.person}pk__in": keys[0].union(*keys[1:])})

    def named_in(self, source: QuerySet) -> Q:
        first = source.filter(practitioner=OuterRef(f"{self.person}pk")).order_by().values("practitioner")[:1]
        return Q(IsNull(Subquery(first), False))


def people_seen_at(clinics: list[int]) -> list[QuerySet]:
    """What names as `practitioner` who works, worked or asks to work at the clinics."""
    from training.models import Assignment, JoinRequest

    return [
        Assignment.objects.filter(among_keys(clinics, "clinic")),
        JoinRequest.objects.filter(among_keys(clinics, "clinic"), outcome="waiting"),
    ]


def own_record(user) -> QuerySet:
    from training.models import Practitioner

    return Practitioner.objects.filter(user=user).annotate(practitioner=F("pk"))


def is_many(clinics: list[int]) -> bool:
    """A good part of all clinics. It decides how people are found, never which."""
    from training.models import Clinic

    return len(clinics) * MANY >= Clinic.objects.count()


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


class FileQuerySet(OwnedQuerySet):
    """Private files."""

    def visible_to(self, user):
        """Those of people; a board's list for managers who see a license that was found on it, or was not; and what was
        seen of the license of somebody who signed by link for people whom the manager sees."""
        if permissions.is_administrator(user) or not permissions.is_manager(user):
            return super().visible_to(user)
        from training.models import License, LicenseCheck, LinkSignature

        looks = LicenseCheck.objects.filter(capture__isnull=False)
        listed = looks.filter(license__in=License.objects.visible_to(user)).values("capture")
        signers = LinkSignature.objects.visible_to(user).values("link__supervisor")
        of_signers = looks.filter(license__practitioner__in=signers).values("capture")
        here = self.filter(practitioner=None, pk__in=listed) | self.filter(pk__in=of_signers)
        return super().visible_to(user) | here


class ClinicQuerySet(models.QuerySet):
    def open_on(self, day: date):
        """Clinics where people work on the day. `closed_on` is the first day on which nobody does."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))
