"""The emailed code: six digits, 15 minutes, five tries, one browser."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from training.actions import Refused
from training.actions.audit import record
from training.actions.joining import hashed
from training.actions.mail import queue_mail
from training.models import SigningLink
from training.queries.signing import is_alive

GOOD_FOR = timedelta(minutes=15)
A_MINUTE = timedelta(minutes=1)
TRIES = 5
CODES = 20  # a link: so that guessing has a hundred tries at a million codes
OVER = "This link is over."
ANOTHER = "Ask for a new code."


def send_code(*, link: SigningLink, now: datetime) -> None:
    """Mail a new code to the address of the link; the one before is dead. A second click within a minute mails none."""
    with transaction.atomic():
        link = locked(link, now)
        if link.code_hash and link.code_sent_at > now - A_MINUTE:
            return
        if link.codes_sent >= CODES:
            raise Refused("This link has used up its codes. Sign what is left with the next link that you get.")
        code = f"{secrets.randbelow(10**6):06}"
        SigningLink.objects.filter(pk=link.pk).update(
            code_hash=hash_of(link, code), code_sent_at=now, code_tries=0, codes_sent=link.codes_sent + 1
        )
        person = link.supervisor
        record(action="signing_link.code", by=None, subject=link, practitioner=person, fields=["code_hash"], now=now)
        mail(link, code, now)


def mail(link: SigningLink, code: str, now: datetime) -> None:
    queue_mail(
        key=f"signing-code:{link.pk}:{link.codes_sent + 1}",
        to=link.address,
        subject="Your code for signing",
        template="signing_code",
        context={"supervisor": link.supervisor, "code": code},
        practitioner=link.supervisor,
        now=now,
    )


def hash_of(link: SigningLink, code: str) -> str:
    """Keyed: the codes are few enough to try all of them against a plain hash."""
    return salted_hmac("training.signing_code", f"{link.pk}:{code}", algorithm="sha256").hexdigest()


def prove(*, link: SigningLink, code: str, now: datetime) -> str:
    """Take a code once. Returns the secret that ties the proof to one browser; another browser's proof ends with it.

    A wrong code is counted, and `Refused` says what to do.
    """
    with transaction.atomic():
        link = locked(link, now)
        problem = flaw_of(link, code, now)
        if problem:
            count(link)
        else:
            secret = keep_proof(link, now)
    if problem:
        raise Refused(problem, field="code")
    return secret


def flaw_of(link: SigningLink, code: str, now: datetime) -> str:
    if not link.code_hash:
        return f"No code is waiting. {ANOTHER}"
    if now - link.code_sent_at >= GOOD_FOR:
        return f"This code is older than 15 minutes. {ANOTHER}"
    if constant_time_compare(hash_of(link, "".join(code.split())), link.code_hash):
        return ""
    left = TRIES - link.code_tries - 1
    if left <= 0:
        return f"This is not the code, and it was the last try. {ANOTHER}"
    return f"This is not the code. {left} {'try is' if left == 1 else 'tries are'} left."


def count(link: SigningLink) -> None:
    dead = {"code_hash": ""} if link.code_tries + 1 >= TRIES else {}
    SigningLink.objects.filter(pk=link.pk).update(code_tries=F("code_tries") + 1, **dead)


def keep_proof(link: SigningLink, now: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    SigningLink.objects.filter(pk=link.pk).update(code_hash="", proved_at=now, browser_hash=hashed(secret))
    person = link.supervisor
    record(action="signing_link.prove", by=None, subject=link, practitioner=person, fields=["proved_at"], now=now)
    return secret


def locked(link: SigningLink, now: datetime) -> SigningLink:
    """The link as it is now, with its row locked, while it can be used."""
    row = SigningLink.objects.select_for_update(no_key=True, of=("self",)).select_related("supervisor").get(pk=link.pk)
    if not is_alive(row, now):
        raise Refused(OVER)
    return row
