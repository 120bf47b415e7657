"""Where a page was shared, and what became of each person of a bulk issue, is kept: only what is open is ended."""

from django.db import migrations

from certificates import triggers


def guard(apps, schema_editor):
    for table in (triggers.SHARES, triggers.BULKS, triggers.ITEMS):
        triggers.guard(schema_editor.connection, table)


def unguard(apps, schema_editor):
    for table in (triggers.SHARES, triggers.BULKS, triggers.ITEMS):
        triggers.unguard(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0014_corrections")]

    operations = [migrations.RunPython(guard, unguard)]
