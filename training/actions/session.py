"""Logging a supervised session: draft, submit, withdraw. Signing is another act, and another person's."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from training import body
from training.actions import Refused, require
from training.actions.audit import record
from training.actions.once import held, just_made
from training.actions.signing_link import OWN_ADDRESS, ask_to_sign
from training.evaluation.dates import OLDEST, long_date
from training.models import AuditEvent, Practitioner, SessionState, SessionStep, SupervisedSession
from training.muscles import astray
from training.permissions import may_take_part
from training.queries.amendments import stands
from training.queries.eligibility import eligibility, stopped
from training.queries.organization import zone
from training.queries.signing import owns, signs_by_link
from training.session_content import TOLD, content_hash, session_content

EDITABLE = (SessionState.DRAFT, SessionState.RETURNED)
NAME_THEM = "Choose who was with you."
GIVEN = ("supervisor", "happened_on", "clinic", *TOLD)


class Discarded(Refused):
    """The draft is no longer there."""


def flaws(*, practitioner: Practitioner, values: dict, submitting: bool, now: datetime) -> dict[str, str]:
    """What is wrong with an entry: a sentence for each field. A draft may be incomplete, never impossible."""
    found = {}
    day, supervisor = values.get("happened_on"), values.get("supervisor")
    if day:
        found |= flaws_of_day(day, values.get("clinic"), now)
    if supervisor and supervisor.pk == practitioner.pk:
        found["supervisor"] = "You cannot supervise yourself. Choose who was with you."
    found |= flaws_of_muscles(values)
    if submitting:
        found |= missing(values)
        if day and supervisor and not found.keys() & {"happened_on", "supervisor"}:
            found |= flaws_of_supervisor(practitioner, supervisor, day)
    return found


def flaws_of_day(day: date, clinic, now: datetime) -> dict[str, str]:
    """“In the future” is judged where the clinic is."""
    here = ZoneInfo(clinic.time_zone) if clinic else zone()
    today = now.astimezone(here).date()
    if day > today:
        where = f" at {clinic}" if clinic else ""
        return {"happened_on": f"This date has not come yet. Today{where} is {long_date(today)}."}
    if day < OLDEST:
        return {"happened_on": "This date is too long ago. Look at the year."}
    return {}


def flaws_of_supervisor(practitioner: Practitioner, supervisor: Practitioner, day: date) -> dict[str, str]:
    """Of who signs by link a manager proves the license later, for the day of the session."""
    if signs_by_link(supervisor):
        words = OWN_ADDRESS if owns(practitioner, supervisor.email) else stopped(supervisor, day)
        return {"supervisor": words} if words else {}
    proof = eligibility(supervisor, day, qualified=False)
    return {} if proof.eligible else {"supervisor": f"{proof.reason} So this session could not count."}


def missing(values: dict) -> dict[str, str]:
    """What a submitted entry must hold and a draft need not."""
    chosen = values.get("spots") or []
    asked = {
        "supervisor": (values.get("supervisor"), NAME_THEM),
        "supervision": (values.get("supervision"), "Choose how it went: what you did, and who watched."),
        "spots": (chosen, "Choose where you needled: at least one spot."),
        "needle_gauge": (values.get("needle_gauge"), "Choose how thick the needles were."),
        "needle_length_mm": (values.get("needle_length_mm"), "Choose how long the needles were."),
        "needle_count": (values.get("needle_count"), "Write how many needles went in."),
        "screened": (values.get("screened"), "A session counts only if contraindications were screened first."),
        "consented": (values.get("consented"), "A session counts only with the patient's consent."),
    }
    over_lung = body.over_lung(chosen)
    if over_lung:
        words = f"{over_lung[0].name} lies over the lung. Say how you kept away from it."
        asked["lung_technique"] = (values.get("lung_technique"), words)
    return {field: sentence for field, (given, sentence) in asked.items() if not given}


def flaws_of_muscles(values: dict) -> dict[str, str]:
    """A muscle is named together with the spot that it lies under."""
    lost = astray(values.get("muscles") or [], values.get("spots") or [])
    if not lost:
        return {}
    where = lost[0].spot.label
    return {"muscles": f"{lost[0].name} lies under “{where}”. Choose that spot too, or take the muscle away."}


def check(practitioner: Practitioner, values: dict, submitting: bool, now: datetime) -> None:
    for field, sentence in flaws(practitioner=practitioner, values=values, submitting=submitting, now=now).items():
        raise Refused(sentence, field=field)


@transaction.atomic
def draft(
    *, by, practitioner: Practitioner, values: dict, page: UUID | None = None, now: datetime
) -> SupervisedSession:
    """A new entry of the person's own, not yet submitted. `values` holds `GIVEN`. A double click makes one.

    `page` names the page that it was written on, if that page keeps count (`actions.session_page`).
    """
    person = held(practitioner)
    require(may_take_part(person))
    check(person, values, False, now)
    session = SupervisedSession(practitioner=person, recorded_at=now, recorded_by=by)
    session.made_on_page = session.written_on_page = page
    write(session, values)
    same = {"content_hash": session.content_hash, "state__in": [SessionState.DRAFT, SessionState.SUBMITTED]}
    known = None if page else just_made(person.sessions.current(), now, **same)
    if known:
        return known
    session.save()
    noted("session.draft", by, session, now)
    return session


@transaction.atomic
def revise(
    *, by, session: SupervisedSession, values: dict, page: UUID | None = None, by_itself=False, now: datetime
) -> SupervisedSession:
    """Change a draft or a returned entry; nobody has signed it yet. What says the same is not written again.

    `by_itself`: the page saved it, nobody pressed a button. The audit then hears of the first change after a return
    alone: a draft is on record since its first save, and submitting records what was submitted.
    """
    session = locked(session)
    if session.state not in EDITABLE:
        raise Refused(refusal_to_edit(session))
    require(may_take_part(session.practitioner))
    check(session.practitioner, values, False, now)
    if session.state == SessionState.RETURNED and not values["supervisor"]:
        raise Refused(NAME_THEM, field="supervisor")
    if says(session, values):
        return session
    write(session, values)
    session.written_on_page = page
    session.save()
    if not by_itself or not noted_since_return(session):
        noted("session.revise", by, session, now)
    return session


@transaction.atomic
def submit(*, by, session: SupervisedSession, now: datetime) -> SupervisedSession:
    """Send a draft or a returned entry to its supervisor. A second click changes nothing."""
    session = locked(session)
    if session.state == SessionState.SUBMITTED:
        return session
    if session.state not in EDITABLE:
        raise Refused(refusal_to_edit(session))
    require(may_take_part(session.practitioner))
    check(session.practitioner, {name: getattr(session, name) for name in GIVEN}, True, now)
    check_amending(session)
    step(session, SessionState.SUBMITTED, by, now, submitted_at=now)
    noted("session.submit", by, session, now)
    ask_to_sign(by=by, session=session, now=now)
    return session


@transaction.atomic
def discard(*, by, session: SupervisedSession, now: datetime) -> None:
    """Throw away a draft that was never submitted: nobody else has seen it, and nothing rests on it.

    A second click finds nothing left to do.
    """
    try:
        session = locked(session)
    except Discarded:
        return
    if session.state != SessionState.DRAFT or session.steps.exists():
        raise Refused("This session was submitted once, so it stays on record. Withdraw it instead.")
    record(action="session.discard", by=by, subject=session, practitioner=session.practitioner, now=now)
    session.delete()


@transaction.atomic
def withdraw(*, by, session: SupervisedSession, now: datetime) -> SupervisedSession:
    """Take back an entry that nobody has signed. It stays on record and counts for nothing."""
    session = locked(session)
    if session.state == SessionState.WITHDRAWN:
        return session
    if session.state == SessionState.SIGNED:
        raise Refused("This session is signed and never taken back. Amend it, or ask to void it.")
    if session.state == SessionState.VOID:
        raise Refused("This session was voided.")
    if session.state == SessionState.TO_VERIFY:
        raise Refused("This session is signed and waits for a manager, so it is not taken back.")
    step(session, SessionState.WITHDRAWN, by, now)
    record(
        action="session.withdraw", by=by, subject=session, practitioner=session.practitioner, fields=["state"], now=now
    )
    return session


def check_amending(session: SupervisedSession) -> None:
    """An amendment says something else than the signed version, which must still count."""
    if not session.amends_id:
        return
    require(stands(session.amends))
    if session_content(session) == session_content(session.amends):
        raise Refused("Nothing differs from the signed version yet. Change what was wrong, then submit.")


def locked(session: SupervisedSession) -> SupervisedSession:
    """The entry as it is now, with its person's row locked: one act at a time."""
    held(session.practitioner)
    about = SupervisedSession.objects.select_related("practitioner", "supervisor", "clinic")
    row = about.filter(pk=session.pk).first()
    if row is None:
        raise Discarded("This draft was discarded in another window. Nothing was written.")
    return row


def step(session: SupervisedSession, state: str, by, now: datetime, **changes) -> None:
    """Move on by compare-and-swap: a signature that came between wins."""
    old, changes = session.state, {"state": state, **changes}
    if SupervisedSession.objects.filter(pk=session.pk, state=old, superseded_at=None).update(**changes) != 1:
        raise Refused("This session has just been changed by somebody else. Look at it again.")
    for name, value in changes.items():
        setattr(session, name, value)
    SessionStep.objects.create(session=session, state=state, at=now, by=by)


def refusal_to_edit(session: SupervisedSession) -> str:
    if session.state == SessionState.SIGNED:
        return "This session is signed and locked. If it is wrong, amend it."
    if session.state == SessionState.VOID:
        return "This session was voided. It stays to be read."
    if session.state == SessionState.TO_VERIFY:
        return "This session is signed and locked. A manager verifies the signature next."
    if session.state == SessionState.SUBMITTED:
        return "This session waits for its signature. Withdraw it to log it anew."
    return "This session was withdrawn. Log a new one."


def write(session: SupervisedSession, values: dict) -> None:
    """Put the given values in place, with what follows from them. What came later may be left out."""
    values = {"muscles": [], "technique": "", **values}
    for name in GIVEN:
        setattr(session, name, values[name])
    session.regions = body.regions_of(session.spots)
    session.side = body.side_of(session.spots)
    if not body.over_lung(session.spots):
        session.lung_technique = ""
    session.content_hash = content_hash(session)


def says(session: SupervisedSession, values: dict) -> bool:
    """Whether the entry holds exactly these values already."""
    other = SupervisedSession(practitioner_id=session.practitioner_id)
    write(other, values)
    return content_hash(other) == content_hash(session)


def noted_since_return(session: SupervisedSession) -> bool:
    """Whether the audit knows that the entry is no longer what was returned; a mere draft nobody has seen."""
    last = session.steps.last()
    if last is None:
        return True
    about = {"chain": f"p:{session.practitioner_id}", "subject_id": str(session.pk), "action": "session.revise"}
    return AuditEvent.objects.filter(**about, at__gte=last.at).exists()


def noted(action: str, by, session: SupervisedSession, now: datetime) -> None:
    record(
        action=action,
        by=by,
        subject=session,
        practitioner=session.practitioner,
        fields=GIVEN,
        values=session_content(session),
        now=now,
    )
