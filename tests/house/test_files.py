"""Small files, plain names, no leftovers, no secrets."""

import re
import subprocess

import pytest
from django.core.management import call_command

from tests.house.files import FOLDERS, ROOT, name, product_sources, sources, templates

# Longer than 400 lines, each with its reason.
LONG = {
    "training/migrations/0001_initial.py": "made by Django",
}
LEFTOVER = re.compile(r"\b(TODO|FIXME|XXX|HACK|lorem ipsum|placeholder text|coming soon)\b", re.IGNORECASE)
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[abp]-[A-Za-z0-9-]{10,}"
    r"|://[^/\s:{$]+:[^/\s@{$]{6,}@"
)
TEXT = {".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".yaml", ".yml", ".svg", ".sh", ".example", ""}


def committed() -> list:
    """Every file of ours that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file()]


def texts() -> list:
    return [path for path in committed() if path.suffix in TEXT and path.stat().st_size < 500_000]


def lines(path) -> int:
    return len(path.read_text().splitlines())


def test_a_file_past_400_lines_has_a_second_noun_in_it():
    found = {name(path) for path in sources(*FOLDERS, "tests") if lines(path) > 400}
    assert found == {file for file in LONG if (ROOT / file).exists()}


def test_nothing_is_left_to_do():
    product = [*product_sources(), *templates(), *(ROOT / "cms/static").rglob("*.*s")]
    found = [name(path) for path in product if path.suffix in TEXT and LEFTOVER.search(path.read_text())]
    assert found == []


def test_no_secret_is_kept_here():
    assert [name(path) for path in texts() if SECRETS.search(path.read_text(errors="replace"))] == []


@pytest.mark.parametrize(
    "secret",
    ["postgres://app:" + "hunter22@db/app", "AKIA" + "A" * 16, "-----BEGIN RSA " + "PRIVATE KEY-----"],
)
def test_the_check_sees_a_secret(secret):
    assert SECRETS.search(secret)


def test_every_requirement_has_its_reason():
    given = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if line and line[0] != "#"]
    assert [line for line in given if not re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+ +# \S.{8,}", line)] == []
    assert len(given) > 20


def test_the_test_tools_are_a_marked_second_part():
    headings = [
        line for line in (ROOT / "requirements.txt").read_text().splitlines() if line in ("# The product", "# Tests")
    ]
    assert headings == ["# The product", "# Tests"]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_migrations_have_names():
    unnamed = [name(path) for path in sources(*FOLDERS) if re.match(r"\d{4}_(auto_|alter_|remove_)", path.name)]
    assert unnamed == []


def test_scripts_can_be_started():
    scripts = [path for path in (ROOT / "script").iterdir() if not path.name.startswith("_")]
    assert [name(path) for path in scripts if not path.stat().st_mode & 0o100] == []
