"""Supervisors without a login: their link, what they state, and a signature that waits for a manager."""

import hashlib
from datetime import timedelta

from tests.factories.days import NOW
from tests.factories.people import JurisdictionFactory, PractitionerFactory
from tests.factories.records import SessionFactory
from training import models
from training.session_content import content_hash


def without_login(**given) -> models.Practitioner:
    """Named by a trainee: nobody admitted them, nobody knows their license."""
    given = {"full_name": "Dana Whitfield", "email": "dana@clinic.example", **given}
    return PractitionerFactory(admitted=False, admitted_by=None, **given)


def signing_link(supervisor=None, token="a one-time link", **given) -> models.SigningLink:  # noqa: S107 - no password
    supervisor = supervisor or without_login()
    values = {
        "address": supervisor.email.lower(),
        "token_hash": hashlib.sha256(token.encode()).hexdigest(),
        "created_at": NOW - timedelta(hours=2),
        "expires_at": NOW + timedelta(days=30),
    }
    return models.SigningLink.objects.create(supervisor=supervisor, **values | given)


def statement(link, **given) -> models.SupervisorStatement:
    values = {"number": "PT 4711", "workplace": "Clinic Example", "years_licensed": 12, "training": "80 hours, 2015"}
    place = given.pop("jurisdiction", None) or JurisdictionFactory()
    values |= {"link": link, "supervisor": link.supervisor, "jurisdiction": place, "stated_at": NOW}
    return models.SupervisorStatement.objects.create(**values | given)


def link_signature(session=None, link=None, **given) -> models.LinkSignature:
    """A session signed by link that waits for a manager's word."""
    link = link or signing_link(session.supervisor if session else None, token=f"of {session and session.pk}")
    session = session or SessionFactory(supervisor=link.supervisor)
    session.state, session.content_hash = models.SessionState.TO_VERIFY, content_hash(session)
    session.save()
    said = models.SupervisorStatement.objects.filter(supervisor=link.supervisor).last() or statement(link)
    values = {
        "practitioner": session.practitioner,
        "statement": said,
        "signed_at": NOW,
        "printed_name": link.supervisor.full_name,
        "meaning": "I supervised this session.",
        "content_hash": session.content_hash,
        "proof": "emailed code",
        "proved_at": NOW,
    }
    return models.LinkSignature.objects.create(session=session, link=link, **values | given)
