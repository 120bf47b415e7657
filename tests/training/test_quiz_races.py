"""A hundred double clicks at once: one try, one completion. Each guard is shown to be needed by taking it away."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import NOW, TODAY, PractitionerFactory
from tests.training.quiz_story import every_kind, made
from training.actions import Refused, learning
from training.models import Attempt, AuditEvent, Completion, LessonRead

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MANY, FEW = 100, 4
one_writer = pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer, with or without guards")


@pytest.fixture
def person():
    return PractitionerFactory(login=True)


@pytest.fixture
def module(person):
    module = made()
    for lesson in module.current.lessons:
        LessonRead.objects.create(practitioner=person, revision=module.current, lesson=lesson["id"], read_at=NOW)
    return module


@pytest.fixture
def trying(person, module):
    """Every question is answered right, and nothing is handed in."""
    attempt = start(person, module)
    chosen = {question["id"]: question["answer"] for question in every_kind()}
    learning.answer(by=person.user, attempt=attempt, chosen=chosen, now=NOW)
    return attempt


def start(person, module):
    return learning.start(by=person.user, practitioner=person, module=module, now=NOW)


def submit(attempt):
    return learning.submit(by=attempt.practitioner.user, attempt=attempt, now=NOW, today=TODAY)


def at_once(times: int, act) -> list:
    """What each of so many parallel acts brought: what it made, or the error that it met."""
    begin = Barrier(times)

    def one(_):
        try:
            connection.ensure_connection()
            begin.wait(60)
            return act()
        except (Refused, IntegrityError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def many() -> int:
    """A hundred; as many as the server lets in where that is fewer; a few for SQLite, which takes one after another."""
    if connection.vendor == "sqlite":
        return 2 * FEW
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return min(MANY, int(cursor.fetchone()[0]) - 20)


def test_a_hundred_starts_open_one_try(person, module):
    found = at_once(many(), lambda: start(person, module))
    assert {attempt.pk for attempt in found} == {Attempt.objects.get().pk}
    assert AuditEvent.objects.filter(action="attempt.start").count() == 1


def test_a_hundred_submissions_make_one_completion(trying):
    found = at_once(many(), lambda: submit(trying))
    assert {attempt.correct for attempt in found} == {4}
    assert Completion.objects.get().attempt == trying
    assert AuditEvent.objects.filter(action__in=["attempt.submit", "module.complete"]).count() == 2


def together(monkeypatch, name: str) -> None:
    """Everybody reaches this step of the act before anybody goes on."""
    meet, step = Barrier(FEW), getattr(learning, name)

    def met(*given):
        meet.wait(20)
        return step(*given)

    monkeypatch.setattr(learning, name, met)


@contextmanager
def without(constraints: list, make_room):
    """The database without these constraints of a model's table."""
    with connection.schema_editor() as editor:
        for model, constraint in constraints:
            editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        make_room()
        with connection.schema_editor() as editor:
            for model, constraint in constraints:
                editor.add_constraint(model, constraint)


@one_writer
@pytest.mark.parametrize(
    ("lifted", "tries"),
    [
        ([], 1),
        (["attempt_open_once"], 1),
        (["attempt_number_once"], 1),
        (["attempt_open_once", "attempt_number_once"], FEW),
    ],
)
def test_without_the_lock_a_start_fails_and_without_the_constraints_there_are_several(
    person, module, monkeypatch, lifted, tries
):
    monkeypatch.setattr(learning, "held", lambda practitioner: practitioner)
    together(monkeypatch, "drawn_from")
    constraints = [(Attempt, each) for each in Attempt._meta.constraints if each.name in lifted]
    with without(constraints, Attempt.objects.all().delete):
        found = at_once(FEW, lambda: start(person, module))
        assert Attempt.objects.count() == tries
    assert sum(isinstance(each, IntegrityError) for each in found) == FEW - tries


@contextmanager
def unlocked(practitioner):
    with transaction.atomic():
        yield practitioner


def overwriting(attempt, given, at):
    """Grading that does not ask whether it was graded meanwhile."""
    attempt.passed, attempt.correct, attempt.submitted_at = True, len(given), at
    attempt.save()


@pytest.fixture
def unlocked_submission(monkeypatch):
    monkeypatch.setattr(learning, "changing", unlocked)
    together(monkeypatch, "require_all_answered")


def one_of_few_completes(trying, error) -> None:
    """All others who hand the try in beside it meet this error."""
    found = at_once(FEW, lambda: submit(trying))
    assert sum(isinstance(each, error) for each in found) == FEW - 1
    assert Completion.objects.count() == 1


@one_writer
def test_without_the_lock_grading_looks_before_it_writes(trying, unlocked_submission):
    one_of_few_completes(trying, Refused)


@one_writer
def test_if_it_did_not_the_database_would_refuse_a_second_completion(trying, unlocked_submission, monkeypatch):
    monkeypatch.setattr(learning, "graded", overwriting)
    one_of_few_completes(trying, IntegrityError)


@one_writer
def test_with_no_guard_there_would_be_several(trying, unlocked_submission, monkeypatch):
    monkeypatch.setattr(learning, "graded", overwriting)
    with completions_not_unique():
        at_once(FEW, lambda: submit(trying))
        assert Completion.objects.count() == FEW


@contextmanager
def completions_not_unique():
    """The table of completions, without the rule of one for an attempt."""
    table = Completion._meta.db_table
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, table)
        name = next(name for name, each in known.items() if each["unique"] and each["columns"] == ["attempt_id"])
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    try:
        yield
    finally:
        Completion.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" UNIQUE (attempt_id)')
