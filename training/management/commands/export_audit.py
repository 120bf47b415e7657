import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from training.actions.checkpoint import make_checkpoint
from training.chain import Link, canonical, instant
from training.models import AuditCheckpoint
from training.queries.audit import links


class Command(BaseCommand):
    help = "Write the audit record as lines of JSON that script/check_audit.py checks without this program."

    def add_arguments(self, parser):
        parser.add_argument("path", help="A new file, or - for the terminal.")

    def handle(self, *args, path, **options):
        make_checkpoint(now=timezone.now())
        if path == "-":
            return self.write(sys.stdout)
        with Path(path).open("x", encoding="utf-8") as file:
            return self.write(file)

    def write(self, file) -> None:
        for link in links():
            file.write(canonical({"event": event(link)}) + "\n")
        for row in AuditCheckpoint.objects.order_by("number").iterator(chunk_size=50):
            file.write(json.dumps({"checkpoint": checkpoint(row)}, ensure_ascii=False) + "\n")


def event(link: Link) -> list:
    """As it is hashed, its own hash last."""
    return [link.chain, link.sequence, instant(link.at), *link[3:]]


def checkpoint(row: AuditCheckpoint) -> dict:
    signed = {"number": row.number, "at": instant(row.at), "events": row.events, "heads": row.heads}
    proof = {"previous_digest": row.previous_digest, "digest": row.digest, "key": row.key, "signature": row.signature}
    return signed | proof
