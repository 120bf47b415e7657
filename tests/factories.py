"""Rows for tests. Each factory makes the smallest row that the database accepts, at `NOW`, by somebody.

What a rule must count is said where it is needed: `LicenseFactory(checked=True)`, `SessionFactory(signed=True)`,
`EvidenceFactory(accepted=True)`, `PractitionerFactory(admitted=True, login=True)`.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from training import models
from training.evaluation.dates import cycle
from training.permissions import ADMINISTRATOR, EDITOR, MANAGER
from training.trees import block

NOW = datetime(2027, 3, 1, 17, 0, tzinfo=UTC)  # noon in New York
TODAY = date(2027, 3, 1)
PASSWORD = "needle-point-demo"
ROLES = {"manager": MANAGER, "editor": EDITOR, "administrator": ADMINISTRATOR}


def days(count: int) -> date:
    """The day so many days from `TODAY`."""
    return TODAY + timedelta(days=count)


class UserFactory(DjangoModelFactory):
    """A login with a verified address; `role="manager"` puts it into that group."""

    class Meta:
        model = models.User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@pinpoint.example")

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, **kwargs):
        return model_class.objects.create_user(password=password, **kwargs)

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        if extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        if extracted:
            self.groups.add(Group.objects.get_or_create(name=ROLES[extracted])[0])


class JurisdictionFactory(DjangoModelFactory):
    class Meta:
        model = models.Jurisdiction
        django_get_or_create = ("code",)

    code = "US-FL"
    name = factory.LazyAttribute(lambda row: {"US-FL": "Florida", "US-CO": "Colorado"}.get(row.code, row.code))
    status = models.LawStatus.PERMITTED
    source = "Fla. Admin. Code 64B17-6.008"
    confidence = models.Confidence.CONFIRMED


class ClinicFactory(DjangoModelFactory):
    """A clinic; `manager=user` lets them answer for its people."""

    class Meta:
        model = models.Clinic
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Clinic {n}")
    jurisdiction = factory.SubFactory(JurisdictionFactory)
    time_zone = "America/New_York"
    city = "Tampa"

    @factory.post_generation
    def manager(self, create, extracted, **kwargs):
        if extracted:
            models.ClinicManager.objects.create(user=extracted, clinic=self)


class PractitionerFactory(DjangoModelFactory):
    """A record, admitted unless `admitted=False`; `login=True` adds a login, `clinic=` an assignment."""

    class Meta:
        model = models.Practitioner
        skip_postgeneration_save = True

    class Params:
        login = factory.Trait(user=factory.SubFactory(UserFactory))
        admitted = True
        supervisor = False

    full_name = factory.Sequence(lambda n: f"Inés Zamora {n}")
    sort_name = factory.LazyAttribute(lambda row: ", ".join(reversed(row.full_name.split(" ", 1))))
    email = factory.LazyAttribute(
        lambda row: row.user.email if row.user else f"{row.full_name.split()[-1]}@record.example"
    )
    user = None
    recorded_at = NOW - timedelta(days=900)
    name_confirmed_at = NOW - timedelta(days=900)
    admitted_at = factory.LazyAttribute(lambda row: NOW - timedelta(days=900) if row.admitted else None)
    admitted_by = factory.Maybe("admitted", factory.SubFactory(UserFactory), None)
    supervisor_at = factory.LazyAttribute(lambda row: NOW - timedelta(days=900) if row.supervisor else None)
    supervisor_by = factory.Maybe("supervisor", factory.SubFactory(UserFactory), None)

    @factory.post_generation
    def clinic(self, create, extracted, **kwargs):
        if extracted:
            AssignmentFactory(practitioner=self, clinic=extracted, **kwargs)


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Assignment

    practitioner = factory.SubFactory(PractitionerFactory)
    clinic = factory.SubFactory(ClinicFactory)
    starts_on = days(-900)
    recorded_at = NOW - timedelta(days=900)
    recorded_by = factory.SubFactory(UserFactory)


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
        "eligibility": {"eligible": True},
        **changes,
    }
    return models.SignOff.objects.create(session=session, supervisor=session.supervisor, **given)


class ModuleFactory(DjangoModelFactory):
    """A module with one frozen revision: one lesson, one question, one hour."""

    class Meta:
        model = models.Module
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Needle safety {n}")
    slug = factory.Sequence(lambda n: f"needle-safety-{n}")

    @factory.post_generation
    def revised(self, create, extracted, **kwargs):
        if extracted is not False:
            self.current = ModuleRevisionFactory(module=self, **kwargs)
            self.save()


class ModuleRevisionFactory(DjangoModelFactory):
    class Meta:
        model = models.ModuleRevision

    module = factory.SubFactory(ModuleFactory, revised=False)
    number = factory.LazyAttribute(lambda row: row.module.revisions.count() + 1)
    title = factory.SelfAttribute("module.title")
    summary = "What every needle asks for."
    credit = [{"subject": "safety", "mode": "self_paced", "minutes": 60}]
    lessons = [{"id": "l1", "title": "Before the needle", "minutes": 60, "html": "<p>Screen first.</p>", "blocks": []}]
    questions = [
        {
            "id": "q1",
            "kind": "single",
            "text": "What comes first?",
            "options": [{"id": "a", "text": "Screening"}, {"id": "b", "text": "The needle"}],
            "answer": ["a"],
            "feedback": "Screening comes first.",
            "reference": "",
        }
    ]
    pass_correct = 1
    content_hash = factory.Sequence(lambda n: hashlib.sha256(f"revision {n}".encode()).hexdigest())
    published_at = NOW - timedelta(days=100)


class CompletionFactory(DjangoModelFactory):
    """A passed quiz."""

    class Meta:
        model = models.Completion

    practitioner = factory.SubFactory(PractitionerFactory)
    revision = factory.SubFactory(ModuleRevisionFactory)
    completed_on = days(-20)
    recorded_at = NOW - timedelta(days=20)
    attempt = factory.LazyAttribute(lambda row: passed_attempt(row.practitioner, row.revision))


def passed_attempt(practitioner, revision) -> models.Attempt:
    return models.Attempt.objects.create(
        practitioner=practitioner,
        module=revision.module,
        revision=revision,
        number=models.Attempt.objects.filter(practitioner=practitioner, module=revision.module).count() + 1,
        questions=[question["id"] for question in revision.questions],
        started_at=NOW - timedelta(days=20, hours=1),
        submitted_at=NOW - timedelta(days=20),
        correct=revision.pass_correct,
        passed=True,
    )


class SchemeFactory(DjangoModelFactory):
    class Meta:
        model = models.Scheme

    name = factory.Sequence(lambda n: f"Dry needling practitioner {n}")
    slug = factory.Sequence(lambda n: f"dry-needling-{n}")
    summary = "Needles muscles safely."


class SchemeVersionFactory(DjangoModelFactory):
    """An adopted version that asks for 20 hours, and for 5 hours to renew; 24 months, window 3, grace 2."""

    class Meta:
        model = models.SchemeVersion

    scheme = factory.SubFactory(SchemeFactory)
    number = factory.LazyAttribute(lambda row: row.scheme.versions.count() + 1)
    effective_from = days(-2000)
    initial = [block("hours", "initial-hours", hours="20")]
    renewal = [block("hours", "renewal-hours", hours="5")]
    certificate_words = "has met the requirements"
    adopted_at = NOW - timedelta(days=2000)
    adopted_by = factory.SubFactory(UserFactory)


class EnrollmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Enrollment

    practitioner = factory.SubFactory(PractitionerFactory)
    version = factory.SubFactory(SchemeVersionFactory)
    scheme = factory.SelfAttribute("version.scheme")
    enrolled_on = days(-800)
    agreed_at = NOW - timedelta(days=800)
    recorded_at = NOW - timedelta(days=800)


class CycleFactory(DjangoModelFactory):
    """An awarded certification of an enrolled practitioner, valid 24 months from its anchor."""

    class Meta:
        model = models.Cycle

    class Params:
        dates = factory.LazyAttribute(lambda row: cycle(row.anchor, row.number, 24, 3, 2))

    practitioner = factory.SubFactory(PractitionerFactory)
    version = factory.SubFactory(SchemeVersionFactory)
    scheme = factory.SelfAttribute("version.scheme")
    anchor = days(-600)
    number = 0
    starts_on = factory.LazyAttribute(lambda row: row.dates.starts_on)
    valid_until = factory.LazyAttribute(lambda row: row.dates.valid_until)
    window_opens_on = factory.LazyAttribute(lambda row: row.dates.window_opens_on)
    grace_until = factory.LazyAttribute(lambda row: row.dates.grace_until)
    decision = factory.LazyAttribute(lambda row: awarded(row))


def awarded(row) -> models.Decision:
    """The decision behind a cycle; the enrollment behind the decision."""
    pair = {"practitioner": row.practitioner, "scheme": row.scheme}
    if not models.Enrollment.objects.filter(**pair).exists():
        EnrollmentFactory(**pair, version=row.version, enrolled_on=row.starts_on)
    return DecisionFactory(
        **pair,
        kind=models.DecisionKind.RENEW if row.number else models.DecisionKind.AWARD,
        effective_on=row.starts_on,
        decided_at=datetime.combine(row.starts_on, datetime.min.time(), UTC),
    )


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = models.Decision

    practitioner = factory.SubFactory(PractitionerFactory)
    scheme = factory.SubFactory(SchemeFactory)
    kind = models.DecisionKind.AWARD
    decided_at = NOW
    decided_by = factory.SubFactory(UserFactory)
    effective_on = TODAY
    reason = "All requirements are met."
    evaluation = {"outcome": "ready", "findings": []}
    evaluation_digest = "0" * 64


class PracticeRuleFactory(DjangoModelFactory):
    """An adopted rule that asks for nothing but the license that every rule implies; `requirements=` adds."""

    class Meta:
        model = models.PracticeRule

    jurisdiction = factory.SubFactory(JurisdictionFactory)
    number = factory.LazyAttribute(lambda row: row.jurisdiction.rules.count() + 1)
    state = models.PracticeRule.State.ADOPTED
    status = models.LawStatus.PERMITTED
    effective_from = days(-2000)
    citation = "Fla. Admin. Code 64B17-6.008"
    review_on = days(300)
    drafted_at = NOW - timedelta(days=400)
    adopted_at = NOW - timedelta(days=400)
    adopted_by = factory.SubFactory(UserFactory)
