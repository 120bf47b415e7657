"""Mail as a row in the action's transaction: written once for a key, sent later by a worker (`actions.delivery`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.template import Context
from django.template.loader import get_template

from training.models import OutgoingMail, Practitioner
from training.queries.organization import organization, read_once
from training.tasks import send_mail_now, send_waiting_mail_now

MAX_SUBJECT = OutgoingMail._meta.get_field("subject").max_length
MAX_ADDRESS = OutgoingMail._meta.get_field("to").max_length


def queue_mail(
    *,
    key: str,
    to: str,
    subject: str,
    template: str,
    context: dict,
    practitioner: Practitioner | None = None,
    now: datetime,
) -> OutgoingMail | None:
    """Write a letter into the outbox, in the caller's transaction; a worker sends it after the commit.

    The body is `templates/emails/<template>.txt`, closed by the organization's signature. None if the key was
    queued before, or if there is no address to write to. What is not an address is kept, parked, for a person to see.
    """
    if not to or OutgoingMail.objects.filter(key=key).exists():
        return None
    return insert(written(Letter(key, to, subject, template, context, practitioner), now))


@dataclass(frozen=True, slots=True)
class Letter:
    """What `queue_mail` takes, for many at once."""

    key: str
    to: str
    subject: str
    template: str
    context: dict
    practitioner: Practitioner | None = None


def queue_many(letters: Iterable[Letter], *, now: datetime) -> int:
    """Write letters into the outbox, in the caller's transaction, with the same few statements whatever their number.

    Returns how many: without those whose key was queued before and those without an address. The caller sees to it
    that nobody writes the same keys meanwhile.
    """
    letters = [each for each in letters if each.to]
    keys = [each.key for each in letters]
    known = set(OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True))
    with read_once():
        rows = [written(each, now) for each in letters if each.key not in known]
    OutgoingMail.objects.bulk_create(rows)
    if rows:
        transaction.on_commit(send_waiting_mail_now.enqueue, robust=True)
    return len(rows)


def written(letter: Letter, now: datetime) -> OutgoingMail:
    """The row of a letter. What is not an address is parked."""
    return OutgoingMail(
        key=letter.key,
        practitioner=letter.practitioner,
        to=letter.to[:MAX_ADDRESS],
        subject=one_line(letter.subject)[:MAX_SUBJECT],
        body=body_of(letter.template, letter.context),
        created_at=now,
        **({} if is_address(letter.to) else {"parked_at": now, "last_error": "This is not an email address."}),
    )


def insert(mail: OutgoingMail) -> OutgoingMail | None:
    """Save in a savepoint: a second writer of the same key gets None, and the caller's transaction lives on."""
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
    except IntegrityError:
        if OutgoingMail.objects.filter(key=mail.key).exists():
            return None
        raise
    if mail.parked_at is None:
        transaction.on_commit(partial(send_mail_now.enqueue, mail.pk), robust=True)
    return mail


def address_of(practitioner: Practitioner) -> str:
    """Where a person reads mail: their login's address, or the one on record; empty if the login is closed."""
    if practitioner.user is None:
        return practitioner.email
    return practitioner.user.email if practitioner.user.is_active else ""


def body_of(template: str, context: dict) -> str:
    """The letter as plain text: nothing is escaped, blank lines that tags leave are folded."""
    values = {"organization": organization(), "base_url": settings.BASE_URL, **context}
    parts = [text_of(f"emails/{template}.txt", values), text_of("emails/_signature.txt", values)]
    return "\n\n".join(parts) + "\n"


def text_of(name: str, values: dict) -> str:
    text = get_template(name).template.render(Context(values, autoescape=False))
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line for line, before in zip(lines, ["-", *lines], strict=False) if line or before)


def one_line(text: str) -> str:
    """A subject that cannot carry a second header: no line ends, no control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= MAX_ADDRESS
