"""Each kind of race keeps count of how its rounds ended; `script/races` prints the counts."""

from collections.abc import Callable

import pytest

from tests.training.at_once import FEW, ROUNDS
from training.queries.audit import broken_links
from training.queries.integrity import differences


class Race:
    """The rounds of one kind, and how often they ended in which way."""

    def __init__(self):
        self.ends: dict[str, int] = {}

    def rounds(self, begin: Callable, ways: int = 1):
        """What `begin` makes, once a round. Afterward what is stored says what the rules say, and the audit is whole.

        `ways`: in a hundred rounds so many ends must have been seen; where it is always the same one nothing raced.
        """
        for _ in range(ROUNDS or FEW):
            yield begin()
        assert list(differences()) == []
        assert broken_links() == []
        assert sum(self.ends.values()) == (ROUNDS or FEW)
        assert len(self.ends) >= (ways if ROUNDS >= 100 else 1)

    def ended(self, how: str) -> None:
        self.ends[how] = self.ends.get(how, 0) + 1


@pytest.fixture
def race(record_property):
    race = Race()
    record_property("ends", race.ends)
    return race


def pytest_terminal_summary(terminalreporter):
    if not ROUNDS:
        return
    for report in terminalreporter.stats.get("passed", []):
        for ends in (value for name, value in report.user_properties if name == "ends"):
            kind = report.nodeid.rpartition("::")[2].removeprefix("test_").replace("_", " ")
            counted = ", ".join(f"{count} {how}" for how, count in sorted(ends.items()))
            terminalreporter.write_line(f"{sum(ends.values())} rounds: {kind}: {counted}")
