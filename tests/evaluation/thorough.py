"""Properties: `@for_any(...)` asks the test for 30 examples, the same in every run; for as many as `PINPOINT_EXAMPLES`
says (60 on PostgreSQL in CI), and for new ones where `PINPOINT_SEED` is another number; for a `share` of them where one
takes long.

Hypothesis makes five of six examples by small changes of the one before, but for the first ten of a run. Rules meet
facts seldom enough, so there are many runs of ten.
"""

import os
from functools import wraps
from math import ceil

from hypothesis import HealthCheck, given, seed, settings

ASKED, AT_ONCE = int(os.environ.get("PINPOINT_EXAMPLES", "30")), 10
FIRST_SEED = int(os.environ.get("PINPOINT_SEED", "0"))
ten = settings(max_examples=AT_ONCE, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def for_any(*strategies, share=1.0):
    """The test, called with many examples of the strategies in the place of its arguments."""

    def decorate(test):
        @wraps(test)
        def asked():
            for number in range(ceil(ASKED * share / AT_ONCE)):
                seed(FIRST_SEED + number)(ten(given(*strategies)(test)))()

        del asked.__wrapped__  # its arguments are no fixtures
        return asked

    return decorate
