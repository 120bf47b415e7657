"""What a stranger reads about a certificate today: the public words, beside their enum."""

from enum import StrEnum


class CertificateStatus(StrEnum):
    """The public statuses (design §5). Of a completion: valid, replaced, or withdrawn when it was superseded."""

    VALID = "valid"
    STARTS = "starts"
    INACTIVE = "inactive"
    GRACE = "grace"
    LAPSED = "lapsed"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def word(self) -> str:
        """The first words of the page; a date or a number follows where it ends in “on,” “until” or “by.”"""
        return WORDS[self][0]

    @property
    def advice(self) -> str:
        """What that means for who reads it."""
        return WORDS[self][1]

    @property
    def mark(self) -> str:
        """The mark and tone of the look."""
        return WORDS[self][2]


WORDS = {
    CertificateStatus.VALID: ("Valid", "We vouch for this certification today.", "active"),
    CertificateStatus.STARTS: ("Starts on", "Until then we do not vouch for it.", "ready"),
    CertificateStatus.INACTIVE: (
        "Not valid today",
        "A condition that must hold all the time is not met. It may be valid again once that is mended.",
        "inactive",
    ),
    CertificateStatus.GRACE: ("Expired, may renew until", "An expired certification is not held.", "grace"),
    CertificateStatus.LAPSED: ("Expired", "Do not rely on this certificate.", "lapsed"),
    CertificateStatus.SUSPENDED: ("Suspended", "Do not rely on this certificate while it is suspended.", "suspended"),
    CertificateStatus.REVOKED: (
        "Revoked",
        "Do not rely on this certificate or on any copy of it.",
        "revoked",
    ),
    CertificateStatus.REPLACED: ("Replaced by", "Ask for the newer certificate.", "replaced"),
    CertificateStatus.WITHDRAWN: (
        "Withdrawn",
        "The completion was taken back. Do not rely on this certificate or on any copy of it.",
        "withdrawn",
    ),
}
# A completion is a fact of a day: it says nothing of today, and does not expire.
COMPLETED_ADVICE = "We vouch that this course was completed on that day. A completion does not expire."
