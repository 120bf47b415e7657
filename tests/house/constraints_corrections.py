"""How the constraints of corrections, and of asking for them, are broken."""

from certificates.models import Certificate, CorrectionRequest
from tests import factories as f
from tests.factories import NOW
from tests.house.constraints_paper import Paper, course_paper


def paper_of_the_same_decision(**changes):
    """Another paper of a decision that has one, in its place."""
    first = Paper({})()
    whole = {"code": "B" * 26, "number": "DN-2", "sha256": "0" * 64, "document": {}, "issued_at": NOW}
    whole |= {"decision": first.decision, "cycle": first.cycle, "issued_by": first.issued_by, "replaces": first}
    return Certificate.objects.create(**whole | changes)


def asked(certificate=None, **changes):
    """A holder who asks for a correction, before it is written."""
    certificate = certificate or Paper({})()
    whole = {"certificate": certificate, "practitioner": certificate.practitioner, "reason": "My name changed."}
    return CorrectionRequest.objects.create(**whole | {"asked_at": NOW, "asked_by": f.UserFactory()} | changes)


def asked_twice():
    asked(asked().certificate)


BROKEN = {
    "certificate_correction_replaces_another": lambda: course_paper(correction="A misspelled word."),
    "certificate_once_per_decision": paper_of_the_same_decision,
    "correction_request_decided_when_and_by_whom": lambda: asked(decided_at=NOW),
    "correction_request_declined_with_an_answer": lambda: asked(answer="No."),
    "correction_request_has_a_reason": lambda: asked(reason=""),
    "correction_request_waits_once": asked_twice,
}
