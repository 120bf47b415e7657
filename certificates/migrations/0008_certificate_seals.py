"""The seal of a certificate and the certificates that sealed: rows of their own, neither updated nor deleted."""

import django.db.models.deletion
from django.db import migrations, models

from certificates import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection, triggers.SEALS)
    for table in triggers.SEALS:
        triggers.keep(schema_editor.connection, table)


def remove(apps, schema_editor):
    for table in triggers.SEALS:
        triggers.let_go(schema_editor.connection, table)
    triggers.remove(schema_editor.connection, triggers.SEALS)


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0007_badges_are_kept'),
    ]

    operations = [
        migrations.CreateModel(
            name='SealingCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(help_text='SHA-256 of its DER, hex.', max_length=64, unique=True)),
                ('chain', models.TextField(help_text='It and those that vouch for it, as PEM.')),
                ('name', models.CharField(max_length=400)),
                ('is_self_made', models.BooleanField(help_text='Made by this installation, because nobody gave one.')),
                ('first_used_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('fingerprint__length', 64)), name='sealing_certificate_has_a_whole_fingerprint')],
            },
        ),
        migrations.CreateModel(
            name='CertificateSeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('B-B', 'Signature'), ('B-T', 'Signature with a time stamp'), ('B-LTA', 'Signature with a time stamp and what a later check needs')], max_length=8)),
                ('sealed_at', models.DateTimeField()),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='certificates.certificate')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.sealingcertificate')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunPython(install, remove),
    ]
