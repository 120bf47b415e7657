"""How many examples a property gets: the same 60 in every run, or as many new ones as `PINPOINT_EXAMPLES` says."""

import os

from hypothesis import HealthCheck, settings

EXAMPLES = os.environ.get("PINPOINT_EXAMPLES", "")
thorough = settings(
    max_examples=int(EXAMPLES or 60), deadline=None, suppress_health_check=list(HealthCheck), derandomize=not EXAMPLES
)
