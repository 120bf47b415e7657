"""Fill a trial database with made-up people."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from training.actions import Refused
from training.queries.organization import today
from training.seeding.world import world
from training.seeding.write import refuse_real_data, seed

LARGEST = 100_000


class Command(BaseCommand):
    help = (
        "Make up practitioners with licenses, checks, courses, sessions and certifications, for trials and benchmarks. "
        "Refused in production mode and wherever somebody who is not made up can sign in."
    )

    def add_arguments(self, parser):
        parser.add_argument("--practitioners", type=int, required=True, help=f"How many, up to {LARGEST}.")
        parser.add_argument("--seed", type=int, default=1, help="The same seed and day make the same people.")

    def handle(self, *args, practitioners, seed, **options):
        if not 1 <= practitioners <= LARGEST or not 0 <= seed <= 9999:
            raise CommandError(f"Choose 1 to {LARGEST} practitioners, and a seed from 0 to 9999.")
        now = timezone.now()
        try:
            self.make(practitioners, seed, now)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def make(self, people: int, number: int, now) -> None:
        refuse_real_data(number)
        for written in seed(world(people, now=now, today=today(now)), number, people):
            self.stdout.write(f"{written} of {people}")
        self.stdout.write(f"Made up {people} practitioners of seed {number}.")
