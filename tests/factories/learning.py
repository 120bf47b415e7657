"""Modules, revisions, passed quizzes."""

import hashlib
from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories.days import NOW, days
from tests.factories.people import PractitionerFactory, UserFactory
from training import models
from training.wordings import wording_of


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


class CurriculumFactory(DjangoModelFactory):
    """A curriculum that is offered, of the `modules` given, in their order."""

    class Meta:
        model = models.Curriculum
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Foundations {n}")
    slug = factory.Sequence(lambda n: f"foundations-{n}")
    summary = "For therapists before their first session."

    @factory.post_generation
    def modules(self, create, extracted, **kwargs):
        for number, module in enumerate(extracted or [], 1):
            self.places.create(module=module, position=number)


class AccommodationFactory(DjangoModelFactory):
    """Half as much time again, since long ago."""

    class Meta:
        model = models.Accommodation

    practitioner = factory.SubFactory(PractitionerFactory)
    extra_percent = 50
    basis = "Letter on file with human resources."
    starts_on = days(-300)
    recorded_at = NOW - timedelta(days=300)
    recorded_by = factory.SubFactory(UserFactory)


class CompletionFactory(DjangoModelFactory):
    """A passed quiz."""

    class Meta:
        model = models.Completion

    practitioner = factory.SubFactory(PractitionerFactory)
    revision = factory.SubFactory(ModuleRevisionFactory)
    completed_on = days(-20)
    recorded_at = NOW - timedelta(days=20)
    attempt = factory.LazyAttribute(lambda row: passed_attempt(row.practitioner, row.revision))


def erratum_notice(attempt, words="The needle comes second, not first.", **given) -> models.ErratumNotice:
    """An erratum about the first question of a try, and its person's notice."""
    question = attempt.revision.questions[0]
    erratum = models.Erratum.objects.create(
        module=attempt.module,
        revision=attempt.revision,
        question=question["id"],
        wording=wording_of(question),
        words=words,
        published_at=NOW,
        published_by=UserFactory(role="editor"),
        **given,
    )
    return erratum.notices.create(practitioner=attempt.practitioner, attempt=attempt, noticed_at=NOW)


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
