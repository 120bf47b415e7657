"""The story that most tests of certificates begin with, and the clock that their pages read."""

import pytest
import time_machine

from tests.certificates.make import issued, story
from tests.factories import NOW


@pytest.fixture
def given(db):
    return story()


@pytest.fixture
def certificate(given):
    return issued(given)


@pytest.fixture
def clock():
    """Pages say today by the machine's clock; here it is the day of the story."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
