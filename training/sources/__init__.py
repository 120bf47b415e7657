"""Primary sources that can be asked without a person at the screen: the plug-in point, and one of our own.

A manager looking at the board's page is the default and always possible. A source is named in the setting
`LICENSE_SOURCES` by its dotted path and is any class that satisfies `Source`. It answers with what it holds; whether
that shows the claimed license is decided here, once for all sources (`training.sources.matching`).
"""

from functools import lru_cache

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from .base import Answer, Document, Entry, Source, Unavailable

__all__ = ["Answer", "Document", "Entry", "Source", "Unavailable", "configured", "source_for"]


@lru_cache(maxsize=1)
def configured() -> tuple[Source, ...]:
    """Every source of the settings, in their order. A name that leads nowhere stops the start (`ImportError`)."""
    return tuple(import_string(path)() for path in settings.LICENSE_SOURCES)


def source_for(license) -> Source | None:
    """The first source that speaks for the license, or None: then a manager looks it up."""
    return next((source for source in configured() if source.covers(license.jurisdiction.code, license.type)), None)


def forget(*, setting, **kwargs):
    """Read the settings anew when they change (in tests)."""
    if setting in ("LICENSE_SOURCES", "LICENSE_REGISTERS"):
        configured.cache_clear()


setting_changed.connect(forget)
