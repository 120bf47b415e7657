"""What changes things: one function per act, keyword-only, `by=`, atomic, audited, mail on commit."""

from training.permissions import Refused, require

__all__ = ["Refused", "require"]
