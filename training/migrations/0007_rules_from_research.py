from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0006_renewal_keeps_a_scope"),
    ]

    operations = [
        migrations.AddField(
            model_name="practicerule",
            name="research_digest",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="SHA-256 of it as loaded: equal while nobody worked on it.",
                max_length=64,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="practicerule",
            name="research_key",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="Which version of the research this draft began as.",
                max_length=40,
            ),
            preserve_default=False,
        ),
    ]
