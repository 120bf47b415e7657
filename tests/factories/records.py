"""Licenses and looks, evidence and files, sessions and signatures."""

import hashlib
from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories.days import NOW, days
from tests.factories.people import JurisdictionFactory, PractitionerFactory, UserFactory
from training import models


class LicenseFactory(DjangoModelFactory):
    """A license as claimed; `checked=True` adds a look that shows it in good standing."""

    class Meta:
        model = models.License
        skip_postgeneration_save = True

    practitioner = factory.SubFactory(PractitionerFactory)
    jurisdiction = factory.SubFactory(JurisdictionFactory)
    number = factory.Sequence(lambda n: f"PT {10000 + n}")
    normalized_number = factory.LazyAttribute(lambda row: row.number.replace(" ", "").upper())
    issued_on = days(-900)
    expires_on = days(400)
    recorded_at = NOW - timedelta(days=30)
    recorded_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def checked(self, create, extracted, **kwargs):
        if extracted:
            LicenseCheckFactory(license=self, **kwargs)


class LicenseCheckFactory(DjangoModelFactory):
    class Meta:
        model = models.LicenseCheck

    license = factory.SubFactory(LicenseFactory)
    checked_on = days(-30)
    checked_by = factory.SubFactory(UserFactory)
    source = "The board's register"
    shows = True
    status_shown = "Active"
    in_good_standing = factory.SelfAttribute("shows")
    issued_on = factory.LazyAttribute(lambda row: row.license.issued_on if row.shows else None)
    expires_on = factory.LazyAttribute(lambda row: row.license.expires_on if row.shows else None)
    fresh_until = factory.LazyAttribute(lambda row: row.checked_on + timedelta(days=120))
    recorded_at = NOW - timedelta(days=30)


class EvidenceFactory(DjangoModelFactory):
    """An external course of 20 hours in person; `minutes=0` leaves it without a line, `accepted=True` counts it."""

    class Meta:
        model = models.Evidence
        skip_postgeneration_save = True

    class Params:
        accepted = False

    practitioner = factory.SubFactory(PractitionerFactory)
    kind = models.EvidenceKind.CREDIT
    title = "Dry needling, part 1"
    provider = "An institute"
    happened_on = days(-60)
    state = factory.LazyAttribute(
        lambda row: models.EvidenceState.ACCEPTED if row.accepted else models.EvidenceState.SUBMITTED
    )
    recorded_at = NOW - timedelta(days=30)
    recorded_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def minutes(self, create, extracted, **kwargs):
        if self.kind == models.EvidenceKind.CREDIT and extracted != 0:
            line = {"subject": models.Subject.TECHNIQUE, "mode": models.DeliveryMode.IN_PERSON, **kwargs}
            models.CreditLine.objects.create(evidence=self, minutes=extracted or 1200, **line)

    @factory.post_generation
    def steps(self, create, extracted, **kwargs):
        said = [models.EvidenceState.SUBMITTED, *([self.state] if self.state != "submitted" else [])]
        for state in said:
            models.EvidenceStep.objects.create(evidence=self, state=state, at=self.recorded_at, by=self.recorded_by)


class StoredFileFactory(DjangoModelFactory):
    class Meta:
        model = models.StoredFile

    practitioner = factory.SubFactory(PractitionerFactory)
    file = factory.django.FileField(filename="course.pdf", data=b"%PDF-1.7\n%%EOF\n")
    original_name = "course.pdf"
    content_type = "application/pdf"
    size = 15
    sha256 = hashlib.sha256(b"%PDF-1.7\n%%EOF\n").hexdigest()
    uploaded_at = NOW - timedelta(days=30)
    uploaded_by = factory.SubFactory(UserFactory)


class SessionFactory(DjangoModelFactory):
    """A supervised session, submitted; `signed=True` adds the supervisor's signature."""

    class Meta:
        model = models.SupervisedSession
        skip_postgeneration_save = True

    practitioner = factory.SubFactory(PractitionerFactory)
    supervisor = factory.SubFactory(PractitionerFactory, supervisor=True, login=True)
    state = models.SessionState.SUBMITTED
    happened_on = days(-10)
    mode = models.SessionMode.IN_PERSON
    supervision = models.Supervision.IN_ROOM
    regions = ["neck"]
    screened = True
    consented = True
    content_hash = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    submitted_at = factory.LazyAttribute(lambda row: None if row.state == "draft" else NOW - timedelta(days=9))
    recorded_at = NOW - timedelta(days=9)
    recorded_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def signed(self, create, extracted, **kwargs):
        if extracted:
            sign(self, **kwargs)


def sign(session, **changes) -> models.SignOff:
    """The supervisor's signature on a session, as a row."""
    models.SupervisedSession.objects.filter(pk=session.pk).update(state=models.SessionState.SIGNED)
    session.state = models.SessionState.SIGNED
    given = {
        "signed_by": session.supervisor.user or UserFactory(),
        "signed_at": NOW - timedelta(days=8),
        "printed_name": session.supervisor.full_name,
        "meaning": "I supervised this session.",
        "content_hash": session.content_hash,
        "proof": "password",
        "proved_at": NOW - timedelta(days=8),
        "eligibility": {"eligible": True, "qualifications": []},
        **changes,
    }
    return models.SignOff.objects.create(session=session, supervisor=session.supervisor, **given)
