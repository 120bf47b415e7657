"""A certificate may be printed anew under its decision, and its holder may ask for that. All that is kept is guarded
against deletion and replacement too. SQLite rebuilds the table of certificates: its triggers are put on afterwards.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from certificates import triggers


def lift(apps, schema_editor):
    """Take off the triggers of the migrations before."""
    connection = schema_editor.connection
    triggers.remove(connection, triggers.WHOLE)
    for table in triggers.WHOLE:
        triggers.let_go(connection, table)


def put_back(apps, schema_editor):
    connection = schema_editor.connection
    triggers.install(connection, triggers.WHOLE)
    for table in triggers.LOGS + triggers.BADGES + triggers.SEALS + triggers.DESIGNS:
        triggers.keep(connection, table)


def guard(apps, schema_editor):
    for table in triggers.WHOLE + triggers.REQUESTS:
        triggers.guard(schema_editor.connection, table)


def unguard(apps, schema_editor):
    for table in triggers.WHOLE + triggers.REQUESTS:
        triggers.unguard(schema_editor.connection, table)


def link(to: str, **options):
    return models.ForeignKey(to, on_delete=django.db.models.deletion.PROTECT, **{"related_name": "+"} | options)


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0013_certificate_shares"),
        ("training", "0029_a_draft_before_its_supervisor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AddField(
            "certificate",
            "correction",
            models.TextField(
                blank=True,
                default="",
                help_text="Why it was printed anew under the same decision. Empty of what a decision or a holder asked for.",
                max_length=2000,
            ),
            preserve_default=False,
        ),
        migrations.AlterField("certificate", "decision", link("training.decision", null=True)),
        migrations.AlterField(
            "certificate",
            "replaces",
            models.OneToOneField(
                help_text="The one that this corrects or changes. A renewal replaces nothing: it follows by its dates.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="certificates.certificate",
            ),
        ),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(
                condition=models.Q(correction=""), fields=["decision"], name="certificate_once_per_decision"
            ),
        ),
        migrations.AddConstraint(
            "certificate",
            models.CheckConstraint(
                condition=models.Q(correction="") | models.Q(kind="certification", replaces__isnull=False),
                name="certificate_correction_replaces_another",
            ),
        ),
        migrations.CreateModel(
            "CorrectionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=1000)),
                ("asked_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("printed", "Printed anew"), ("declined", "Declined")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("answer", models.TextField(blank=True, help_text="Why it was declined.", max_length=1000)),
                ("decided_at", models.DateTimeField(null=True)),
                ("asked_by", link(settings.AUTH_USER_MODEL)),
                ("certificate", link("certificates.certificate", related_name="corrections_asked")),
                ("decided_by", link(settings.AUTH_USER_MODEL, null=True)),
                ("practitioner", link("training.practitioner")),
            ],
            options={
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(outcome="waiting"),
                        fields=["certificate"],
                        name="correction_request_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(outcome="waiting", decided_at=None, decided_by=None)
                        | (~models.Q(outcome="waiting") & models.Q(decided_at__isnull=False, decided_by__isnull=False)),
                        name="correction_request_decided_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=(models.Q(outcome="declined") & ~models.Q(answer=""))
                        | (~models.Q(outcome="declined") & models.Q(answer="")),
                        name="correction_request_declined_with_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(reason=""), name="correction_request_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
