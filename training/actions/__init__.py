"""What changes things: one function per act, keyword-only, `by=`, atomic, audited, mail on commit."""

from training.permissions import Verdict


class Refused(Exception):
    """The act is not allowed or not possible; the message is for the person, `field` is where it belongs."""

    def __init__(self, verdict: Verdict | str, field: str | None = None):
        super().__init__(str(verdict))
        self.verdict = verdict
        self.field = field


def require(verdict: Verdict) -> None:
    """Go on only if the verdict allows it."""
    if not verdict:
        raise Refused(verdict)
