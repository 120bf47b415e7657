"""The holder of a link has a login after all: what waits goes to their own queue."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.once import held
from training.actions.signing_code import locked
from training.models import LinkEnding, Practitioner, SessionState, SigningLink, SupervisedSession
from training.permissions import YES, Verdict, is_supervisor, no, record_of
from training.queries.navigation import to_sign
from training.queries.signing import bare
from training.session_content import content_hash


def may_take_in(user, link: SigningLink) -> Verdict:
    """The address of the link is a confirmed one of this login, and the login supervises."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    if bare(link.address) not in {bare(each) for each in confirmed}:
        words = "This letter went to another address than those of your login."
        return no(words, "Sign by the link, or sign in with the login of that address.")
    if not is_supervisor(user):
        return no("Your login is not admitted as a supervisor.", "Sign by the link, or ask a compliance manager.")
    return YES


def take_in(*, by, link: SigningLink, now: datetime) -> int:
    """Name the login's own record as the supervisor of all that waits, and end the link. Returns how many.

    The trainee meant whoever reads mail at this address: the letter and the login both show who that is.
    """
    require(may_take_in(by, link))
    mine = record_of(by)
    moved = sum(take_one(by, link, session, mine, now) for session in to_sign(link.supervisor))
    with transaction.atomic():
        link = locked(link, now)
        SigningLink.objects.filter(pk=link.pk).update(ended_at=now, ending=LinkEnding.SIGNED_IN)
        record(action="signing_link.sign_in", by=by, subject=link, practitioner=mine, fields=["ending"], now=now)
    return moved


@transaction.atomic
def take_one(by, link: SigningLink, session: SupervisedSession, mine: Practitioner, now: datetime) -> int:
    """One entry, by compare-and-swap: one that was withdrawn or signed meanwhile stays as it is."""
    person = held(session.practitioner)
    row = to_sign(link.supervisor).filter(pk=session.pk).first()
    if row is None or person.pk == mine.pk:
        return 0
    old, row.supervisor = row.content_hash, mine
    changes = {"supervisor": mine, "content_hash": content_hash(row)}
    waits = SupervisedSession.objects.filter(pk=row.pk, state=SessionState.SUBMITTED, content_hash=old)
    if waits.update(**changes) != 1:
        raise Refused("This session has just been changed by somebody else. Look at it again.")
    values = {"supervisor": mine.pk, "content_hash": changes["content_hash"]}
    record(action="session.readdress", by=by, subject=row, practitioner=person, fields=values, values=values, now=now)
    return 1
