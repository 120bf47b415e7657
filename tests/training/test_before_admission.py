"""Somebody who signed up and whom no clinic has admitted yet: they learn and add records, and reach nobody else."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests import factories
from tests.factories import NOW
from tests.training.my_story import browser_of, clinic, noon, supervisor  # noqa: F401
from tests.training.test_session_log import given
from training.actions import Refused
from training.actions import session as sessions
from training.actions.enrollment import enroll
from training.models import Enrollment, JoinRequest, SupervisedSession

pytestmark = pytest.mark.django_db
WHY = "Harbor Clinic has to admit you first."
MEANWHILE = "Until then you can learn, and add licenses and other records."


@pytest.fixture
def stranger(clinic):
    person = factories.PractitionerFactory(login=True, admitted=False, admitted_by=None)
    JoinRequest.objects.create(practitioner=person, clinic=clinic, requested_at=NOW)
    return person


@pytest.fixture
def browser(browser_of, stranger):
    return browser_of(stranger.user)


def admit(person):
    person.admitted_at, person.admitted_by = NOW, factories.UserFactory(role="manager")
    person.save()


def test_no_supervisor_is_named_and_no_session_is_sent(browser, stranger, supervisor):
    for address in ("/my/sessions/new/", "/my/sessions/", "/my/"):
        page = browser.get(address)
        assert page.status_code == 200
        assert supervisor.full_name not in page.content.decode()
    page = browser.get("/my/sessions/new/").content.decode()
    assert WHY in page
    assert MEANWHILE in page
    for button in ("submit", "draft"):
        answer = browser.post("/my/sessions/new/", given(supervisor, **{button: "yes"}))
        assert answer.status_code == 403
        assert WHY in answer.content.decode()
    assert not SupervisedSession.objects.exists()
    admit(stranger)
    assert supervisor.full_name in browser.get("/my/sessions/new/").content.decode()
    assert browser.post("/my/sessions/new/", given(supervisor, submit="yes")).status_code == 302


def test_nobody_enrolls(browser, stranger):
    scheme = factories.SchemeVersionFactory().scheme
    address = f"/my/schemes/{scheme.slug}/"
    page = browser.get(address).content.decode()
    assert WHY in page
    assert f"{address}enroll/" not in page
    assert WHY in browser.post(f"{address}enroll/", {"agree": "yes"}, follow=True).content.decode()
    assert not Enrollment.objects.exists()
    admit(stranger)
    assert f"{address}enroll/" in browser.get(address).content.decode()
    browser.post(f"{address}enroll/", {"agree": "yes"})
    assert Enrollment.objects.count() == 1


def test_the_acts_refuse_whoever_calls_them(stranger, supervisor):
    session = factories.SessionFactory(practitioner=stranger, supervisor=supervisor, state="draft")
    values = {name: getattr(session, name) for name in sessions.GIVEN}
    with pytest.raises(Refused, match="has to admit you first"):
        sessions.draft(by=stranger.user, practitioner=stranger, values=values, now=NOW)
    with pytest.raises(Refused, match="has to admit you first"):
        sessions.revise(by=stranger.user, session=session, values=values, now=NOW)
    with pytest.raises(Refused, match="has to admit you first"):
        sessions.submit(by=stranger.user, session=session, now=NOW)
    scheme = factories.SchemeVersionFactory().scheme
    with pytest.raises(Refused, match="has to admit you first"):
        enroll(by=stranger.user, practitioner=stranger, scheme=scheme, now=NOW, today=NOW.date())


def test_without_a_request_any_clinic_will_do(browser, stranger):
    JoinRequest.objects.all().delete()
    assert "A clinic has to admit you first." in browser.get("/my/sessions/new/").content.decode()


@pytest.mark.parametrize("address", ["/learn/", "/my/records/", "/my/records/licenses/new/", "/my/records/credit/new/"])
def test_learning_and_adding_records_are_open(browser, address):
    assert browser.get(address).status_code == 200
