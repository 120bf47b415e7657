"""Receipts for those who closed the page before everything was signed."""

from datetime import datetime

from training.actions.sign_by_link import mail_receipt
from training.models import SigningLink
from training.queries.signing import PROVEN_FOR


def mail_left_receipts(*, now: datetime) -> None:
    """A receipt for each open link by which something was signed, once its 15 minutes are over. The outbox's key keeps
    it single; a link that goes on gets another one with its next word."""
    rows = SigningLink.objects.filter(ended_at=None, proved_at__lte=now - PROVEN_FOR, steps__isnull=False)
    for link in rows.select_related("supervisor").distinct():
        mail_receipt(link, now)
