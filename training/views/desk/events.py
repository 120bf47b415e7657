"""Audit events in words."""

from training.models import AuditEvent

WORDS = {
    "assignment.begin": "assigned to a clinic",
    "assignment.end": "ended an assignment",
    "certificate.issue": "issued a certificate",
    "decision.award": "awarded the certification",
    "decision.decline": "declined to certify",
    "decision.reinstate": "reinstated the certification",
    "decision.renew": "renewed the certification",
    "decision.revoke": "revoked the certification",
    "decision.suspend": "suspended the certification",
    "enrollment.begin": "enrolled in a scheme",
    "evidence.accept": "accepted evidence",
    "evidence.return": "returned evidence",
    "evidence.resubmit": "mended evidence",
    "evidence.submit": "submitted evidence",
    "evidence.withdraw": "took evidence back",
    "file.store": "added a file",
    "invitation.accept": "tied a login to this record",
    "invitation.send": "sent an invitation",
    "join.request": "asked to join a clinic",
    "joining.decide": "decided a request to join",
    "license.add": "added a license",
    "license.check": "checked a license at its source",
    "license.correct": "corrected a license",
    "license.withdraw": "took a license back",
    "practitioner.admit": "admitted this person",
    "practitioner.admit_supervisor": "admitted this person as a supervisor",
    "practitioner.confirm_name": "confirmed the name as it is on the license",
    "practitioner.create": "made this record",
    "practitioner.link": "linked a login to this record",
    "practitioner.retire": "closed this record",
    "practitioner.update": "changed the record",
    "renewal.submit": "submitted a renewal",
    "session.draft": "began a session entry",
    "session.return": "returned a session",
    "session.revise": "changed a session entry",
    "session.sign": "signed a session",
    "session.submit": "submitted a session",
    "session.withdraw": "withdrew a session",
}


def words_of(event: AuditEvent) -> str:
    """What somebody did, as the end of a sentence; an unknown act by its own name."""
    return WORDS.get(event.action, event.action.replace(".", " ").replace("_", " "))
