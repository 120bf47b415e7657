"""The one-time link of a supervisor without a login: whom it is for, when it is mailed, what ends it."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from training.actions import Refused
from training.actions.audit import hold, record
from training.actions.joining import hashed
from training.actions.mail import queue_mail
from training.models import AuditEvent, LinkEnding, OutgoingMail, Practitioner, SigningLink, SupervisedSession
from training.names import suggested_sort_name
from training.queries.navigation import to_sign
from training.queries.signing import (
    PROVEN_FOR,
    is_alive,
    is_blocked,
    managers_of,
    one_form,
    owns,
    signs_by_link,
    trainees_of,
)

VALID_FOR = timedelta(days=30)
A_DAY = timedelta(days=1)
NAMED_A_DAY = 10  # people without an account that one trainee may name in a day
ASKED_A_DAY = 3  # new links that the holder of an old one may ask for in a day
OWN_ADDRESS = "This is your own address. Write your supervisor’s: the letter goes to them alone."
MARKS_OF_AN_ADDRESS = ("://", "www.", "@", "<", ">")


@transaction.atomic
def name_supervisor(*, by, practitioner: Practitioner, full_name: str, email: str, now: datetime) -> Practitioner:
    """The record that stands for a supervisor without a login: found by its exact address among records without one,
    else made. A login with that address plays no part: nobody learns whether there is one.
    """
    refuse_name(practitioner, full_name, email)
    hold(f"address:{one_form(email)}")
    known = (
        Practitioner.objects.filter(user=None, email__iexact=one_form(email), retired_on=None).order_by("pk").first()
    )
    if known:
        return known
    refuse_many(practitioner, now)
    person = Practitioner(full_name=full_name, sort_name=suggested_sort_name(full_name), email=one_form(email))
    person.recorded_at = now
    person.save()
    values = {"full_name": full_name, "email": person.email}
    record(
        action="supervisor.name",
        by=by,
        subject=person,
        practitioner=practitioner,
        fields=values,
        values=values,
        now=now,
    )
    return person


def refuse_name(practitioner: Practitioner, full_name: str, email: str) -> None:
    """The name is printed in a letter to a stranger: it may carry nothing but a name."""
    if owns(practitioner, email):
        raise Refused(OWN_ADDRESS, field="supervisor_email")
    if any(mark in full_name.lower() for mark in MARKS_OF_AN_ADDRESS):
        raise Refused("Write their name alone here.", field="supervisor_name")


def refuse_many(practitioner: Practitioner, now: datetime) -> None:
    chain = f"p:{practitioner.pk}"
    today = AuditEvent.objects.filter(chain=chain, action="supervisor.name", at__gt=now - A_DAY)
    if today.count() >= NAMED_A_DAY:
        words = f"You have named {NAMED_A_DAY} new supervisors within a day. Go on tomorrow, or ask your manager."
        raise Refused(words, field="supervisor_email")


def ask_to_sign(*, by, session: SupervisedSession, now: datetime) -> SigningLink | None:
    """Mail a link to the supervisor of a submitted session, within the caller's transaction.

    Nothing where they have a login, or where the address is blocked. One link is open at a time, and shows all that
    waits; within a day of its letter, or while its holder is signing, there is no second one.
    """
    supervisor = session.supervisor
    if not signs_by_link(supervisor) or is_blocked(supervisor.email):
        return None
    if owns(session.practitioner, supervisor.email):
        raise Refused(OWN_ADDRESS, field="supervisor")
    link = open_link(supervisor)
    fresh = link and is_alive(link, now) and (link.created_at > now - A_DAY or is_busy(link, now))
    return link if fresh else mail_new(by=by, supervisor=supervisor, now=now)


def open_link(supervisor: Practitioner) -> SigningLink | None:
    rows = SigningLink.objects.filter(supervisor=supervisor, address=one_form(supervisor.email), ended_at=None)
    return rows.select_related("supervisor").first()


def is_busy(link: SigningLink, now: datetime) -> bool:
    return bool(link.proved_at) and now - link.proved_at < PROVEN_FOR


def mail_new(*, by, supervisor: Practitioner, now: datetime) -> SigningLink:
    """A new link in the place of the open one. Whoever makes one at the same moment wins, and theirs is returned."""
    link, token = put_in_place(named_by=by, by=by, supervisor=supervisor, now=now)
    if token:
        send(link, token, now)
    return link


@transaction.atomic
def remind(*, supervisor: Practitioner, key: str, subject: str, context: dict, now: datetime) -> OutgoingMail | None:
    """Mail a link again for what waits. Of the open one only a hash is kept, so a new one takes its place.

    Nothing where the address is blocked, while its holder is signing, or if the `key` was queued before.
    """
    hold(f"address:{one_form(supervisor.email)}")
    link, first = open_link(supervisor), to_sign(supervisor).select_related("recorded_by").first()
    busy = link and is_busy(link, now)
    if first is None or busy or is_blocked(supervisor.email) or OutgoingMail.objects.filter(key=key).exists():
        return None
    link, token = put_in_place(named_by=first.recorded_by, by=None, supervisor=supervisor, now=now)
    if not token:
        return None
    return send(link, token, now, key=key, subject=subject, template="reminder_to_sign_by_link", **context)


def put_in_place(*, named_by, by, supervisor: Practitioner, now: datetime) -> tuple[SigningLink, str]:
    """A new link and its token in the place of the open one; without a token where somebody else has just made one.

    `named_by` is whose session it is for, `by` who lets it be mailed.
    """
    token = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            end_open(supervisor, now)
            link = SigningLink.objects.create(
                supervisor=supervisor,
                address=one_form(supervisor.email),
                token_hash=hashed(token),
                created_at=now,
                created_by=named_by,
                expires_at=now + VALID_FOR,
            )
    except IntegrityError:
        if other := open_link(supervisor):
            return other, ""
        raise
    record(action="signing_link.send", by=by, subject=link, practitioner=supervisor, fields=["address"], now=now)
    return link, token


def end_open(supervisor: Practitioner, now: datetime) -> None:
    rows = SigningLink.objects.filter(supervisor=supervisor, address=one_form(supervisor.email), ended_at=None)
    rows.update(ended_at=now, ending=LinkEnding.REPLACED)


def send(
    link: SigningLink, token: str, now: datetime, *, key="", subject="", template="signing_link", **more
) -> OutgoingMail | None:
    waiting = list(to_sign(link.supervisor).select_related("practitioner"))
    return queue_mail(
        key=key or f"signing-link:{link.pk}",
        to=link.address,
        subject=subject or "Sessions wait for your signature",
        template=template,
        context={
            "supervisor": link.supervisor,
            "trainees": sorted({str(row.practitioner) for row in waiting}),
            "count": len(waiting),
            "link": f"{settings.BASE_URL}{reverse('supervise:link_token', args=[token])}",
            "expires_at": link.expires_at,
            **more,
        },
        practitioner=link.supervisor,
        now=now,
    )


def link_of(token_hash: str) -> SigningLink | None:
    """The link of this token, whether or not it still opens anything."""
    return SigningLink.objects.filter(token_hash=token_hash).select_related("supervisor").first()


def open_now(token_hash: str, now: datetime) -> SigningLink | None:
    """The link while it can be used; its first opening is noted."""
    link = link_of(token_hash)
    if not is_alive(link, now):
        return None
    if link.opened_at is None:
        SigningLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=now)
    return link


@transaction.atomic
def again(*, token_hash: str, now: datetime) -> None:
    """Mail a new link in the place of one that is over, to the same address, if anything waits and its holder is not
    signing with a newer one: whoever has an old letter disturbs nobody. The caller says the same whatever happened."""
    link = link_of(token_hash)
    if link is None or not signs_by_link(link.supervisor) or one_form(link.supervisor.email) != link.address:
        return
    hold(f"address:{link.address}")
    newest = open_link(link.supervisor)
    if newest and is_busy(newest, now):
        return
    lately = SigningLink.objects.filter(address=link.address, created_by=None, created_at__gt=now - A_DAY)
    if is_blocked(link.address) or lately.count() >= ASKED_A_DAY or not to_sign(link.supervisor).exists():
        return
    mail_new(by=None, supervisor=link.supervisor, now=now)


@transaction.atomic
def not_me(*, link: SigningLink, now: datetime) -> None:
    """End the link and tell the managers. The trainee is told nothing; no letter goes to the address until a manager
    has looked."""
    rows = SigningLink.objects.filter(pk=link.pk, ended_at=None)
    if rows.update(ended_at=now, ending=LinkEnding.NOT_ME) != 1:
        return
    person = link.supervisor
    record(action="signing_link.not_me", by=None, subject=link, practitioner=person, fields=["ending"], now=now)
    for manager in managers_of(trainees_of(person)):
        queue_mail(
            key=f"signing-not-me:{link.pk}:{manager.pk}",
            to=manager.email,
            subject="Somebody says: I am not this supervisor",
            template="signing_not_me",
            context={"address": link.address},
            now=now,
        )
