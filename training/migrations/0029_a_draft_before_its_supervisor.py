import django.db.models.deletion
from django.db import migrations, models

from training import signed_triggers

TABLE = "training_supervisedsession"


def install(apps, schema_editor):
    signed_triggers.install(schema_editor.connection, TABLE)


def remove(apps, schema_editor):
    signed_triggers.remove(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    """SQLite rebuilds the table and drops its triggers with the old one, so they are put on again."""

    dependencies = [("training", "0028_tasks_for_each_who_was_signed_for")]

    operations = [
        migrations.RunPython(remove, install),
        migrations.AlterField(
            model_name="supervisedsession",
            name="supervisor",
            field=models.ForeignKey(
                help_text="Empty in a draft only.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supervised_sessions",
                to="training.practitioner",
            ),
        ),
        migrations.AddConstraint(
            model_name="supervisedsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "withdrawn"]), ("supervisor__isnull", False), _connector="OR"
                ),
                name="session_with_a_supervisor",
            ),
        ),
        migrations.RunPython(install, remove),
    ]
