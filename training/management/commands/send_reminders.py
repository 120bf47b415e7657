"""The reminders alone; the tick sends them each hour."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from training.actions.reminders import send_reminders


class Command(BaseCommand):
    help = "Queue the reminders of what ends soon. Each goes out once, however often this runs."

    def handle(self, **options):
        report = send_reminders(now=timezone.now())
        self.stdout.write(f"Reminders queued: {report.queued}")
        if report.failed:
            raise CommandError(f"{report.failed} reminders could not be written. The log says why.")
