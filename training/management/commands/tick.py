"""The heartbeat: everything that must happen because time passes. Run it from cron each minute, or with --loop."""

import logging
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from training.actions.tick import every_hour, every_pass, run

log = logging.getLogger(__name__)
SECONDS = 30


class Command(BaseCommand):
    help = "Send waiting mail and reminders, publish what is scheduled, clear up. Running it twice does no harm."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help=f"Go on until stopped, every {SECONDS} seconds.")

    def handle(self, *, loop, **options):
        if not loop and (failed := run([*every_hour(), *every_pass()], now=timezone.now())):
            raise CommandError(f"Failed: {', '.join(failed)}. The log says why.")
        hour = None
        while loop:
            now = timezone.now()
            fresh_hour = now.replace(minute=0, second=0, microsecond=0)
            run([*(every_hour() if fresh_hour != hour else []), *every_pass()], now=now)
            hour = fresh_hour
            close_old_connections()
            time.sleep(SECONDS)
