"""A certificate may be that of a completion. SQLite rebuilds the table for it, so its triggers are put on again."""

import django.db.models.deletion
from django.db import migrations, models

from certificates import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


def link(model: str, kind=models.ForeignKey):
    return kind(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model)


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0002_certificates_are_frozen"),
        ("training", "0017_publishing_errata_curricula"),
    ]

    operations = [
        migrations.RunPython(remove, install),
        migrations.AddField("certificate", "completion", link("training.completion")),
        migrations.AlterField("certificate", "cycle", link("training.cycle")),
        migrations.AlterField("certificate", "decision", link("training.decision", models.OneToOneField)),
        migrations.AlterField(
            "certificate",
            "kind",
            models.CharField(
                choices=[("certification", "Certification"), ("completion", "Completion of a module")],
                default="certification",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(
                fields=["completion"], condition=models.Q(replaces=None), name="certificate_once_per_completion"
            ),
        ),
        migrations.AddConstraint(
            "certificate",
            models.CheckConstraint(
                condition=models.Q(
                    kind="certification", decision__isnull=False, cycle__isnull=False, completion=None
                )
                | models.Q(kind="completion", decision=None, cycle=None, completion__isnull=False),
                name="certificate_of_a_decision_or_of_a_completion",
            ),
        ),
        migrations.RunPython(install, remove),
    ]
