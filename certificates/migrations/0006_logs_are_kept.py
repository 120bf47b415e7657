from django.db import migrations

from certificates import triggers


def keep(apps, schema_editor):
    for table in triggers.LOGS:
        triggers.keep(schema_editor.connection, table)


def let_go(apps, schema_editor):
    for table in triggers.LOGS:
        triggers.let_go(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0005_certificate_badges")]

    operations = [migrations.RunPython(keep, let_go)]
