"""The reader of a log that stands alone: what it finds in a file that was written over, and nothing else."""

import json
import runpy
import subprocess
import sys

import pytest
from django.conf import settings

from tests.certificates.log_story import ASKS_25, amended, logged, many, story, taken, voided
from tests.factories import PracticeRuleFactory
from training.chain import canonical

pytestmark = pytest.mark.django_db
SCRIPT = settings.BASE_DIR / "script" / "check_log.py"
ALONE = runpy.run_path(str(SCRIPT))


@pytest.fixture
def whole() -> bytes:
    """A log with an amended entry, a voided one and a total."""
    given = story()
    PracticeRuleFactory(jurisdiction=given.place, requirements=ASKS_25)
    old = logged(given)
    amended(given, old, needle_gauge=25)
    voided(given, logged(given, needle_count=7))
    many(given, 3)
    return taken(given, "json").content


def entry(log, place=0) -> dict:
    return log["entries"][place]


def other_words(log):
    entry(log)["signature"]["meaning"] = "I was there."


def late_proof(log):
    entry(log)["signature"]["proved_at"] = "2027-02-21T16:44:59.000000+00:00"


def own_signature(log):
    entry(log)["signature"]["signer"] = entry(log)["content"]["practitioner_id"]


def moved(log):
    entry(log)["signature"] = entry(log, 2)["signature"]


def edited(log):
    entry(log)["content"]["needle_count"] = 99


def counts_again(log):
    next(each for each in log["entries"] if each["replaced_by"])["counts"] = True


def turned_round(log):
    steps = [{"state": "signed", "at": at} for at in ("2027-02-21T17:00:00+00:00", "2027-02-20T17:00:00+00:00")]
    entry(log)["steps"] = steps


def padded(log):
    log["totals"][0]["signed"] += 1


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (edited, "was changed after it was hashed"),
        (moved, "bears a signature on another text"),
        (own_signature, "bears the signature of somebody else than its supervisor"),
        (other_words, "bears a signature with other words than were agreed to"),
        (late_proof, "bears a signature outside the time of its proof"),
        (counts_again, "counts, but was replaced, voided or never signed"),
        (turned_round, "has its steps out of order"),
        (padded, "is not what its entries come to"),
    ],
)
def test_it_finds(whole, tamper, words):
    log = json.loads(whole)
    tamper(log)
    assert any(words in fault for fault in ALONE["check"](canonical(log).encode())[0])


def test_it_finds_nothing_else(whole):
    assert ALONE["check"](whole)[0] == []


def test_it_finds_a_file_that_was_spelled_anew(whole):
    assert ALONE["check"](whole + b"\n")[0] == ["The file is not spelled as it was taken out"]


def test_it_needs_python_alone(whole, tmp_path):
    file = tmp_path / "log.json"
    file.write_bytes(whole)
    _, number, _ = ALONE["check"](whole)
    given = {"capture_output": True, "text": True, "check": False}
    good = subprocess.run([sys.executable, "-I", "-S", SCRIPT, file, number], **given)
    assert (good.returncode, good.stdout) == (0, f"The log is whole: 4 signed sessions count.\nSHA-256 {number}\n")
    assert subprocess.run([sys.executable, "-I", "-S", SCRIPT, file, "0" * 64], **given).returncode == 1
