"""Load the research table of jurisdictions, as drafts. Safe to run again."""

from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from training.actions import Refused
from training.actions.jurisdiction import load
from training.models import Jurisdiction

DATA = Path(__file__).resolve().parents[2] / "data" / "jurisdictions.yaml"
RULES = DATA.parent / "rules"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where libyaml is


class Command(BaseCommand):
    help = (
        "Load what research found about each jurisdiction, with its rules as drafts. Adopted rules are never touched."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=DATA, help="A YAML file of the same form.")
        parser.add_argument("--rules", type=Path, help="A folder of rule files, one for each jurisdiction.")

    def handle(self, *args, file, rules, **options):
        done = load_file(file, timezone.now(), rules)
        words = ", ".join(f"{count} {what}" for what, count in done.items())
        self.stdout.write(f"Jurisdictions: {words}. A rule counts only once a manager has adopted it.")


def load_if_empty(now) -> None:
    """Our research table, in an installation that has no jurisdiction yet: a clinic lies in one."""
    if not Jurisdiction.objects.exists():
        load_file(DATA, now)


def load_file(file: Path, now, folder: Path | None = None) -> dict[str, int]:
    """Load a YAML file, and the rule files of a folder: all of them, or of our own those that the file has rows for.

    What is wrong is said in a sentence.
    """
    rows = read(file)
    if not isinstance(rows, list):
        raise CommandError(f"{file} must hold a list of jurisdictions.")
    rules = [read(path) for path in rule_files(folder or RULES)]
    if folder is None:
        codes = {row.get("code") for row in rows if isinstance(row, dict)}
        rules = [each for each in rules if each["jurisdiction"] in codes]
    try:
        return load(rows=rows, rules=rules, now=now)
    except Refused as refused:
        raise CommandError(f"Nothing was loaded. {refused}") from refused


def rule_files(folder: Path) -> list[Path]:
    """The YAML files of a folder, by name."""
    if not folder.is_dir():
        raise CommandError(f"{folder} is no folder.")
    return sorted(folder.glob("*.yaml"))


def read(file: Path):
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506, a safe one either way
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except yaml.YAMLError as error:
        raise CommandError(f"{file} is not YAML: {error}") from error
