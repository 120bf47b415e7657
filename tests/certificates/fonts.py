"""Which of Debian's font packages this machine has."""

import pytest

from certificates.printing import faces
from tests.certificates.difficult_names import CJK, CORE

SAMPLES = {CORE: "NotoNaskhArabic-Regular.ttf", CJK: "NotoSerifCJK-Regular.ttc"}


def has(package: str) -> bool:
    return faces.find(SAMPLES[package]) is not None


def needs(*packages: str):
    """Skips a test where one of these packages is not installed."""
    return pytest.mark.skipif(not all(map(has, packages)), reason=f"needs {' '.join(packages)}")
