"""What else rests on a voided session: statements that counted it, and what a supervisor has signed who needs it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOW, TODAY, PractitionerFactory, SessionFactory, UserFactory, days
from tests.training.signed_story import signed_session
from tests.training.signing import supervising
from tests.training.test_statements import asking, florida, logged, signing  # noqa: F401 - a fixture too
from training.actions.void_session import ask, confirm
from training.models import AuditEvent, ReviewTask, Statement
from training.queries.review_tasks import cause_of, named_by, reason_of
from training.queries.standing import clearance

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def supervisor():
    return supervising()


@pytest.fixture
def maya():
    return PractitionerFactory(login=True, full_name="Maya Reyes")


@pytest.fixture
def administrator():
    return UserFactory(role="administrator")


def voided(session, by):
    asked = ask(by=session.practitioner.user, session=session, reason="Another day.", now=LATER, today=TODAY)
    return confirm(by=by, void=asked, now=LATER, today=TODAY)


def own_sessions(supervisor, count):
    """Sessions of the supervisor's own that others signed, the last 40 days ago."""
    trainer = PractitionerFactory(supervisor=True)
    given = {"practitioner": supervisor, "supervisor": trainer, "signed": True}
    return [SessionFactory(**given, happened_on=days(-40 - back)) for back in range(count)]


def test_a_statement_that_counted_the_session_is_named_and_counts_on(maya, supervisor, florida, administrator):  # noqa: F811
    first, *_ = logged(maya, supervisor, 3)
    statement = signing(asking(maya, supervisor, florida))
    voided(first, administrator)
    task = ReviewTask.objects.get()
    assert (task.cause, task.practitioner, task.session) == ("session_void", maya, first)
    assert task.rests_on == [{"kind": "statement", "id": statement.pk}]
    (named,) = named_by(task)
    assert named.words.startswith("“Supervisor's statement that no more supervised sessions are needed” about Maya")
    assert (named.since, named.url) == ("It still counts.", reverse("desk:statement", args=[statement.pk]))
    assert Statement.objects.get().superseded_at is None, "nothing is undone by itself"
    assert clearance(maya, florida, TODAY)


def test_what_the_statement_did_not_count_opens_nothing(maya, supervisor, florida, administrator):  # noqa: F811
    logged(maya, supervisor, 2)
    by_video = SessionFactory(
        practitioner=maya, supervisor=supervisor, mode="telehealth", happened_on=days(-5), signed=True
    )
    signing(asking(maya, supervisor, florida))
    voided(by_video, administrator)
    assert not ReviewTask.objects.exists()


def test_below_25_sessions_of_their_own_what_they_signed_comes_up_in_the_files_of_the_trainees(
    maya, supervisor, administrator
):
    own = own_sessions(supervisor, 25)
    rachel = PractitionerFactory(login=True, full_name="Rachel Stone")
    signed = [signed_session(person, supervisor) for person in (maya, rachel)]
    assert "sessions_25" in signed[0].sign_off.eligibility["qualifications"]
    voided(own[0], administrator)
    tasks = list(ReviewTask.objects.order_by("practitioner"))
    assert [(task.cause, task.practitioner, task.rests_on) for task in tasks] == [
        ("count_void", session.practitioner, [{"kind": "session", "id": session.pk}]) for session in signed
    ]
    assert "25 sessions of their own" in reason_of(tasks[0])
    assert cause_of(tasks[0], UserFactory()).url == "", "whose session it was is not everybody's to read"
    chains = AuditEvent.objects.filter(action="review.open").values_list("chain", flat=True)
    assert set(chains) == {f"p:{supervisor.pk}"}
    voided(own[1], administrator)
    assert ReviewTask.objects.count() == 2, "nobody is asked about the same signature twice"


def test_with_25_left_nothing_comes_up(maya, supervisor, administrator):
    own = own_sessions(supervisor, 26)
    signed_session(maya, supervisor)
    voided(own[0], administrator)
    assert not ReviewTask.objects.exists()


def test_signatures_for_days_before_the_session_do_not_rest_on_it(maya, supervisor, administrator):
    own_sessions(supervisor, 25)
    signed_session(maya, supervisor, happened_on=days(-20))
    late = SessionFactory(
        practitioner=supervisor, supervisor=PractitionerFactory(supervisor=True), happened_on=days(-1), signed=True
    )
    voided(late, administrator)
    assert not ReviewTask.objects.exists()


def test_a_statement_that_they_signed_comes_up_too(maya, supervisor, florida, administrator):  # noqa: F811
    own = own_sessions(supervisor, 25)
    logged(maya, supervisor, 2)
    statement = signing(asking(maya, supervisor, florida))
    voided(own[0], administrator)
    assert ReviewTask.objects.get().rests_on == [{"kind": "statement", "id": statement.pk}]
