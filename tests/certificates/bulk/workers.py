"""Workers as processes of their own, on the database of a test or of a benchmark: `python -m tests....workers`.

A worker makes itself warm, says so, and begins at a line on its standard input. Its clock goes on from that of the
stories, and what it claims is given back to others after seconds instead of minutes.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

BEGAN, BATCH = "WORKERS_BEGAN", "batch"
CLAIM = timedelta(seconds=5)


class Worker:
    """One such process. `began` is when its story began, by this machine's clock."""

    def __init__(self, began: float, *options: str):
        told = {BEGAN: str(began), "DATABASE_URL": address(), **settings_of_this()}
        command = [sys.executable, "-m", __name__, *options]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env={**os.environ, **told})

    def warm(self) -> "Worker":
        """Wait until it may begin."""
        if self.process.stdout.readline() != "ready\n":
            raise RuntimeError("The worker did not start.")
        return self

    def begin(self) -> "Worker":
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self

    def kill(self) -> None:
        """As a machine that loses its power."""
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)
        self.ended()

    def ended(self) -> None:
        self.process.wait(600)
        self.process.stdin.close()
        self.process.stdout.close()


def settings_of_this() -> dict[str, str]:
    from django.conf import settings

    told = {"PINPOINT_MODE": "demo", "PINPOINT_VAR": str(settings.VAR_DIR), "BASE_URL": settings.BASE_URL}
    return told | {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "false"}


def address() -> str:
    """That of the database that this process works on."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def clock(began: float) -> datetime:
    """What the workers' clock says: the story's instant, and what has passed since."""
    from tests.factories import NOW

    return NOW + timedelta(seconds=time.time() - began)


def main(*options: str) -> None:
    import django
    import time_machine
    from django.conf import settings

    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    django.setup()
    warm_up()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with time_machine.travel(clock(float(os.environ[BEGAN])), tick=True):
        work(batch=BATCH in options)


def warm_up() -> None:
    """Fonts and styles are read once a process."""
    from certificates.printed import printed_of
    from tests.certificates.make import document
    from tests.factories import NOW
    from training.actions import turns

    turns.CLAIM = CLAIM
    words = document()
    printed_of(words, type("Decided", (), {"effective_on": words.valid_from})(), NOW)


def work(*, batch: bool) -> None:
    from django.core.management import call_command

    call_command("db_worker", interval=0.1, batch=batch, startup_delay=False, reload=False, verbosity=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
