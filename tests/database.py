"""A migrated database, made once and copied for each process: Wagtail's migrations take longer than many tests."""

import fcntl
import hashlib
import re
import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path

import django
import wagtail
from django.conf import settings
from django.db import connection

KEPT = settings.BASE_DIR / "var" / "test"
OURS = ["cms", "certificates", "training"]
IMPORTS = re.compile(rf"^from ((?:{'|'.join(OURS)})\S*) import (.+)$", re.MULTILINE)


def fingerprint() -> str:
    """Changes with anything that migrations do: ours by content, the libraries' by version."""
    digest = hashlib.sha256(f"{django.VERSION}{wagtail.VERSION}{settings.INSTALLED_APPS}".encode())
    migrations = [path for app in OURS for path in sorted((settings.BASE_DIR / app / "migrations").glob("*.py"))]
    for path in [settings.BASE_DIR / "requirements.txt", *migrations, *sorted(imported_by(migrations))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def imported_by(migrations: list[Path]) -> set[Path]:
    """Our modules whose functions the migrations call, and the one that the modules of triggers rest on."""
    found = (match.groups() for path in migrations for match in IMPORTS.finditer(path.read_text()))
    names = {f"{module}.{name.strip()}".rstrip(".") for module, members in found for name in ("", *members.split(","))}
    names.add("training.kept_rows")
    return {file for name in names if (file := settings.BASE_DIR / f"{name.replace('.', '/')}.py").is_file()}


@contextmanager
def alone():
    """One process at a time, so that the file is made once."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def from_template():
    """Around the making of the test database: from the migrated copy, or keeping the first one as that copy."""
    ours = on_sqlite() if connection.vendor == "sqlite" else on_postgresql()
    with alone(), ours:
        yield


@contextmanager
def on_sqlite():
    test_database = Path(connection.settings_dict["TEST"]["NAME"])
    template = KEPT / f"{fingerprint()}.sqlite3"
    if template.exists():
        shutil.copyfile(template, test_database)
        yield
        return
    yield
    for old in KEPT.glob("*.sqlite3"):
        old.unlink()
    half = template.with_suffix(".half")
    with sqlite3.connect(test_database) as source, sqlite3.connect(half) as target:
        source.backup(target)  # what is still in the write-ahead log comes along
        target.execute("PRAGMA journal_mode=DELETE")
    half.rename(template)


@contextmanager
def on_postgresql():
    template = f"pinpoint_{fingerprint()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        exists = cursor.fetchone()
    if exists:
        connection.settings_dict["TEST"]["TEMPLATE"] = template
    yield
    if not exists:
        migrated = connection.settings_dict["NAME"]
        connection.close()  # a database can be copied while nobody is in it
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{template}" TEMPLATE "{migrated}"')
