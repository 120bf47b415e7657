"""A stranger's request: stored once, mailed once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from cms.models import ConsultationRequest
from training.actions.mail import queue_mail
from training.models import OutgoingMail
from training.queries.organization import organization

LETTERS_A_DAY = 50


@transaction.atomic
def request_consultation(*, token: UUID, now: datetime, **fields) -> ConsultationRequest:
    """Keep a request for a consultation and tell the organization. The same `token` again changes nothing.

    After 50 letters within a day the rest are only kept, to be read in the editor: a flood does not reach a mailbox.
    """
    asked, made = ConsultationRequest.objects.get_or_create(
        token=token, defaults={**fields, "agreed_at": now, "received_at": now}
    )
    if made and letters_of_a_day(now) < LETTERS_A_DAY:
        queue_mail(
            key=f"consultation:{asked.pk}",
            to=organization().contact_email,
            subject=f"Consultation request from {asked.name}",
            template="consultation",
            context={"asked": asked},
            now=now,
        )
    return asked


def letters_of_a_day(now: datetime) -> int:
    return OutgoingMail.objects.filter(key__startswith="consultation:", created_at__gt=now - timedelta(days=1)).count()
