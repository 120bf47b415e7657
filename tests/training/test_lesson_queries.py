"""A lesson page costs the same with one lesson and with thirty, whatever the person did in the module before."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import NOW
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from training.models import Attempt, LessonRead

pytestmark = pytest.mark.django_db
MOST = 12
FIRST_TIME, WITH_AN_OLD_REVISION = 9, 10


def module_of(lessons):
    """A module with so many lessons."""
    found = factories.ModuleFactory(revised=False)
    found.current = factories.ModuleRevisionFactory(module=found, lessons=parts(lessons))
    found.save()
    return found


def parts(count):
    return [{"id": f"l{n}", "title": f"Part {n}", "minutes": 5, "html": "<p>Words.</p>"} for n in range(1, count + 1)]


def read_all(person, revision):
    for lesson in revision.lessons:
        LessonRead.objects.create(practitioner=person, revision=revision, lesson=lesson["id"], read_at=NOW)


@pytest.mark.parametrize("lessons", [1, 30])
def test_a_lesson_of_a_module_read_once(mine, person, django_assert_num_queries, lessons):
    module = module_of(lessons)
    read_all(person, module.current)
    with django_assert_num_queries(FIRST_TIME):
        assert mine.get(f"/learn/{module.key}/lessons/{lessons}/").status_code == 200
    assert FIRST_TIME <= MOST


@pytest.mark.parametrize("lessons", [1, 30])
def test_a_lesson_with_a_completion_and_an_open_try_at_an_older_revision(
    mine, person, django_assert_num_queries, lessons
):
    module = module_of(lessons)
    factories.CompletionFactory(practitioner=person, revision=module.current)
    read_all(person, module.current)
    Attempt.objects.create(
        practitioner=person, module=module, revision=module.current, number=2, questions=[], started_at=NOW
    )
    module.current = factories.ModuleRevisionFactory(
        module=module, lessons=parts(lessons), published_at=NOW + timedelta(days=1)
    )
    module.save()
    with django_assert_num_queries(WITH_AN_OLD_REVISION):
        assert mine.get(f"/learn/{module.key}/lessons/{lessons}/").status_code == 200
    assert WITH_AN_OLD_REVISION <= MOST
