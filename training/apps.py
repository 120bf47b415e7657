from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Training and clearance"

    def ready(self):
        from training import checks  # noqa: F401  registers the system checks
        from training.cache_table import create_cache_table

        post_migrate.connect(create_cache_table, sender=self)
