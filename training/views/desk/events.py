"""Audit events in words."""

from collections.abc import Iterable

from training.models import AuditEvent, Practitioner
from training.queries.event_names import names_of

# {who} is the person of the file, {what} the name of what it was about.
WORDS = {
    "accommodation.grant": "granted {who} extra time at quizzes",
    "accommodation.withdraw": "took back the extra time of {who} at quizzes",
    "assignment.begin": "assigned {who} to {what}",
    "assignment.end": "ended the assignment to {what}",
    "attempt.start": "began the quiz of {what}",
    "attempt.submit": "handed in the quiz of {what}",
    "attempt.time_ended": "ended the quiz of {what}, whose time was up",
    "certificate.ask_correction": "asked for a corrected certificate",
    "certificate.correct": "printed a certificate of {who} anew",
    "certificate.decline_correction": "declined to correct a certificate of {who}",
    "certificate.download": "took out the certificate of {who} among others",
    "certificate.issue": "issued a certificate to {who}",
    "certificate.issue_completion": "printed a certificate of completion",
    "certificate.share": "gave a certificate a public page",
    "certificate.share_differently": "changed what the public page of a certificate offers",
    "certificate.unshare": "took the public page of a certificate down",
    "decision.award": "awarded {what} to {who}",
    "decision.decline": "declined to certify {who}: {what}",
    "decision.extend": "extended {what} of {who}",
    "decision.reduce_scope": "reduced the scope of {what} of {who}",
    "decision.reinstate": "reinstated {what} of {who}",
    "decision.renew": "renewed {what} of {who}",
    "decision.revoke": "revoked {what} of {who}",
    "decision.suspend": "suspended {what} of {who}",
    "enrollment.begin": "enrolled in {what}",
    "erratum.publish": "published a correction to {what}",
    "erratum.read": "read a correction to {what}",
    "erratum.tell": "told {who} of a correction to {what}",
    "evidence.accept": "accepted {what}",
    "evidence.return": "returned {what}",
    "evidence.resubmit": "mended {what}",
    "evidence.submit": "submitted {what}",
    "evidence.void": "voided {what}",
    "evidence.withdraw": "took {what} back",
    "file.store": "added the file {what}",
    "invitation.accept": "tied a login to this record",
    "invitation.send": "sent {who} an invitation",
    "join.request": "asked to join {what}",
    "joining.decide": "decided the request to join {what}",
    "license.add": "added license {what}",
    "license.check": "checked license {what} at its source",
    "license.correct": "corrected license {what}",
    "license.renewal_filed": "noted that the renewal of license {what} is with the board",
    "license.void_check": "voided a check of license {what}",
    "license.withdraw": "took license {what} back",
    "log.ask": "asked for the log of sessions of {who}",
    "log.export": "took out the log of sessions of {who}",
    "module.complete": "completed {what}",
    "practitioner.admit": "admitted {who}",
    "practitioner.admit_supervisor": "admitted {who} as a supervisor",
    "practitioner.confirm_name": "confirmed the name as it is on the license",
    "practitioner.confirm_name_for": "compared the name of {who} with the license and confirmed it",
    "practitioner.create": "made the record of {who}",
    "practitioner.end_supervisor": "ended this person's admission as a supervisor",
    "practitioner.link": "linked a login to the record of {who}",
    "practitioner.retire": "closed the record of {who}",
    "practitioner.update": "changed the record of {who}",
    "reattestation.attest": "confirmed having read what changed in {what}",
    "reattestation.open": "asked {who} to read what changed in {what}",
    "renewal.submit": "submitted the renewal of {what}",
    "review.close": "looked again, because {what}",
    "review.open": "caused a task to look again: {what}",
    "session.amend": "began to amend the session of {what}",
    "session.ask_void": "asked to void the session of {what}",
    "session.draft": "began an entry for a session on {what}",
    "session.keep": "kept the session of {what}, which somebody had asked to void",
    "session.readdress": "took the session of {what} into their own queue",
    "session.refuse_signature": "refused the signature by link on the session of {what}",
    "session.return": "returned the session of {what}",
    "session.return_by_link": "recorded that the session of {what} was returned by link",
    "session.revise": "changed the entry for the session of {what}",
    "session.sign": "signed the session of {what}",
    "session.sign_by_link": "recorded the signature by link on the session of {what}",
    "session.submit": "submitted the session of {what}",
    "session.unask_void": "no longer asks to void the session of {what}",
    "session.void": "voided the session of {what}",
    "session.verify_signature": "verified the signature by link on the session of {what}",
    "session.withdraw": "withdrew the session of {what}",
    "signing_link.code": "mailed {who} a code for signing",
    "signing_link.look": "decided about an address whose holder said “this was not me”",
    "signing_link.not_me": "recorded that the holder of a link said “this was not me”",
    "signing_link.prove": "took the code for signing that was mailed to {who}",
    "signing_link.send": "mailed {who} a link for signing",
    "signing_link.sign_in": "signed in with a link",
    "statement.ask": "asked for a statement: {what}",
    "statement.return": "returned the statement: {what}",
    "statement.sign": "signed the statement: {what}",
    "statement.withdraw": "took back the request for a statement: {what}",
    "supervisor.name": "named a supervisor without an account",
    "supervisor.state": "recorded the license and training that {who} stated",
}
UNNAMED = {
    "assignment": "a clinic",
    "attempt": "a module",
    "erratum": "a module",
    "evidence": "evidence",
    "file": "kept earlier",
    "join": "a clinic",
    "joining": "a clinic",
    "license": "on record",
    "module": "a module",
    "reattestation": "a module",
    "review": "something that it rested on is void",
    "session": "a day on record",
    "statement": "on record",
}


def in_words(person: Practitioner, events: Iterable[AuditEvent]) -> list[tuple[AuditEvent, str]]:
    """Each event with what somebody did, as the end of a sentence; an unknown act by its own name."""
    events = list(events)
    names = names_of(events)
    return [(event, words_of(event, person, names)) for event in events]


def words_of(event: AuditEvent, person: Practitioner, names: dict) -> str:
    words = WORDS.get(event.action, event.action.replace(".", " ").replace("_", " "))
    noun = event.action.partition(".")[0]
    what = names.get((event.subject_type, event.subject_id)) or UNNAMED.get(noun, "the certification")
    return words.format(who=person.full_name, what=what)
