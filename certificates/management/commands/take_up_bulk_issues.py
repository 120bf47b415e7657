"""People of a bulk issue whom a killed worker left, or whose turn failed: into the queue again."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from certificates.bulk.work import ITEMS


class Command(BaseCommand):
    help = "Go on with bulk issues that a killed worker left. It may run at any time."

    def handle(self, *, verbosity, **options):
        taken_up = ITEMS.take_up_dropped(now=timezone.now())
        if verbosity:
            self.stdout.write(f"Taken up: {taken_up}.")
