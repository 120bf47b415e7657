"""Designs: drafts, and what is written once: versions put to use, their pictures, and which one is taken."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from certificates import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection, triggers.DESIGNS)
    for table in triggers.DESIGNS:
        triggers.keep(schema_editor.connection, table)


def remove(apps, schema_editor):
    for table in triggers.DESIGNS:
        triggers.let_go(schema_editor.connection, table)
    triggers.remove(schema_editor.connection, triggers.DESIGNS)


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0010_find_by_file"),
        ("training", "0029_a_draft_before_its_supervisor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Design",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="How managers find it. It is printed nowhere.", max_length=80, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("certification", "Certification"), ("completion", "Completion of a module")],
                        default="certification",
                        max_length=16,
                        verbose_name="for",
                    ),
                ),
                (
                    "draft",
                    models.JSONField(help_text="Layout, language, logo, signatories and wording, as last saved."),
                ),
                ("drafted_at", models.DateTimeField()),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="DesignPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="How it is found when a design is drafted: “Our logo, green”.", max_length=80
                    ),
                ),
                ("sha256", models.CharField(help_text="Of the file as it is kept.", max_length=64, unique=True)),
                ("media_type", models.CharField(choices=[("image/png", "PNG"), ("image/jpeg", "JPEG")], max_length=16)),
                ("content", models.BinaryField()),
                ("width", models.PositiveIntegerField(help_text="In pixels.")),
                ("height", models.PositiveIntegerField(help_text="In pixels.")),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "logo or signature",
                "verbose_name_plural": "logos and signatures",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__length", 64)), name="design_picture_has_a_whole_hash"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("height__gt", 0), ("width__gt", 0)), name="design_picture_is_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DesignPlacement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("certification", "Certification"), ("completion", "Completion of a module")],
                        max_length=16,
                    ),
                ),
                ("chosen_at", models.DateTimeField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="certificates.design",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="training.scheme"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "scheme"], name="design_by_what_takes_it")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", "certification"), ("scheme", None), _connector="OR"),
                        name="design_of_a_scheme_is_of_a_certification",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DesignVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField(help_text="Layout, language, logo, signatories and wording.")),
                ("sha256", models.CharField(help_text="Of the content, as canonical JSON.", max_length=64)),
                ("put_to_use_at", models.DateTimeField()),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="certificates.design"
                    ),
                ),
                (
                    "put_to_use_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["design", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("design", "number"), name="design_versions_are_numbered"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="design_version_has_a_number"),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__length", 64)), name="design_version_has_a_whole_hash"
                    ),
                ],
            },
        ),
        migrations.RunPython(install, remove),
    ]
