"""A manager's word on signatures by link: the license at its source, whose address it is, and each entry by its day.

Accepting makes the sign-off, with the supervisor's eligibility proven as of the session's day; refusing returns the
entry. Until then such a signature counts for nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from training.actions import Refused, require
from training.actions.assignment import audit
from training.actions.audit import record
from training.actions.files import store
from training.actions.license import insert
from training.actions.license_check import keep_look
from training.actions.mail import address_of, queue_mail
from training.actions.sign import close_amended
from training.actions.standing import changing
from training.evaluation.dates import long_date
from training.models import (
    AddressProof,
    License,
    LinkEnding,
    LinkSignature,
    Looked,
    Practitioner,
    SessionState,
    SessionStep,
    SigningLink,
    SignOff,
    SupervisedSession,
    SupervisorStatement,
)
from training.models.fields import normalize_number
from training.permissions import YES, Verdict, may_manage, no, record_of
from training.queries.eligibility import check_covering, eligibility
from training.queries.signing import addresses_of, bare, owns, reports_of_strangers
from training.session_content import content_hash as hash_of_content
from training.uploads import Upload


@dataclass(frozen=True, slots=True)
class Known:
    """How the manager knows that the address is the license holder's."""

    proof: str
    words: str = ""


def may_verify(user, signature: LinkSignature, today: date) -> Verdict:
    """A manager of the trainee, who is neither the signer, nor reads mail at the signer's address, nor trained them."""
    return may_manage(user, signature.practitioner, today) and may_judge(user, signature.link)


def may_judge(user, link: SigningLink) -> Verdict:
    """What stands between this manager and the holder of a link, whoever the trainee is."""
    signer, record_here = link.supervisor, record_of(user)
    own = bare(link.address) in {bare(each) for each in addresses_of(user) if each}
    if own or (record_here and record_here.pk == signer.pk):
        return no("You signed this yourself, or it was signed from your address.", "Ask another manager.")
    trained = signer.sessions.exclude(submitted_at=None).exclude(state=SessionState.WITHDRAWN)
    if record_here and trained.filter(supervisor=record_here).exists():
        return no(f"You trained {signer}, so you do not verify this signature.", "Ask another manager.")
    return YES


def stated_license(statement: SupervisorStatement) -> License | None:
    """The license that the statement names, if it is on the signer's record."""
    rows = License.objects.current().filter(practitioner=statement.supervisor, jurisdiction=statement.jurisdiction)
    same = {"type": statement.license_type, "normalized_number": normalize_number(statement.number)}
    return rows.filter(**same).first()


def look_up(
    *,
    by,
    signatures: Sequence[LinkSignature],
    statement: SupervisorStatement,
    look: dict,
    capture: Upload | None = None,
    now: datetime,
    today: date,
) -> License:
    """Put the stated license on the signer's record and write down one look at its source, with what was captured of
    it. What the look shows proves eligibility; whether it does is judged for each entry's day."""
    require_all(by, signatures, today)
    person = statement.supervisor
    with changing(person):
        license = stated_license(statement) or insert(by, person, claimed(statement), now)
        kept = store(by=by, practitioner=person, upload=capture, now=now) if capture else None
        keep_look(by=by, license=license, look=look, capture=kept, now=now, today=today)
    return license


def claimed(statement: SupervisorStatement) -> dict:
    given = {"jurisdiction": statement.jurisdiction, "type": statement.license_type, "number": statement.number}
    return given | {"home": None, "issued_on": None, "expires_on": None}


def accept(
    *, by, signatures: Sequence[LinkSignature], known: Known, now: datetime, today: date
) -> tuple[list[SignOff], list[LinkSignature]]:
    """Let these signatures count. Returns the sign-offs, and the signatures that wait on: no check proves the signer's
    license on those days. A second click returns the same sign-offs."""
    require_all(by, signatures, today)
    check(known)
    signer = signatures[0].session.supervisor
    if any(owns(each.practitioner, each.link.address) for each in signatures):
        raise Refused("This was signed from an address of the trainee’s own. Refuse it.")
    if not any(check_covering(signer, each.session.happened_on) for each in signatures):
        raise Refused(f"No check shows a license of {signer} in good standing on the day of any of these sessions.")
    admit(by, signer, now)
    made = [accept_one(by, each, known, now) for each in signatures]
    left = [each for each, done in zip(signatures, made, strict=True) if done is None]
    return [each for each in made if each], left


def require_all(by, signatures: Sequence[LinkSignature], today: date) -> None:
    if not signatures:
        raise Refused("Choose at least one entry.")
    for each in signatures:
        require(may_verify(by, each, today))
        if each.link_id != signatures[0].link_id:
            raise Refused("Verify the signatures of one link at a time.")


def check(known: Known) -> None:
    if known.proof not in AddressProof.values:
        raise Refused("Say how you know that the address is theirs.", field="address_proof")
    if known.proof in (AddressProof.OTHER, AddressProof.CALL) and not known.words.strip():
        raise Refused("Say in a few words how, and where you found what you used.", field="address_words")


def admit(by, signer: Practitioner, now: datetime) -> None:
    """Verified once, the signer is among the supervisors that may be named."""
    with changing(signer) as person:
        if person.supervisor_at is None:
            person.supervisor_at, person.supervisor_by = now, by
            fields = ["supervisor_at", "supervisor_by"]
            person.save(update_fields=fields)
            audit("practitioner.admit_supervisor", by, person, person, fields, now)


def accept_one(by, signature: LinkSignature, known: Known, now: datetime) -> SignOff | None:
    """One entry: nothing where the signer was not eligible on its day."""
    with changing(signature.practitioner) as person:
        session = SupervisedSession.objects.select_related("supervisor").get(pk=signature.session_id)
        proof = eligibility(session.supervisor, session.happened_on)
        waits = LinkSignature.objects.filter(pk=signature.pk, outcome=LinkSignature.Outcome.WAITING)
        if not waits.exists():
            return decided(signature)
        if not proof:
            return None
        given = {"address_proof": known.proof, "address_words": known.words.strip()}
        waits.update(outcome=LinkSignature.Outcome.ACCEPTED, decided_at=now, decided_by=by, **given)
        move(session, SessionState.SIGNED, signature.content_hash)
        close_amended(session, now)
        sign_off = SignOff.objects.create(
            session=session,
            supervisor=session.supervisor,
            by_link=signature,
            signed_at=signature.signed_at,
            printed_name=signature.printed_name,
            meaning=signature.meaning,
            content_hash=signature.content_hash,
            proof=signature.proof,
            proved_at=signature.proved_at,
            eligibility=proof.to_json(),
        )
        note(by, session, person, SessionState.SIGNED, f"Signature of {signature.printed_name} verified.", given, now)
    return sign_off


def decided(signature: LinkSignature) -> SignOff:
    """What a second click finds; another manager's refusal is told."""
    signature.refresh_from_db()
    if signature.outcome == LinkSignature.Outcome.REFUSED:
        raise Refused(f"This signature was refused on {long_date(signature.decided_at.date())}: {signature.reason}")
    return signature.sign_off


def move(session: SupervisedSession, to: SessionState, content_hash: str) -> None:
    """From signed by link onward, if it still says what was signed."""
    waiting = SupervisedSession.objects.filter(
        pk=session.pk, state=SessionState.TO_VERIFY, superseded_at=None, content_hash=content_hash
    )
    if hash_of_content(session) != content_hash or waiting.update(state=to) != 1:
        raise Refused("This entry is no longer what was signed. Nothing was written; ask an administrator.")
    session.state = to


def refuse(*, by, signatures: Sequence[LinkSignature], reason: str, now: datetime, today: date) -> list[LinkSignature]:
    """Return the entries with the reason: each trainee reads it. A second click changes nothing."""
    reason = reason.strip()
    if not reason:
        raise Refused("Say why. The reason goes to the trainee.", field="reason")
    require_all(by, signatures, today)
    return [refuse_one(by, each, reason, now) for each in signatures]


def refuse_one(by, signature: LinkSignature, reason: str, now: datetime) -> LinkSignature:
    with changing(signature.practitioner) as person:
        waits = LinkSignature.objects.filter(pk=signature.pk, outcome=LinkSignature.Outcome.WAITING)
        outcome = {"outcome": LinkSignature.Outcome.REFUSED, "reason": reason}
        if waits.update(**outcome, decided_at=now, decided_by=by) != 1:
            signature.refresh_from_db()
            if signature.outcome == LinkSignature.Outcome.ACCEPTED:
                raise Refused("Another manager has verified this signature meanwhile.")
            return signature
        session = SupervisedSession.objects.get(pk=signature.session_id)
        move(session, SessionState.RETURNED, signature.content_hash)
        step = note(by, session, person, SessionState.RETURNED, reason, {"reason": reason}, now)
        tell_trainee(session, person, step, now)
    signature.refresh_from_db()
    return signature


def note(by, session, person, state, comment: str, values: dict, now: datetime) -> SessionStep:
    step = SessionStep.objects.create(session=session, state=state, at=now, by=by, comment=comment)
    action = "session.refuse_signature" if state == SessionState.RETURNED else "session.verify_signature"
    record(
        action=action, by=by, subject=session, practitioner=person, fields=["state", *values], values=values, now=now
    )
    return step


def tell_trainee(session: SupervisedSession, person: Practitioner, step: SessionStep, now: datetime) -> None:
    queue_mail(
        key=f"session-returned:{step.pk}",
        to=address_of(person),
        subject=f"Returned: your session of {long_date(session.happened_on)}",
        template="signature_refused",
        context={"session": session, "comment": step.comment, "practitioner": person},
        practitioner=person,
        now=now,
    )


@transaction.atomic
def look_at_report(*, by, link: SigningLink, looked: str, now: datetime, today: date) -> SigningLink:
    """After “this was not me”: whether letters may go to the address again. Said once."""
    if looked not in Looked.values:
        raise Refused("Choose what becomes of the address.")
    if not reports_of_strangers(by, today).filter(pk=link.pk).exists():
        link.refresh_from_db()
        if link.looked:
            return link
        raise Refused(no("You manage none of those who named this supervisor."))
    rows = SigningLink.objects.filter(pk=link.pk, ending=LinkEnding.NOT_ME, looked="")
    if rows.update(looked=looked, looked_at=now, looked_by=by) == 1:
        values = {"looked": looked}
        record(
            action="signing_link.look",
            by=by,
            subject=link,
            practitioner=link.supervisor,
            fields=values,
            values=values,
            now=now,
        )
    link.refresh_from_db()
    return link
