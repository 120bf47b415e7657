from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Training and clearance"

    def ready(self):
        from training import checks  # noqa: F401  registers the system checks
