"""Properties: `@for_any(...)` asks the test for 60 examples, the same in every run, or for as many new ones as
`PINPOINT_EXAMPLES` says; for a `share` of them where one takes long.

Hypothesis makes five of six examples by small changes of the one before, but for the first ten of a run. Rules meet
facts seldom enough, so there are many runs of ten.
"""

import os
from functools import wraps
from math import ceil
from random import SystemRandom

from hypothesis import HealthCheck, given, seed, settings

EXAMPLES = os.environ.get("PINPOINT_EXAMPLES", "")
ASKED, AT_ONCE = int(EXAMPLES or 60), 10
ten = settings(max_examples=AT_ONCE, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def for_any(*strategies, share=1.0):
    """The test, called with many examples of the strategies in the place of its arguments."""

    def decorate(test):
        @wraps(test)
        def asked():
            for number in range(ceil(ASKED * share / AT_ONCE)):
                by = SystemRandom().getrandbits(64) if EXAMPLES else number
                seed(by)(ten(given(*strategies)(test)))()

        del asked.__wrapped__  # its arguments are no fixtures
        return asked

    return decorate
