"""The badge of a certificate, in a row of its own that is never updated, as the database says too."""

import django.db.models.deletion
from django.db import migrations, models

from certificates import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection, triggers.BADGES)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection, triggers.BADGES)


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0004_session_logs'),
    ]

    operations = [
        migrations.CreateModel(
            name='CertificateBadge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.TextField(help_text='The file, in UTF-8.')),
                ('sha256', models.CharField(help_text='Of the file.', max_length=64)),
                ('list_number', models.PositiveIntegerField()),
                ('place', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField()),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='badge', to='certificates.certificate')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('list_number', 'place'), name='certificate_badge_has_a_place_of_its_own'), models.CheckConstraint(condition=models.Q(('list_number__gt', 0), ('place__lt', 131072)), name='certificate_badge_stands_in_a_list'), models.CheckConstraint(condition=models.Q(('sha256__length', 64)), name='certificate_badge_has_a_whole_hash')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
