"""Whether a certification's paper can be printed anew under its decision, and what it would say then."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from certificates.corrections.differences import Difference, differences
from certificates.document import CertificateDocument
from certificates.documents import document_of
from certificates.issue import document_of as words_of
from certificates.models import Certificate
from certificates.printed import OWN
from certificates.reading import revocation, successor
from training.actions.decision import UNCONFIRMED
from training.evaluation.dates import long_date
from training.models import User
from training.permissions import YES, Verdict, may_decide, no

# What the decision said on its day, whatever became of the zone, of who decided, or of the words for it.
STAYS = ("decided", "decided_on", "valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class Correction:
    """The words of a paper, those that it would have now, and what differs."""

    before: CertificateDocument
    after: CertificateDocument
    differences: list[Difference]

    @property
    def digest(self) -> str:
        """Names exactly what was shown: the words after, and the paper whose place they take."""
        shown = [self.before.code, self.after.to_json()]
        return sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def correction_of(certificate: Certificate, now: datetime) -> Correction:
    """What the paper would say if it were printed now: the person, the organization, the scheme's words and the design
    as they are today; who decided, on which day, for which dates and scope as the decision says.
    """
    before = document_of(certificate)
    own = dict.fromkeys(OWN, "")
    after = words_of(certificate.decision, certificate.cycle, certificate.decision.decided_by, now, own)
    stays = {name: getattr(before, name) for name in STAYS}
    after = replace(after, **stays, decided_by=after.decided_by or before.decided_by)
    return Correction(before, after, differences(before, after))


def may_correct(user: User, certificate: Certificate, today: date) -> Verdict:
    """May this person print it anew now, if anything differs? Whoever may decide; the newest of what is not over."""
    if certificate.is_of_completion:
        return no("A certificate of completion is printed anew by its holder.", "They do so under “Certificates”.")
    verdict = may_decide(user, certificate.practitioner, today)
    return correctable(certificate, today) if verdict else verdict


def correctable(certificate: Certificate, today: date) -> Verdict:
    """Whether the paper itself can be printed anew: whatever its status, but neither revoked nor followed."""
    revoked = revocation(certificate.cycle, date.max)
    if revoked:
        when = "" if revoked.effective_on <= today else f" from {long_date(revoked.effective_on)} on"
        return no(f"The certification is revoked{when}, so nothing is printed of it.")
    newer = getattr(certificate, "replaced_by", None) or successor(certificate, today)
    if newer:
        return no(f"Certificate {newer.number} is printed in its place.", "Print that one anew.")
    if certificate.practitioner.name_confirmed_at is None:
        return no(UNCONFIRMED)
    return YES
