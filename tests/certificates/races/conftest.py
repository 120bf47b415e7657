"""The races about certificates are counted as those about signatures are."""

from tests.training.races.conftest import race

__all__ = ["race"]
