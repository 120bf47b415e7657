"""Does the day kept beside a license say what its newest look says?"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from training.models import License, LicenseCheck


def look_differences() -> Iterator[str]:
    """Every license with another day than its newest look sets, or with one and no look."""
    newest = LicenseCheck.objects.filter(license=OuterRef("license")).order_by("-checked_on", "-pk").values("pk")[:1]
    for look in LicenseCheck.objects.filter(pk=Subquery(newest)).select_related("license").iterator():
        if look.license.look_again_on != look.look_again_on:
            yield f"License {look.license_id} is looked up again on another day than its newest look says."
    looks = LicenseCheck.objects.filter(license=OuterRef("pk"))
    for row in License.objects.filter(~Exists(looks)).exclude(look_again_on=date.min).iterator():
        yield f"License {row.pk} was never looked up, but has a day to look again."
