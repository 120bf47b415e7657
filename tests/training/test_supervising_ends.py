"""Taking a supervisor's admission back: from a day on, with what is signed staying signed."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from tests.training.test_session_log import given
from training.actions import Refused
from training.actions.assignment import admit_supervisor, end_supervisor, retire
from training.actions.sign import verdict_on_signing
from training.models import AuditEvent, SupervisedSession
from training.queries.eligibility import eligibility

pytestmark = pytest.mark.django_db
ENDED = "Daniel Okafor was a supervisor until February 19, 2027."


@pytest.fixture
def manager(clinic):
    user = factories.UserFactory(role="manager")
    clinic.manager_rows.create(user=user)
    return user


def ended(manager, supervisor, on=None):
    return end_supervisor(by=manager, practitioner=supervisor, on=on or days(-10), now=NOW, today=TODAY)


def test_the_day_of_the_session_decides(manager, supervisor):
    ended(manager, supervisor)
    supervisor.refresh_from_db()
    assert eligibility(supervisor, days(-10))
    assert eligibility(supervisor, days(-9)).reason == ENDED


def test_it_is_on_record_once(manager, supervisor):
    ended(manager, supervisor)
    ended(manager, supervisor, days(-3))
    supervisor.refresh_from_db()
    assert supervisor.supervisor_until == days(-10)
    event = AuditEvent.objects.get(action="practitioner.end_supervisor")
    assert (event.actor_id, event.fields, event.chain) == (manager.pk, ["supervisor_until"], f"p:{supervisor.pk}")


def test_what_waits_is_signed_up_to_the_day_and_no_further(manager, supervisor, person):
    before = factories.SessionFactory(practitioner=person, supervisor=supervisor, happened_on=days(-10))
    after = factories.SessionFactory(practitioner=person, supervisor=supervisor, happened_on=days(-9))
    ended(manager, supervisor)
    for session in (before, after):
        session.refresh_from_db()
    assert verdict_on_signing(supervisor.user, before)
    assert verdict_on_signing(supervisor.user, after).reason == ENDED


def test_no_session_is_submitted_for_a_later_day(mine, manager, supervisor, clinic):
    ended(manager, supervisor)
    answer = mine.post("/my/sessions/new/", given(supervisor, clinic, submit="yes"))
    assert answer.status_code == 422
    assert ENDED in answer.content.decode()
    earlier = given(supervisor, clinic, submit="yes", happened_on=days(-10).isoformat())
    assert mine.post("/my/sessions/new/", earlier).status_code == 302


def test_who_stopped_long_ago_is_offered_to_those_who_named_them_before(mine, manager, supervisor, person):
    ended(manager, supervisor, days(-31))
    assert "Daniel Okafor" not in mine.get("/my/sessions/new/").content.decode()
    factories.SessionFactory(practitioner=person, supervisor=supervisor, happened_on=days(-40))
    assert "Daniel Okafor" in mine.get("/my/sessions/new/").content.decode()
    assert SupervisedSession.objects.count() == 1


def test_they_may_be_admitted_again(manager, supervisor):
    ended(manager, supervisor)
    admit_supervisor(by=manager, practitioner=supervisor, now=NOW, today=TODAY)
    supervisor.refresh_from_db()
    assert (supervisor.supervisor_at, supervisor.supervisor_by, supervisor.supervisor_until) == (NOW, manager, None)
    assert eligibility(supervisor, TODAY)


def test_only_a_manager_of_theirs_and_only_a_supervisor(manager, supervisor, person):
    with pytest.raises(Refused, match="Only a compliance manager"):
        ended(supervisor.user, supervisor)
    with pytest.raises(Refused, match="belongs to somebody else"):
        ended(factories.UserFactory(role="manager"), supervisor)
    with pytest.raises(Refused, match="not admitted as a supervisor"):
        ended(manager, person)


@pytest.mark.parametrize(
    ("day", "words"),
    [("1989-12-31", "too long ago"), ("9999-12-31", "within a year"), ("2028-03-02", "within a year")],
)
@pytest.mark.parametrize("act", ["end_supervisor", "retire"])
def test_a_slip_of_the_year_is_said_beside_the_day(browser_of, manager, supervisor, act, day, words):
    answer = browser_of(manager).post(reverse(f"desk:{act}", args=[supervisor.pk]), {"day": day})
    assert words in answer.content.decode()
    supervisor.refresh_from_db()
    assert (supervisor.supervisor_until, supervisor.retired_on) == (None, None)


def test_the_button_on_the_file(browser_of, manager, supervisor):
    desk, file = browser_of(manager), reverse("desk:practitioner", args=[supervisor.pk])
    address = reverse("desk:end_supervisor", args=[supervisor.pk])
    assert address in desk.get(file).content.decode()
    answer = desk.post(address, {"day": days(-10).isoformat()}, follow=True).content.decode()
    assert "What is signed stays signed." in answer
    assert "Feb 19, 2027" in answer
    assert f'action="{address}"' not in answer
    assert reverse("desk:admit_supervisor", args=[supervisor.pk]) in answer


def test_a_person_leaves_within_a_year(manager, person):
    with pytest.raises(Refused, match="within a year"):
        retire(by=manager, practitioner=person, on=TODAY + timedelta(days=367), now=NOW, today=TODAY)
    retire(by=manager, practitioner=person, on=TODAY + timedelta(days=365), now=NOW, today=TODAY)
