"""Somebody's admission as a supervisor may end on a day."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("training", "0002_audit_is_append_only")]

    operations = [
        migrations.AddField(
            "practitioner",
            "supervisor_until",
            models.DateField(null=True, help_text="The last day whose sessions this supervisor may sign."),
        ),
        migrations.AddConstraint(
            "practitioner",
            models.CheckConstraint(
                condition=Q(supervisor_until=None) | Q(supervisor_at__isnull=False),
                name="practitioner_supervising_ends_that_began",
            ),
        ),
    ]
