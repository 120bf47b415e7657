from django.core.management.base import BaseCommand, CommandError

from certificates.integrity import certificate_differences
from cms.freezing import startable_without_page, unfrozen_pages
from training.queries.audit import broken_links
from training.queries.integrity import differences


class Command(BaseCommand):
    help = "Recompute what is stored and name every difference: standings, cycles, signatures, files, papers, audit."

    def add_arguments(self, parser):
        parser.add_argument("--sample", type=int, help="Recompute the standings of so many practitioners only.")

    def handle(self, *args, sample, **options):
        found = [
            *differences(sample),
            *certificate_differences(),
            *(f"Module page {page.pk} is published, but not frozen as it is." for page in unfrozen_pages()),
            *(
                f"Module {module.pk} may be started, but its page is not published."
                for module in startable_without_page()
            ),
            *(f"Audit {chain}#{sequence}: {what}" for chain, sequence, what in broken_links()),
        ]
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"{len(found)} differences.")
        self.stdout.write("Nothing differs.")
