"""After signing by link: the receipt for who signed, and a letter to the managers who verify it."""

from collections.abc import Iterator
from datetime import datetime

from training.actions.mail import queue_mail
from training.actions.sign import MEANING
from training.actions.verify_signature import may_judge
from training.models import LinkSignature, Practitioner, SessionState, SigningLink, User
from training.queries import organization
from training.queries.managers import administrators
from training.queries.signing import PROVEN_FOR, managers_of, signatures_to_verify


def mail_left_receipts(*, now: datetime) -> None:
    """A receipt for each open link by which something was signed, once its 15 minutes are over. The outbox's key keeps
    it single; a link that goes on gets another one with its next word."""
    rows = SigningLink.objects.filter(ended_at=None, proved_at__lte=now - PROVEN_FOR, steps__isnull=False)
    for link in rows.select_related("supervisor").distinct():
        mail_receipt(link, now)


def mail_receipt(link: SigningLink, now: datetime) -> None:
    """What was signed and returned by this link, with the hashes; once for each last word. The managers hear then."""
    steps = list(link.steps.select_related("session__practitioner").order_by("at", "pk"))
    if not steps:
        return
    signatures = list(link.signatures.select_related("session__practitioner"))
    receipt = queue_mail(
        key=f"signing-receipt:{link.pk}:{steps[-1].pk}",
        to=link.address,
        subject="Receipt: what you signed",
        template="signing_receipt",
        context={
            "supervisor": link.supervisor,
            "signatures": signatures,
            "returned": [step for step in steps if step.state == SessionState.RETURNED],
            "meaning": MEANING,
        },
        practitioner=link.supervisor,
        now=now,
    )
    if receipt:
        tell_managers(link, f"{link.pk}:{steps[-1].pk}", now)


def tell_managers(link: SigningLink, round_of_signing: str, now: datetime) -> None:
    """One letter to each manager for a round of signing, with the page that it is verified on."""
    for manager, count in who_verifies(link, now):
        queue_mail(
            key=f"signature-to-verify:{round_of_signing}:{manager.pk}",
            to=manager.email,
            subject="A signature waits to be verified" if count == 1 else f"{count} signatures wait to be verified",
            template="signature_to_verify",
            context={"link": link, "count": count},
            now=now,
        )


def who_verifies(link: SigningLink, now: datetime) -> list[tuple[User, int]]:
    """The managers of those who were signed for, each with how many wait for them; without one, the administrators."""
    waiting = link.signatures.filter(outcome=LinkSignature.Outcome.WAITING)
    managers = managers_of(Practitioner.objects.filter(pk__in=waiting.values("practitioner")))
    return list(those_who_may(managers, link, now)) or list(those_who_may(administrators(), link, now))


def those_who_may(users, link: SigningLink, now: datetime) -> Iterator[tuple[User, int]]:
    today = organization.today(now)
    for user in users.order_by("pk"):
        count = signatures_to_verify(user, today).filter(link=link).count()
        if count and may_judge(user, link):
            yield user, count
