import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0015_words_of_a_position'),
    ]

    operations = [
        migrations.AddField(
            model_name='attempt',
            name='due_at',
            field=models.DateTimeField(help_text='When time ends; none without a clock.', null=True),
        ),
        migrations.AddField(
            model_name='attempt',
            name='options',
            field=models.JSONField(blank=True, default=dict, help_text='{question: the ids of its options in the order shown}; else as written.'),
        ),
        migrations.AddField(
            model_name='modulerevision',
            name='draws',
            field=models.JSONField(blank=True, default=dict, help_text='{pool: how many of its questions a try asks}; all where it is not named.'),
        ),
        migrations.AddField(
            model_name='modulerevision',
            name='shuffle_options',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='modulerevision',
            name='shuffle_questions',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='modulerevision',
            name='time_limit_minutes',
            field=models.PositiveSmallIntegerField(default=0, help_text='0: no clock.'),
        ),
        migrations.AlterField(
            model_name='attempt',
            name='questions',
            field=models.JSONField(help_text='The ids of the questions that were drawn, in the order shown.'),
        ),
        migrations.AlterField(
            model_name='modulerevision',
            name='questions',
            field=models.JSONField(default=list, help_text='[{id, kind, text, options: [{id, text}], answer: [id or number], feedback, reference}]; a number has {tolerance, unit}, and any may have {pool, keep_order, figure: {html, blocks, files}}'),
        ),
        migrations.CreateModel(
            name='Accommodation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('extra_percent', models.PositiveSmallIntegerField(help_text='Percent of the time limit, added to it.')),
                ('basis', models.CharField(help_text='What it rests on, without medical detail.', max_length=200)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(help_text='The last day.', null=True)),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('practitioner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accommodations', to='training.practitioner')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['recorded_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='attempt',
            name='accommodation',
            field=models.ForeignKey(help_text='The extra time that is in it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='training.accommodation'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(condition=models.Q(('due_at__isnull', False), ('submitted_at', None)), fields=['due_at'], name='attempt_on_the_clock'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accommodation', None), ('due_at', None)), models.Q(('due_at__gt', models.F('started_at')), ('due_at__isnull', False)), _connector='OR'), name='attempt_time_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='accommodation',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('practitioner',), name='accommodation_current_once'),
        ),
        migrations.AddConstraint(
            model_name='accommodation',
            constraint=models.CheckConstraint(condition=models.Q(('extra_percent__gte', 1), ('extra_percent__lte', 300)), name='accommodation_adds_time'),
        ),
        migrations.AddConstraint(
            model_name='accommodation',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='accommodation_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='accommodation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('superseded_at', None), ('superseded_by', None)), models.Q(('superseded_at__isnull', False), ('superseded_by__isnull', False)), _connector='OR'), name='accommodation_closed_when_and_by_whom'),
        ),
    ]
