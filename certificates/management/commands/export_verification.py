"""Write what strangers need to check certificates without this installation, as a static site."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from certificates.static_site.files import files
from certificates.static_site.write import NotOurs, write
from training.queries.organization import zone


class Command(BaseCommand):
    help = (
        "Writes public keys, status lists as of today and a page that says how to check into DIRECTORY, in place of "
        "an earlier export there. No private key, and nothing about a person."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path)

    def handle(self, *args, directory: Path, **options):
        now = timezone.now()
        local = zone(now)
        site = files(now.astimezone(local).date(), local)
        try:
            write(site, directory)
        except (NotOurs, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(site)} files are in {directory}.")
