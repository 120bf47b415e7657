"""Tests that take long for what they tell each day, by a measurement: `script/time_tests` writes `long.txt`.

They are marked slow, as those are that say so themselves: `script/test` leaves them to `script/test -m slow`.
"""

import os
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

LIST = Path(__file__).with_name("long.txt")
ONE, ALL = 0.4, 1.5  # seconds of one case, and of all cases of a test


def name_of(item) -> str:
    """A test without its cases, as the list has it."""
    return item.nodeid.partition("[")[0]


def mark(items) -> None:
    """Mark those of the list, but while they are measured."""
    if "PINPOINT_TIMING" in os.environ:
        return
    listed = set(LIST.read_text().split())
    for item in items:
        if name_of(item) in listed:
            item.add_marker(pytest.mark.slow)


def long_ones(report: Path) -> list[str]:
    """The tests of a report in JUnit's form that take longer than that."""
    longest, together = Counter(), Counter()
    for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314 - a file that pytest wrote
        name = f"{case.get('classname').replace('.', '/')}.py::{case.get('name').partition('[')[0]}"
        seconds = float(case.get("time"))
        longest[name] = max(longest[name], seconds)
        together[name] += seconds
    return sorted(name for name in longest if longest[name] > ONE or together[name] > ALL)


if __name__ == "__main__":
    LIST.write_text("".join(f"{name}\n" for name in long_ones(Path(sys.argv[1]))))
