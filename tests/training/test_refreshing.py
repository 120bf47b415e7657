"""Answers are brought up to date behind the screen: shown while it goes on, done once, gone on with after a kill."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.urls import reverse

from tests.factories import (
    NOW,
    ClinicFactory,
    EnrollmentFactory,
    JurisdictionFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    UserFactory,
)
from training.actions import refreshing, standing
from training.models import Jurisdiction, Refresh, Standing, StandingPair
from training.queries.integrity import differences
from training.queries.stale import refreshes, stale_people

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def place():
    return PracticeRuleFactory().jurisdiction


def at_work_in(place, count: int) -> list:
    clinic = ClinicFactory(jurisdiction=place)
    people = [PractitionerFactory(clinic=clinic) for _ in range(count)]
    for person in people:
        LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    standing.refresh_all([person.pk for person in people])
    return people


@pytest.fixture
def five(place):
    return at_work_in(place, 5)


@pytest.fixture
def job(place, five, monkeypatch) -> Refresh:
    """Five people in Florida are stale, two of them a batch, and nobody is at it yet."""
    monkeypatch.setattr(refreshing, "AT_ONCE", 0)
    monkeypatch.setattr(refreshing, "BATCH", 2)
    refreshing.jurisdictions_changed([place], now=NOW)
    return Refresh.objects.get()


def turn(job, *, at=NOW, seconds=0.0) -> bool:
    more = refreshing.REBUILDS.work(job.pk, now=at, seconds=seconds)
    job.refresh_from_db()
    return more


def test_few_people_are_answered_at_once(place, five):
    refreshing.jurisdictions_changed([place], now=NOW)
    assert not Refresh.objects.exists()
    assert set(StandingPair.objects.values_list("rules_version", flat=True)) == {1}


def test_many_are_answered_in_turns_and_it_says_how_far_it_is(job):
    assert (job.total, job.done) == (5, 0)
    assert [(turn(job), job.done) for _ in range(3)] == [(True, 2), (True, 4), (False, 5)]
    assert job.finished_at == NOW
    assert refreshes() == []
    assert list(differences()) == []


def test_run_twice_it_does_nothing_the_second_time(job, monkeypatch):
    turn(job, seconds=10)
    monkeypatch.setattr(refreshing, "refresh_all", None)
    assert turn(job) is False


def test_what_acts_refreshed_meanwhile_is_not_done_again(job, five, monkeypatch):
    done = []
    refresh_all = refreshing.refresh_all
    monkeypatch.setattr(
        refreshing, "refresh_all", lambda people, place: done.extend(people) or refresh_all(people, place)
    )
    with standing.changing(five[0]):
        pass
    turn(job, seconds=10)
    assert done == [person.pk for person in five[1:]]


def test_while_one_worker_is_at_it_another_is_not(job):
    assert refreshing.REBUILDS.claim(job.pk, NOW)
    assert refreshing.REBUILDS.claim(job.pk, NOW) is None
    assert turn(job) is False
    assert job.done == 0


def test_a_killed_worker_is_taken_over_where_it_was(job, time_machine):
    turn(job)
    refreshing.REBUILDS.claim(job.pk, NOW)  # a worker that dies here
    assert refreshing.REBUILDS.take_up_dropped(now=NOW) == 0
    time_machine.move_to(LATER)
    assert refreshing.REBUILDS.take_up_dropped(now=LATER) == 1  # the test's tasks run at once
    job.refresh_from_db()
    assert (job.done, bool(job.finished_at)) == (5, True)
    assert list(differences()) == []


def test_a_slow_worker_gives_back_nothing_that_another_took_over(job):
    slow, other = refreshing.REBUILDS.claim(job.pk, NOW), refreshing.REBUILDS.claim(job.pk, LATER)
    refreshing.REBUILDS.failed(slow, LATER)
    job.refresh_from_db()
    assert (job.failures, job.claimed_until) == (0, other.claimed_until)


def test_a_rule_that_changes_meanwhile_is_answered_by_the_same_job(job, place):
    turn(job)
    refreshing.jurisdictions_changed([place], now=NOW)
    job.refresh_from_db()
    assert (Refresh.objects.count(), job.total, job.done) == (1, 5, 0)
    turn(job, seconds=10)
    assert (job.done, bool(job.finished_at)) == (5, True)
    assert set(StandingPair.objects.values_list("rules_version", flat=True)) == {2}


def test_only_the_answers_of_that_place_are_replaced(place, five, monkeypatch):
    other = PracticeRuleFactory(jurisdiction__code="US-CO").jurisdiction
    LicenseFactory(practitioner=five[0], jurisdiction=other, checked=True)
    standing.refresh_all([five[0].pk])
    before = set(Standing.objects.filter(jurisdiction=other).values_list("pk", flat=True))
    refreshing.jurisdictions_changed([place], now=NOW)
    assert set(Standing.objects.filter(jurisdiction=other).values_list("pk", flat=True)) == before
    assert list(differences()) == []


def test_several_places_are_one_job(place, five, monkeypatch):
    other = JurisdictionFactory(code="US-CO")
    at_work_in(other, 2)
    monkeypatch.setattr(refreshing, "AT_ONCE", 0)
    refreshing.jurisdictions_changed([place, other], now=NOW)
    job = Refresh.objects.get()
    assert (job.jurisdiction, job.total) == (None, 7)
    turn(job, seconds=10)
    assert job.finished_at
    assert list(differences()) == []


def test_a_scheme_is_answered_anew(monkeypatch):
    version = SchemeVersionFactory()
    people = [EnrollmentFactory(version=version).practitioner for _ in range(3)]
    standing.refresh_all([person.pk for person in people])
    monkeypatch.setattr(refreshing, "AT_ONCE", 0)
    refreshing.scheme_changed(version.scheme, now=NOW)
    job = Refresh.objects.get()
    assert (job.scheme, job.total) == (version.scheme, 3)
    turn(job, seconds=10)
    assert not stale_people(scheme=version.scheme).exists()
    assert list(differences()) == []


def test_a_failure_is_tried_again_and_then_given_up_and_said(job, monkeypatch):
    monkeypatch.setattr(standing, "computed", None)
    for minute in (0, 2, 4):
        assert turn(job, at=NOW + timedelta(minutes=minute)) is False
    assert (job.failures, job.gave_up, bool(job.finished_at)) == (3, True, True)
    assert refreshes() == [job]


def test_what_was_given_up_is_forgotten_once_nothing_is_stale(job, monkeypatch):
    Refresh.objects.filter(pk=job.pk).update(gave_up=True, finished_at=NOW)
    refreshing.forget_old(now=NOW)
    assert refreshes() == [job]
    refreshing.refresh_all(list(stale_people().values_list("pk", flat=True)))
    refreshing.forget_old(now=NOW)
    assert refreshes() == []


def test_a_job_that_moves_nothing_does_not_run_for_ever(job, monkeypatch):
    monkeypatch.setattr(refreshing, "refresh_all", lambda people, place: None)
    assert turn(job) is False
    assert job.failures == 1


def test_a_rule_adopted_during_a_turn_is_no_failure(job, place, monkeypatch):
    refresh_all = refreshing.refresh_all

    def adopted_at_the_end(people, where):
        refresh_all(people, where)
        monkeypatch.setattr(refreshing, "refresh_all", refresh_all)
        refreshing.jurisdictions_changed([Jurisdiction.objects.get(pk=place.pk)], now=LATER)

    monkeypatch.setattr(refreshing, "BATCH", 5)
    monkeypatch.setattr(refreshing, "refresh_all", adopted_at_the_end)
    assert turn(job) is True
    assert (job.failures, job.claimed_until, job.done) == (0, None, 0)
    assert turn(job) is False
    assert (job.done, bool(job.finished_at)) == (5, True)


def test_a_job_that_was_begun_anew_is_not_given_up_for_its_old_failures(job, place):
    Refresh.objects.filter(pk=job.pk).update(failures=2)
    claimed = refreshing.REBUILDS.claim(job.pk, NOW)
    refreshing.jurisdictions_changed([Jurisdiction.objects.get(pk=place.pk)], now=NOW)
    refreshing.REBUILDS.failed(claimed, NOW)
    job.refresh_from_db()
    assert (job.failures, job.gave_up) == (1, False)


def test_adopting_by_the_screen_begins_a_job_that_the_pages_show(client, job, place):
    client.force_login(UserFactory(role="manager"))
    words = "Answers for Florida are being brought up to date: 0 of 5."
    rule = place.rules.get()
    pages = [reverse("desk:today"), reverse("desk:rules"), reverse("desk:rule", args=[rule.pk]), reverse("desk:roster")]
    assert [words in client.get(page).text for page in pages] == [True] * len(pages)
    fragment = client.get(reverse("desk:refreshing"), headers={"HX-Request": "true"})
    assert (fragment.status_code, words in fragment.text) == (200, True)
    turn(job, seconds=10)
    fragment = client.get(reverse("desk:refreshing"), headers={"HX-Request": "true"})
    assert (fragment.status_code, "Every answer is up to date." in fragment.text) == (286, True)
    assert [words in client.get(page).text for page in pages] == [False] * len(pages)


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_an_adoption_at_once_leave_nothing_stale(place, five, monkeypatch):
    monkeypatch.setattr(refreshing, "BATCH", 1)
    monkeypatch.setattr("training.tasks.bring_up_to_date_now", SimpleNamespace(enqueue=lambda pk: None))
    monkeypatch.setattr(refreshing, "AT_ONCE", 0)
    refreshing.jurisdictions_changed([place], now=NOW)
    job = Refresh.objects.get()

    def work():
        try:
            for _ in range(20):
                refreshing.REBUILDS.work(job.pk, now=NOW, seconds=0)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    refreshing.jurisdictions_changed([Jurisdiction.objects.get(pk=place.pk)], now=NOW)
    for worker in workers:
        worker.join(30)
    for left in Refresh.objects.filter(finished_at=None):
        refreshing.REBUILDS.work(left.pk, now=LATER, seconds=10)
    assert not Refresh.objects.filter(finished_at=None).exists()
    assert list(differences()) == []
