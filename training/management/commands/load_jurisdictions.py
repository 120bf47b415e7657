"""Load the research table of jurisdictions, as drafts. Safe to run again."""

from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from training.actions import Refused
from training.actions.jurisdiction import load
from training.models import Jurisdiction

DATA = Path(__file__).resolve().parents[2] / "data" / "jurisdictions.yaml"


class Command(BaseCommand):
    help = "Load what research found about each jurisdiction, with a draft rule each. Adopted rules are never touched."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=DATA, help="A YAML file of the same form.")

    def handle(self, *args, file, **options):
        done = load_file(file, timezone.now())
        words = ", ".join(f"{count} {what}" for what, count in done.items())
        self.stdout.write(f"Jurisdictions: {words}. A rule counts only once a manager has adopted it.")


def load_if_empty(now) -> None:
    """Our research table, in an installation that has no jurisdiction yet: a clinic lies in one."""
    if not Jurisdiction.objects.exists():
        load_file(DATA, now)


def load_file(file: Path, now) -> dict[str, int]:
    """Load a YAML file; what is wrong with it is said in a sentence."""
    try:
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))
        if not isinstance(rows, list):
            raise CommandError(f"{file} must hold a list of jurisdictions.")
        return load(rows=rows, now=now)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except yaml.YAMLError as error:
        raise CommandError(f"{file} is not YAML: {error}") from error
    except Refused as refused:
        raise CommandError(f"Nothing was loaded. {refused}") from refused
