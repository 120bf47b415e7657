"""The day on which the desk looks a license up again, kept beside it: its queue is read in the order of an index."""

import datetime
from datetime import timedelta
from itertools import chain

from django.db import migrations, models

SOON_STALE, SOON_ENDS, JUST_LOOKED = timedelta(days=14), timedelta(days=30), timedelta(days=14)
AT_A_TIME = 2000


def fill(apps, schema_editor):
    """From the newest look at each license; one without a look keeps the default."""
    looks = apps.get_model("training", "LicenseCheck").objects.order_by("license_id", "checked_on", "pk")
    columns = ("license_id", "checked_on", "shows", "fresh_until", "expires_on")
    License = apps.get_model("training", "License")
    rows, last = [], None
    for look in chain(looks.values_list(*columns).iterator(chunk_size=AT_A_TIME), [None]):
        if last and (look is None or look[0] != last[0]):
            rows.append(License(pk=last[0], look_again_on=look_again_on(*last[1:])))
        last = look
        if len(rows) == AT_A_TIME or look is None:
            License.objects.bulk_update(rows, ["look_again_on"], batch_size=500)
            rows = []


def look_again_on(checked_on, shows, fresh_until, expires_on):
    days = [fresh_until - SOON_STALE]
    if shows and expires_on:
        days.append(max(expires_on - SOON_ENDS, checked_on + JUST_LOOKED))
        if checked_on <= expires_on:
            days.append(expires_on + timedelta(days=1))
    return min(days)


class Migration(migrations.Migration):
    dependencies = [("training", "0008_renewals_filed")]

    operations = [
        migrations.AddField(
            model_name="license",
            name="look_again_on",
            field=models.DateField(
                default=datetime.date(1, 1, 1),
                editable=False,
                help_text="As the newest look says (`LicenseCheck.look_again_on`); January 1 of the year 1 without a look.",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="license",
            index=models.Index(
                condition=models.Q(("superseded_at", None)), fields=["look_again_on", "id"], name="license_to_check"
            ),
        ),
    ]
