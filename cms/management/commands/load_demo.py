from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from cms.demo.build import build
from training.models import User


class Command(BaseCommand):
    help = "Build the demonstration: an organization with three clinics, sixty practitioners, modules and articles."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=1, help="The same seed on the same day builds the same people.")

    def handle(self, *args, seed, **options):
        if not settings.DEMO:
            raise CommandError("The demonstration is loaded in demo mode only (PINPOINT_MODE=demo).")
        if User.objects.exists():
            raise CommandError("This database has people in it already. The demonstration begins on an empty one.")
        with transaction.atomic():
            build(now=timezone.now(), seed=seed)
        self.stdout.write("The demonstration is loaded.")
