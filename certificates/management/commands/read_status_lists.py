"""What the status lists of badges say today, read before the first verifier asks."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from certificates.badge_status import read_lists
from training.queries.organization import today


class Command(BaseCommand):
    help = "Read the status lists of today, so that nobody waits for them. It may run at any time, as the tick does."

    def handle(self, *, verbosity, **options):
        lists = read_lists(today(timezone.now()))
        if verbosity:
            self.stdout.write(f"Status lists read: {lists}.")
