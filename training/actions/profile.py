"""A person's own record: made after sign-up, kept current by the person."""

from datetime import date, datetime

from django.db import transaction

from training.actions import Refused
from training.actions.audit import record
from training.actions.mail import queue_mail
from training.actions.once import held
from training.actions.standing import changing
from training.models import Clinic, FormerName, FormerProfession, JoinRequest, Practitioner, User

OWN_FIELDS = ("full_name", "sort_name", "profession", "phone", "listed")


@transaction.atomic
def create(
    *, by: User, full_name: str, sort_name: str, profession: str, phone: str, clinic: Clinic, now: datetime
) -> Practitioner:
    """A new record tied to the login, waiting for a manager of the clinic to admit it. A second call finds it."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    known = Practitioner.objects.filter(user=by).first()
    if known:
        return known
    person = Practitioner.objects.create(
        user=by,
        full_name=full_name,
        sort_name=sort_name,
        email=by.email,
        phone=phone,
        profession=profession,
        name_confirmed_at=now,
        recorded_at=now,
    )
    fields = ["full_name", "sort_name", "email", "phone", "profession"]
    values = {name: getattr(person, name) for name in fields}
    record(
        action="practitioner.create", by=by, subject=person, practitioner=person, fields=fields, values=values, now=now
    )
    ask_to_join(by=by, practitioner=person, clinic=clinic, now=now)
    return person


@transaction.atomic
def ask_to_join(*, by: User, practitioner: Practitioner, clinic: Clinic, now: datetime) -> JoinRequest:
    """Ask the clinic's managers to admit the person. One request waits at a time; a second click returns it."""
    person = held(practitioner)
    waiting = person.join_requests.filter(outcome=JoinRequest.Outcome.WAITING).first()
    if waiting and waiting.clinic_id != clinic.pk:
        raise Refused(f"{waiting.clinic} has not answered yet. You can ask another clinic after that.", field="clinic")
    if waiting:
        return waiting
    request = JoinRequest.objects.create(practitioner=person, clinic=clinic, requested_at=now)
    record(action="join.request", by=by, subject=request, practitioner=person, fields=["clinic"], now=now)
    tell_managers(request, now)
    return request


def tell_managers(request: JoinRequest, now: datetime) -> None:
    """A letter to each manager of the clinic; it names nobody, the desk does."""
    managers = User.objects.filter(manager_rows__clinic=request.clinic, is_active=True).distinct()
    for manager in managers:
        queue_mail(
            key=f"join:{request.pk}:{manager.pk}",
            to=manager.email,
            subject=f"Somebody asks to join {request.clinic}",
            template="join_requested",
            context={"clinic": request.clinic},
            now=now,
        )


def update(*, by: User, practitioner: Practitioner, values: dict, now: datetime, today: date) -> Practitioner:
    """Write the person's own fields (`OWN_FIELDS`). A changed name keeps the former one, as boards ask for it;
    a changed profession does, as earlier answers rest on it.

    A changed name waits for `confirm_name` again: until then nothing is printed and nobody is listed under it.
    """
    with changing(practitioner) as person:
        changed = [name for name in OWN_FIELDS if getattr(person, name) != values[name]]
        if not changed:
            return person
        if "full_name" in changed:
            FormerName.objects.create(practitioner=person, full_name=person.full_name, until=today, recorded_at=now)
            person.name_confirmed_at = None
        if "profession" in changed:
            FormerProfession.objects.create(practitioner=person, profession=person.profession, recorded_at=now)
        for name in changed:
            setattr(person, name, values[name])
        person.save(update_fields=[*changed, "name_confirmed_at"])
        record(
            action="practitioner.update",
            by=by,
            subject=person,
            practitioner=person,
            fields=changed,
            values={name: values[name] for name in changed},
            now=now,
        )
    return person


@transaction.atomic
def confirm_name(*, by: User, practitioner: Practitioner, now: datetime) -> Practitioner:
    """The holder says that the name is exactly as on the license: nothing is certified before. Said once, it stays."""
    person = held(practitioner)
    if person.user_id != by.pk:
        raise Refused("Only the person whose name it is can confirm it.")
    keep_confirmed(person, by, "practitioner.confirm_name", now)
    return person


def keep_confirmed(person: Practitioner, by: User, action: str, now: datetime) -> None:
    """Write the first time that the name was confirmed, and the name as it then was. The person's row is locked."""
    if person.name_confirmed_at:
        return
    person.name_confirmed_at = now
    person.save(update_fields=["name_confirmed_at"])
    values, fields = {"full_name": person.full_name}, ["name_confirmed_at"]
    record(action=action, by=by, subject=person, practitioner=person, fields=fields, values=values, now=now)
