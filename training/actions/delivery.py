"""Sending the outbox: claim by lease, send, mark.

Nothing is lost. What was said is kept no longer than until it is sent: a letter may hold a one-time link.
Nothing is doubled, except at most one copy when a worker is killed between sending and marking,
and that copy has the same Message-ID.
"""

import hashlib
import logging
import time
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q

from training.models import OutgoingMail

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
# After each failure, in minutes. Together 82 hours: a mail server may be down for three days.
BACK_OFF = (1, 5, 30, 120, 480, 1440, 2880)
MAX_ATTEMPTS = len(BACK_OFF) + 1
AT_A_TIME = 1000
SECONDS_AT_A_TIME = 60


def send_waiting(*, now: datetime, seconds: float = SECONDS_AT_A_TIME) -> int:
    """Send what is due, oldest first, for at most `seconds`; a letter that fails never stops the rest.

    Returns how many were sent.
    """
    began, sent = time.monotonic(), 0
    for pk in list(due(now).values_list("pk", flat=True)[:AT_A_TIME]):
        elapsed = time.monotonic() - began
        if elapsed > seconds:
            break
        sent += send_one(pk, now=now + timedelta(seconds=elapsed))
    return sent


def send_one(pk: int, *, now: datetime) -> bool:
    """Send one letter if nobody else has it; a failure is written down, never raised."""
    lease = now + LEASE
    if not claim(pk, now=now, lease=lease):
        return False
    mine = OutgoingMail.objects.filter(pk=pk, claimed_until=lease, sent_at=None)
    mail = mine.get()
    try:
        as_message(mail).send()
    except Exception as error:  # whatever it is, it is this letter's, and the next one must go out
        log.warning("Letter %s was not sent (attempt %s): %s", pk, mail.attempts, type(error).__name__)
        mine.update(**after_failure(mail, error, now))
        return False
    mine.update(sent_at=now, claimed_until=None, last_error="", body="")  # it may hold a link that opens something
    return True


def due(now: datetime):
    """Letters that wait and that nobody holds."""
    waiting = OutgoingMail.objects.filter(sent_at=None, parked_at=None)
    return waiting.filter(Q(claimed_until=None) | Q(claimed_until__lte=now)).order_by("created_at", "pk")


def claim(pk: int, *, now: datetime, lease: datetime) -> bool:
    """Take a letter until `lease`. The attempt is counted first, so that a letter that kills its worker ends too."""
    due(now).filter(pk=pk, attempts__gte=MAX_ATTEMPTS).update(
        parked_at=now, claimed_until=None, last_error="Given up: the last attempt did not end."
    )
    return due(now).order_by().filter(pk=pk).update(claimed_until=lease, attempts=F("attempts") + 1) == 1


def after_failure(mail: OutgoingMail, error: Exception, now: datetime) -> dict:
    """When to try again, or that a person must look."""
    said = f"{type(error).__name__}: {error}"[:2000]
    if mail.attempts >= MAX_ATTEMPTS:
        return {"parked_at": now, "claimed_until": None, "last_error": said}
    return {"claimed_until": now + timedelta(minutes=BACK_OFF[mail.attempts - 1]), "last_error": said}


def as_message(mail: OutgoingMail) -> EmailMessage:
    headers = {"Message-ID": message_id(mail.key), "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=mail.subject, body=mail.body, to=[mail.to], headers=headers)


def message_id(key: str) -> str:
    """The same for every copy of a letter, so that mail programs show one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"
