from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from certificates.designs.integrity import design_differences
from certificates.integrity import certificate_differences
from cms.curricula import offered_without_page, unkept_pages
from cms.freezing import startable_without_page, unfrozen_pages
from cms.kept_files import file_differences
from training.queries.audit import broken_links
from training.queries.integrity import differences
from training.queries.notice import Notice


class Command(BaseCommand):
    help = "Recompute what is stored and name each difference: answers, decisions, signatures, papers, files, audit."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sample",
            type=positive,
            help="Recompute answers and decisions of so many practitioners only, and read so many files, at random.",
        )
        parser.add_argument("--seed", type=int, help="Choose the same ones again.")
        parser.add_argument(
            "--repair", action="store_true", help="Copy a damaged file of a lesson again, if the library still has it."
        )

    def handle(self, *args, sample, seed, repair, **options):
        count = notices = 0
        for line in every_difference(sample, seed, repair=repair):  # told as it is found
            if isinstance(line, Notice):
                notices += 1
                self.stdout.write(line)
            else:
                count += 1
                self.stderr.write(line)
        if count:
            raise CommandError(f"{count} {'difference' if count == 1 else 'differences'}.")
        self.stdout.write("Nothing else differs." if notices else "Nothing differs.")


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def every_difference(sample: int | None, seed: int | None, *, repair: bool) -> Iterator[str]:
    """One sentence for each, while they are found: nothing is collected."""
    yield from differences(sample, seed)
    yield from certificate_differences()
    yield from design_differences()
    for page in unfrozen_pages():
        yield f"Module page {page.pk} is published, but not frozen as it is."
    for module in startable_without_page():
        yield f"Module {module.pk} may be started, but its page is not published."
    for page in unkept_pages():
        yield f"Curriculum page {page.pk} is published, but not kept as it is."
    for row in offered_without_page():
        yield f"Curriculum {row.pk} is offered, but its page is not published."
    yield from file_differences(sample, seed, repair=repair)
    for chain, sequence, what in broken_links():
        yield f"Audit {chain}#{sequence}: {what}"
