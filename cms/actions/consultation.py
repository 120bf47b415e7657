"""A stranger's request: stored once, mailed once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cms.models import ConsultationRequest
from training.actions.mail import queue_mail
from training.queries.organization import organization


@transaction.atomic
def request_consultation(*, token: UUID, now: datetime, **fields) -> ConsultationRequest:
    """Keep a request for a consultation and tell the organization. The same `token` again changes nothing."""
    asked, made = ConsultationRequest.objects.get_or_create(
        token=token, defaults={**fields, "agreed_at": now, "received_at": now}
    )
    if made:
        queue_mail(
            key=f"consultation:{asked.pk}",
            to=organization().contact_email,
            subject=f"Consultation request from {asked.name}",
            template="consultation",
            context={"asked": asked},
            now=now,
        )
    return asked
