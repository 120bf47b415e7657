"""How a login and a record come together: a manager's word, or a manager's one-time link."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from training.actions import Refused, require
from training.actions.assignment import audit, begin, require_my_clinic, same
from training.actions.audit import record
from training.actions.mail import address_of, queue_mail
from training.actions.standing import changing, changing_together
from training.models import Clinic, Invitation, JoinRequest, Practitioner, User
from training.permissions import is_manager, may_manage, may_take_on, may_use, no, record_of

VALID_FOR = timedelta(days=14)
OWN_ROWS = (
    "licenses",
    "evidence",
    "sessions",
    "supervised_sessions",
    "completions",
    "attempts",
    "lessons_read",
    "accommodations",
    "enrollments",
    "assignments",
    "files",
    "decisions",
)


def admit(*, by, request: JoinRequest, now: datetime, today: date) -> Practitioner:
    """A new person on record, working at the clinic they asked for from today. A second click changes nothing."""
    require_mine(by, request)
    with changing(request.practitioner) as person:
        if not close(request, JoinRequest.Outcome.ADMITTED, by, now):
            return person
        admit_record(by, person, now)
        if not same(person, request.clinic, today, None):
            begin(by, person, request.clinic, today, None, now)
        tell_person(request, "joining_admitted", "You are on record", now)
    return person


def require_mine(by, request: JoinRequest) -> None:
    """A manager of the clinic that is asked, and not the person who asks. Holds for decided requests too, so that a
    second click finds its own decision."""
    if not is_manager(by):
        raise Refused(no("Only a compliance manager may do this."))
    if request.practitioner.user_id == by.pk:
        raise Refused(no("This is your own record.", "Ask another compliance manager."))
    require_my_clinic(by, request.clinic)


def admit_record(by, person: Practitioner, now: datetime) -> None:
    if person.admitted_at is None:
        person.admitted_at, person.admitted_by = now, by
        person.save(update_fields=["admitted_at", "admitted_by"])
        audit("practitioner.admit", by, person, person, ["admitted_at", "admitted_by"], now)


def link(*, by, request: JoinRequest, to: Practitioner, now: datetime, today: date) -> Practitioner:
    """This login belongs to a record that was here before; the empty new record is closed."""
    require_mine(by, request)
    require(may_take_on(by, to, today))
    if to.pk == request.practitioner_id:
        raise Refused("This is the same record.")
    with changing_together(request.practitioner, to) as (fresh, person):
        if not close(request, JoinRequest.Outcome.LINKED, by, now):
            return person
        hand_over(by, fresh, person, now, today)
        tell_person(request, "joining_admitted", "You are on record", now, person)
    return person


def hand_over(by, fresh: Practitioner, person: Practitioner, now: datetime, today: date) -> None:
    """Move the login from the new record to the older one, and what its holder said about the name."""
    if person.user_id:
        raise Refused("That record already has a login.")
    if holds_anything(fresh):
        raise Refused("The new record already holds entries of its own, so it cannot be linked. Admit it instead.")
    user, fresh.user = fresh.user, None
    fresh.retired_on = today
    fresh.save(update_fields=["user", "retired_on"])
    person.user = user
    keep_confirmation(fresh, person)
    person.save(update_fields=["user", "name_confirmed_at"])
    admit_record(by, person, now)
    record(action="practitioner.link", by=by, subject=person, practitioner=person, fields=["user"], now=now)
    record(action="practitioner.unlink", by=by, subject=fresh, practitioner=fresh, fields=["user"], now=now)


def keep_confirmation(fresh: Practitioner, person: Practitioner) -> None:
    """“Exactly as on my license” was said of the new record's name: it holds for the same name and no other."""
    if person.name_confirmed_at is None and person.full_name == fresh.full_name:
        person.name_confirmed_at = fresh.name_confirmed_at


def holds_anything(person: Practitioner) -> bool:
    """Whether the record has evidence, sessions or training of its own."""
    return any(getattr(person, name).exists() for name in OWN_ROWS)


def decline(*, by, request: JoinRequest, comment: str, now: datetime) -> JoinRequest:
    """Not one of this clinic's people; they are told why and may ask another clinic."""
    require_mine(by, request)
    if not comment.strip():
        raise Refused("Say why. The comment goes to the person.", field="comment")
    with changing(request.practitioner):
        if close(request, JoinRequest.Outcome.DECLINED, by, now, comment.strip()):
            tell_person(request, "joining_declined", "Your request to join", now)
    return request


def close(request: JoinRequest, outcome: str, by, now: datetime, comment: str = "") -> bool:
    """Decide a request that waits. False if it was decided the same way before."""
    waiting = JoinRequest.objects.filter(pk=request.pk, outcome=JoinRequest.Outcome.WAITING)
    if waiting.update(outcome=outcome, decided_at=now, decided_by=by, comment=comment) != 1:
        request.refresh_from_db()
        if request.outcome == outcome:
            return False
        raise Refused(f"Somebody decided this meanwhile: {request.get_outcome_display().lower()}.")
    request.refresh_from_db()
    person = request.practitioner
    values = {"outcome": outcome, "comment": comment}
    record(
        action="joining.decide",
        by=by,
        subject=request,
        practitioner=person,
        fields=["outcome"],
        values=values,
        now=now,
    )
    return True


def tell_person(request: JoinRequest, template: str, subject: str, now: datetime, person=None) -> None:
    person = person or request.practitioner
    queue_mail(
        key=f"joining:{request.pk}",
        to=address_of(person),
        subject=f"{subject}: {request.clinic}",
        template=template,
        context={"request": request, "practitioner": person, "comment": request.comment},
        practitioner=person,
        now=now,
    )


def create_practitioner(
    *,
    by,
    full_name: str,
    sort_name: str,
    email: str,
    profession: str,
    clinic: Clinic,
    starts_on: date,
    now: datetime,
) -> Practitioner:
    """A record without a login, working at the clinic from a day."""
    if not is_manager(by):
        raise Refused(no("Only a compliance manager adds people."))
    require_my_clinic(by, clinic)
    person = Practitioner(
        full_name=full_name,
        sort_name=sort_name,
        email=email,
        profession=profession,
        admitted_at=now,
        admitted_by=by,
        recorded_at=now,
    )
    with_record(by, person, clinic, starts_on, now)
    return person


def with_record(by, person: Practitioner, clinic: Clinic, starts_on: date, now: datetime) -> None:
    with transaction.atomic():
        person.save()
        with changing(person):
            audit("practitioner.create", by, person, person, ["full_name", "sort_name", "email", "profession"], now)
            begin(by, person, clinic, starts_on, None, now)


def invite(*, by, practitioner: Practitioner, email: str, now: datetime, today: date) -> Invitation:
    """Mail a one-time link that ties a login to this record. An earlier link that was not used stops working."""
    require(may_manage(by, practitioner, today))
    with changing(practitioner) as person:
        if person.user_id:
            raise Refused("This record already has a login.")
        lately = person.invitations.filter(email=email, used_at=None, created_at__gt=now - timedelta(minutes=1)).first()
        if lately:
            return lately
        person.invitations.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
        token = secrets.token_urlsafe(32)
        invitation = Invitation.objects.create(
            practitioner=person,
            email=email,
            token_hash=hashed(token),
            created_at=now,
            created_by=by,
            expires_at=now + VALID_FOR,
        )
        values = {"email": email}
        record(
            action="invitation.send",
            by=by,
            subject=invitation,
            practitioner=person,
            fields=["email"],
            values=values,
            now=now,
        )
        send(invitation, token, now)
    return invitation


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def send(invitation: Invitation, token: str, now: datetime) -> None:
    queue_mail(
        key=f"invitation:{invitation.pk}",
        to=invitation.email,
        subject="Your invitation",
        template="invitation",
        context={
            "practitioner": invitation.practitioner,
            "link": f"{settings.BASE_URL}{reverse('join:accept', args=[token])}",
            "expires_at": invitation.expires_at,
            "by": record_of(invitation.created_by) or invitation.created_by,
        },
        practitioner=invitation.practitioner,
        now=now,
    )


def open_invitation(token: str, now: datetime) -> Invitation | None:
    """The invitation of this link while it can be used."""
    rows = Invitation.objects.filter(token_hash=hashed(token), used_at=None, expires_at__gt=now)
    return rows.select_related("practitioner", "created_by").first()


def record_tied_by(token: str, user) -> Practitioner | None:
    """The record that this login took by this link, so that a second click answers like the first."""
    if not user.is_authenticated:
        return None
    rows = Invitation.objects.filter(token_hash=hashed(token), used_by=user, practitioner__user=user)
    invitation = rows.select_related("practitioner").first()
    return invitation and invitation.practitioner


def accept_invitation(*, by: User, token: str, now: datetime, today: date) -> Practitioner:
    """Tie the signed-in login to the record of the link, once. A second click of the same login changes nothing."""
    invitation = open_invitation(token, now)
    if invitation is None:
        return record_tied_by(token, by) or refuse_link()
    require(may_use(by, invitation))
    mine = record_of(by)
    with changing_together(invitation.practitioner, *([mine] if mine else [])) as (person, *_):
        if person.user_id == by.pk:
            return person
        if person.user_id:
            raise Refused("This record already has a login.")
        fresh = detach_empty_record(by, now, today)
        used = Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now)
        if used.update(used_at=now, used_by=by) != 1:
            refuse_link()
        person.user = by
        if fresh:
            keep_confirmation(fresh, person)
        person.save(update_fields=["user", "name_confirmed_at"])
        record(action="invitation.accept", by=by, subject=invitation, practitioner=person, fields=["user"], now=now)
    return person


def refuse_link():
    raise Refused("This link was used or is too old. Ask your compliance manager for a new one.")


def detach_empty_record(user: User, now: datetime, today: date) -> Practitioner | None:
    """A login has one record. One made by signing up a moment ago, still empty, makes way; it is returned."""
    mine = record_of(user)
    if mine is None:
        return None
    if mine.admitted_at or holds_anything(mine):
        raise Refused("This login already has a record. Sign in with another email address.")
    with changing(mine) as fresh:
        JoinRequest.objects.filter(practitioner=fresh, outcome=JoinRequest.Outcome.WAITING).update(
            outcome=JoinRequest.Outcome.LINKED, decided_at=now, decided_by=user
        )
        fresh.user, fresh.retired_on = None, today
        fresh.save(update_fields=["user", "retired_on"])
        record(action="practitioner.unlink", by=user, subject=fresh, practitioner=fresh, fields=["user"], now=now)
    return fresh
