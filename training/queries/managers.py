"""Who answers for which clinics, and the clinics that nobody answers for."""

from datetime import date

from django.db.models import Q, QuerySet

from training.models import Clinic, User
from training.permissions import ADMINISTRATOR, MANAGER


def managers() -> QuerySet[User]:
    """Everybody who is a compliance manager, with their clinics."""
    rows = User.objects.filter(Q(groups__name=MANAGER) | Q(manager_rows__isnull=False)).distinct()
    return rows.select_related("practitioner").prefetch_related("clinics_managed").order_by("last_name", "email")


def administrators() -> QuerySet[User]:
    """Those with a login that works, who answer where no manager does."""
    return User.objects.filter(is_active=True, groups__name=ADMINISTRATOR)


def without_manager(today: date) -> QuerySet[Clinic]:
    """Open clinics whose join requests and evidence reach an administrator only."""
    return Clinic.objects.open_on(today).exclude(manager_rows__user__is_active=True)
