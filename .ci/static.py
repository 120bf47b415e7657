"""Under production settings, after `collectstatic`: pages answer, and each static file they name is there, hashed."""

import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.test import Client  # noqa: E402

PAGES = ["/", "/verify/", "/where/", "/accounts/login/"]
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


def named_on(page: str, client: Client) -> set[str]:
    """The static files that a page names. Without the proxy's word for https it would be led there."""
    answer = client.get(page)
    if answer.status_code != 200:
        sys.exit(f"{page} answers {answer.status_code}.")
    return set(re.findall(r'(?:href|src)="(/static/[^"#?]+)', answer.content.decode()))


def main() -> None:
    client = Client(headers={"host": "pinpoint.example", "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1"})
    found = set().union(*(named_on(page, client) for page in PAGES))
    faults = [f"{file} is not hashed." for file in sorted(found) if not HASHED.search(file)]
    faults += [f"{file} is not there." for file in sorted(found) if client.get(file).status_code != 200]
    if faults or not found:
        sys.exit("\n".join(faults) or "No page names a static file.")
    sys.stdout.write(f"{len(PAGES)} pages name {len(found)} static files, each hashed and there.\n")


if __name__ == "__main__":
    main()
