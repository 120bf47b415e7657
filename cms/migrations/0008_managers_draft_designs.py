"""Managers and administrators draft the designs of certificates; editors do not."""

from django.db import migrations

ALLOWED = {"design": ["add", "change", "view"], "designpicture": ["add", "view"]}


def allow(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.filter(name__in=["Manager", "Administrator"])
    for model, verbs in ALLOWED.items():
        for verb in verbs:
            for group in groups:
                group.permissions.add(permission(apps, model, f"{verb}_{model}"))


def permission(apps, model, codename):
    """Django makes permissions after all migrations; what is there already is found by its code name."""
    types = apps.get_model("contenttypes", "ContentType").objects
    content_type, _ = types.get_or_create(app_label="certificates", model=model)
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )[0]


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0007_drafts_without_numbers"),
        ("certificates", "0011_designs"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
