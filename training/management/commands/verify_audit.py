from django.core.management.base import BaseCommand, CommandError

from training.models import AuditEvent
from training.queries.audit import broken_links


class Command(BaseCommand):
    help = "Walk every audit chain and name each event that was edited, deleted or moved."

    def handle(self, *args, **options):
        faults = list(broken_links())
        for chain, sequence, what in faults:
            self.stderr.write(f"{chain}#{sequence}: {what}")
        if faults:
            raise CommandError(f"{len(faults)} faults in the audit record.")
        self.stdout.write(f"The audit record is whole: {AuditEvent.objects.count()} events.")
