from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError

from training.models import AuditCheckpoint, AuditEvent
from training.queries.audit import broken_links


def anchor(text: str) -> tuple[int, str]:
    """`12:9f3c…`, as exports print it."""
    number, _, digest = text.partition(":")
    if not number.isdigit() or len(digest) != 64:
        raise ArgumentTypeError(f"{text} is not a number, a colon and 64 letters")
    return int(number), digest.lower()


class Command(BaseCommand):
    help = "Walk every audit chain and name what was edited, deleted, moved, cut off or rewritten."

    def add_arguments(self, parser):
        parser.add_argument(
            "--checkpoint",
            action="append",
            default=[],
            type=anchor,
            metavar="NUMBER:DIGEST",
            help="A checkpoint as an export or a backup shows it: the record must still hold it.",
        )

    def handle(self, *args, checkpoint, **options):
        faults = broken_links(checkpoint)
        for chain, sequence, what in faults:
            self.stderr.write(f"{chain}#{sequence}: {what}")
        if faults:
            raise CommandError(f"{len(faults)} faults in the audit record.")
        self.stdout.write(f"The audit record is whole: {AuditEvent.objects.count()} events. {newest()}")


def newest() -> str:
    row = AuditCheckpoint.objects.order_by("number").last()
    if row is None:
        return "No checkpoint was signed yet."
    return f"The newest checkpoint, keep it outside: {row.number}:{row.digest}"
