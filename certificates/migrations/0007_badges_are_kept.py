"""Nothing rests on the row of a badge, so the database itself refuses to delete it."""

from django.db import migrations

from certificates import triggers


def keep(apps, schema_editor):
    for table in triggers.BADGES:
        triggers.keep(schema_editor.connection, table)


def let_go(apps, schema_editor):
    for table in triggers.BADGES:
        triggers.let_go(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0006_logs_are_kept")]

    operations = [migrations.RunPython(keep, let_go)]
