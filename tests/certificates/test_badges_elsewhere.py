"""Our badges and status lists before Digital Bazaar's verifier, which is not ours (`.ci/badges` installs it)."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from certificates.badge import keys
from certificates.badge.status_list import Purpose
from tests.certificates import course
from tests.certificates.badge.stranger import badge_of, read
from tests.certificates.badge.tamper import copies
from tests.certificates.make import decided, issued, story
from tests.factories import NOW
from training.models import DecisionKind

VERIFIER = Path(os.environ.get("BADGE_VERIFIER", "var/badges"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
    pytest.mark.skipif(not (VERIFIER / "node_modules").is_dir(), reason="needs Node: .ci/badges installs it"),
]
AFTER = NOW.replace(year=2031)


def example(name: str, expected: str, badge: dict, web: dict | None = None, at=NOW) -> dict:
    return {"name": name, "expected": expected, "badge": badge, "web": web or pages(), "now": at.isoformat()}


def pages() -> dict:
    """Everything that a verifier of the first list's badges may read, as it stands now."""
    lists = [f"http://testserver/badges/status/{purpose}/1/" for purpose in Purpose]
    addresses = ["https://testserver/.well-known/did.json", *lists]
    return {address: json.loads(read(address)) for address in addresses}


def told(examples: list[dict], folder: Path) -> str:
    """What the verifier says of each that it does not see as we do."""
    file = folder / "examples.json"
    file.write_text(json.dumps(examples), encoding="utf-8")
    done = subprocess.run(["node", VERIFIER / "check.mjs", file], capture_output=True, text=True, timeout=300)
    assert done.stdout.count("\n") == len(examples), done.stderr
    return "".join(line for line in done.stdout.splitlines(keepends=True) if not line.startswith("ok "))


def test_it_sees_each_state_as_we_do(tmp_path, clock):
    given = story()
    badge, course_badge = badge_of(issued(given)), badge_of(course.printed(course.graduate("Ann Doe")))
    examples = [example("certification", "valid", badge), example("completion", "valid", course_badge)]
    decided(given, DecisionKind.SUSPEND)
    examples.append(example("suspended", "suspension", badge))
    decided(given, DecisionKind.REINSTATE)
    examples.append(example("reinstated", "valid", badge))
    decided(given, DecisionKind.REVOKE)
    examples.append(example("revoked", "revocation", badge))
    clock.move_to(AFTER)
    examples.append(example("expired", "expired", badge, at=AFTER))
    examples.append(example("a completion years later", "valid", course_badge, at=AFTER))
    assert told(examples, tmp_path) == ""


def test_it_refuses_every_copy_that_says_anything_else(tmp_path):
    badge = badge_of(issued(story()))
    web = pages()
    # An end that is no date is one that has passed, it says, and looks no further.
    seen = {"validUntil changed": "expired"}
    changed = [example(name, seen.get(name, "refused"), copy, web) for name, copy in copies(badge)]
    assert len(changed) > 100
    assert told(changed, tmp_path) == ""


def test_a_key_that_no_longer_signs_counts_as_long_as_it_is_named(tmp_path, settings):
    badge, before = badge_of(issued(story())), keys.issuer_document()
    former = before["verificationMethod"][0]["publicKeyMultibase"]
    settings.BADGE_KEY = "07" * 32
    examples = [example("withdrawn", "refused", badge)]
    settings.BADGE_FORMER_KEYS = [former]
    examples.append(example("former", "valid", badge))
    assert told(examples, tmp_path) == ""
