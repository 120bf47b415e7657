"""Production: what browsers are told about https is this host's alone, unless the environment says more."""

import os
import subprocess
import sys

import pytest

from tests.house.files import ROOT

NEEDED = {
    "PINPOINT_MODE": "production",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "pinpoint.example",
    "BASE_URL": "https://pinpoint.example",
    "DEFAULT_FROM_EMAIL": "hello@pinpoint.example",
    "EMAIL_HOST": "localhost",
}
HSTS = "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"


def settings_of(var, **environment) -> str:
    """What a process with this environment alone is told of https."""
    code = f"from config import settings; print([getattr(settings, name) for name in {HSTS}])"
    given = {"PATH": os.environ["PATH"], "PINPOINT_VAR": str(var), **NEEDED, **environment}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=given, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "[31536000, False, False]"),
        ({"HSTS_INCLUDE_SUBDOMAINS": "true", "HSTS_PRELOAD": "yes"}, "[31536000, True, True]"),
        ({"HSTS_SECONDS": "300"}, "[300, False, False]"),
    ],
)
def test_what_browsers_are_told_about_https(tmp_path, environment, expected):
    assert settings_of(tmp_path, **environment) == expected
