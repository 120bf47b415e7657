"""A supervisor's own log: what they signed and still stands, in numbers and for a spreadsheet."""

import csv
from datetime import date

import pytest
from django.urls import reverse

from tests.factories import NOW, PractitionerFactory, SessionFactory
from training.queries.supervision_log import supervised, totals

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor():
    return PractitionerFactory(login=True, supervisor=True)


@pytest.fixture
def page(client, supervisor, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(supervisor.user)
    return client


@pytest.fixture
def maya(supervisor):
    person = PractitionerFactory(full_name="Maya Reyes")
    for day, regions in [(date(2027, 1, 5), ["neck"]), (date(2027, 2, 6), ["neck", "shoulder"])]:
        SessionFactory(practitioner=person, supervisor=supervisor, happened_on=day, regions=regions, signed=True)
    return person


def test_totals_by_month_region_and_trainee(supervisor, maya):
    SessionFactory(supervisor=supervisor, practitioner__full_name="=Jonas", happened_on=date(2027, 2, 7), signed=True)
    found = totals(supervised(supervisor))
    assert (found.sessions, found.trainees) == (3, 2)
    assert found.by_month == [(date(2027, 2, 1), 2), (date(2027, 1, 1), 1)]
    assert found.by_region == [("Neck", 3), ("Shoulder", 1)]
    assert found.by_trainee == [("Maya Reyes", 2), ("=Jonas", 1)]


def test_only_ones_own_that_are_signed_and_stand(supervisor, maya):
    SessionFactory(supervisor=supervisor)
    SessionFactory(supervisor=supervisor, signed=True, superseded_at=NOW)
    SessionFactory(signed=True)
    assert totals(supervised(supervisor)).sessions == 2


def test_the_page_and_the_file_hold_the_same(page, supervisor, maya):
    html = page.get(reverse("supervise:log")).content.decode()
    assert "<b>2</b> sessions of <b>1</b> trainee." in html
    reply = page.get(reverse("supervise:log_csv"))
    rows = list(csv.reader(b"".join(reply.streaming_content).decode("utf-8-sig").splitlines()))
    assert [row[:2] for row in rows[1:]] == [["2027-02-06", "Maya Reyes"], ["2027-01-05", "Maya Reyes"]]
    assert rows[1][-1] == supervised(supervisor).first().sign_off.content_hash


def test_a_period_narrows_both(page, maya):
    period = {"since": "2027-02-01", "until": "2027-02-28"}
    assert page.get(reverse("supervise:log"), period).context["totals"].sessions == 1
    reply = page.get(reverse("supervise:log_csv"), period)
    assert len(b"".join(reply.streaming_content).decode().splitlines()) == 2


def test_a_name_is_no_formula(page, supervisor):
    SessionFactory(supervisor=supervisor, practitioner__full_name="=Jonas", signed=True)
    text = b"".join(page.get(reverse("supervise:log_csv")).streaming_content).decode()
    assert "'=Jonas" in text


def test_signing_makes_no_session_of_the_supervisors_own(supervisor, maya):
    assert supervisor.sessions.count() == 0
