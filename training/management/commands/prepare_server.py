"""What `script/server` does before it starts: quick when there is nothing to do."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from training.management.commands.load_jurisdictions import load_if_empty
from training.models import User


class Command(BaseCommand):
    help = "Bring the demo's database up to date, and fill it with demo data when it is new."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("script/server runs the demo. For production see docs/operations.md.")
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        if self.is_behind():
            self.stdout.write("Preparing the database.")
            call_command("migrate", verbosity=0, interactive=False)
        if not User.objects.exists():
            self.stdout.write("Loading the demo organization.")
            call_command("load_demo", verbosity=0)
        load_if_empty(timezone.now())

    def is_behind(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
