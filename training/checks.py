"""What a machine may lack, said at start."""

from ctypes.util import find_library

from django.core.checks import Warning, register


@register()
def harfbuzz_subset(app_configs, **kwargs):
    """Without libharfbuzz-subset a certificate takes 20 to 35 times as long."""
    if find_library("harfbuzz-subset"):
        return []
    return [
        Warning(
            "The library libharfbuzz-subset is missing: certificates are made 20 to 35 times slower.",
            hint="On Debian and Ubuntu: apt-get install libharfbuzz-subset0",
            id="training.W001",
        )
    ]
