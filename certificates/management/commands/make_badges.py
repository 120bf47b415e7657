"""The badges of certificates that were issued before there were badges, from their stored documents."""

from django.core.management.base import BaseCommand
from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.badges import make_badge, without_badge
from certificates.models import Certificate


class Command(BaseCommand):
    help = "Make the badge of each certificate that has none; certificates are not touched. It may run at any time."

    def handle(self, *, verbosity, **options):
        rows = list(without_badge().values_list("pk", flat=True))
        made = sum(self.make(pk) for pk in rows)
        if verbosity:
            self.stdout.write(f"Badges made: {made}.")

    def make(self, pk: int) -> bool:
        """False when another process made it, or took the same place, at the same moment: the next run finds it."""
        try:
            with transaction.atomic():
                make_badge(without_badge().get(pk=pk), timezone.now())
        except (Certificate.DoesNotExist, IntegrityError):
            return False
        return True
