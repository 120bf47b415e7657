from django.core.management.base import BaseCommand

from training.actions.standing import refresh_all
from training.models import Practitioner


class Command(BaseCommand):
    help = "Rebuild every stored standing from the facts and the adopted rules."

    def handle(self, *args, **options):
        people = list(Practitioner.objects.order_by("pk").values_list("pk", flat=True))
        refresh_all(people)
        self.stdout.write(f"Rebuilt the standings of {len(people)} practitioners.")
