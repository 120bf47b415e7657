"""What is kept of a log of sessions that was taken out; never updated, as the database says too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from certificates import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection, triggers.LOGS)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection, triggers.LOGS)


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0003_certificates_of_completion'),
        ('training', '0025_amend_void_review'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LogExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(help_text='The last day, inclusive.', null=True)),
                ('with_unsigned', models.BooleanField(help_text='With entries that wait or were returned.')),
                ('rule_on', models.DateField(help_text='The day whose rule gave the totals.')),
                ('form', models.CharField(choices=[('pdf', 'PDF'), ('csv', 'CSV of the entries'), ('totals', 'CSV of the totals'), ('json', 'The content itself (JSON)')], max_length=8)),
                ('entries', models.PositiveIntegerField()),
                ('content_sha256', models.CharField(db_index=True, max_length=64)),
                ('file_sha256', models.CharField(db_index=True, max_length=64)),
                ('made_at', models.DateTimeField()),
                ('checkpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.auditcheckpoint')),
                ('jurisdiction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.jurisdiction')),
                ('license', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.license')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practitioner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.practitioner')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('content_sha256__length', 64), ('file_sha256__length', 64)), name='log_export_has_whole_hashes'), models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('until__gte', models.F('since')), _connector='OR'), name='log_export_ends_after_it_begins')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
