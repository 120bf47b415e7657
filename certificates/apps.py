from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = "Certificates"

    def ready(self):
        from certificates import (
            checks,  # noqa: F401  registers the system checks
            queues,  # noqa: F401  adds to the desk's first page
        )
