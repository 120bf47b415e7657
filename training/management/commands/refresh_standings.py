"""Rebuild stored standings from the facts and the adopted rules. Safe beside people at work, and safe to stop."""

from django.core.management.base import BaseCommand, CommandError

from training.actions.standing import refresh_all
from training.models import Jurisdiction, Practitioner, Scheme
from training.queries.stale import enrolled_in, in_play_at, stale_people
from training.queries.standing_rows import BATCH


class Command(BaseCommand):
    help = "Rebuild stored standings: all, those of a jurisdiction or scheme, or only those that are stale."

    def add_arguments(self, parser):
        parser.add_argument("--stale", action="store_true", help="Only whose counters say that they are out of date.")
        parser.add_argument("--jurisdiction", metavar="CODE", help="Only the answers of one place, such as US-FL.")
        parser.add_argument("--scheme", metavar="SLUG", help="Only people who pursue one scheme.")

    def handle(self, *, stale, jurisdiction, scheme, **options):
        if jurisdiction and scheme:
            raise CommandError("Name a jurisdiction or a scheme, not both.")
        place, pursued = named(Jurisdiction, code=jurisdiction), named(Scheme, slug=scheme)
        people = stale_people(jurisdiction=place, scheme=pursued) if stale else everybody(place, pursued)
        done = self.rebuild(people, place)
        self.stdout.write(f"Rebuilt the standings of {done:,} practitioner{'' if done == 1 else 's'}.")

    def rebuild(self, people, place) -> int:
        """A batch at a time, in the order of the keys: nothing is kept of the batches before."""
        total, done, last = people.count(), 0, 0
        while batch := list(people.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
            refresh_all(batch, place)
            done, last = done + len(batch), batch[-1]
            self.stderr.write(f"{done:,} of {max(total, done):,}")
        return done


def named(model, **key):
    """The row of that code or slug; None where nothing was asked for."""
    [(name, value)] = key.items()
    if not value:
        return None
    row = model.objects.filter(**{f"{name}__iexact": value}).first()
    if row is None:
        raise CommandError(f"There is no {model._meta.verbose_name} “{value}”.")
    return row


def everybody(place: Jurisdiction | None, scheme: Scheme | None):
    if place:
        return in_play_at(place)
    return enrolled_in(scheme) if scheme else Practitioner.objects.all()
