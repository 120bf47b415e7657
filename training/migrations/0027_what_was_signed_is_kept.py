from django.db import migrations

from training import audit_triggers, signed_triggers


def install(apps, schema_editor):
    connection = schema_editor.connection
    for table in (audit_triggers.EVENTS, audit_triggers.CHECKPOINTS):
        audit_triggers.refuse_replacing(connection, table)
    for table in audit_triggers.SIGNED:
        audit_triggers.install(connection, table)
    for table in signed_triggers.TABLES:
        signed_triggers.install(connection, table)


def remove(apps, schema_editor):
    connection = schema_editor.connection
    for table in signed_triggers.TABLES:
        signed_triggers.remove(connection, table)
    for table in audit_triggers.SIGNED:
        audit_triggers.remove(connection, table)


class Migration(migrations.Migration):
    dependencies = [("training", "0026_adverse_events")]

    operations = [migrations.RunPython(install, remove)]
