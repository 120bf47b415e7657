"""A rebuild of many people beside an act on one of them: whoever comes second sees what the first wrote."""

import threading
import time

import pytest
from django.db import connection, transaction

from tests.factories import (
    NOW,
    ClinicFactory,
    LicenseCheckFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    days,
)
from training.actions import standing
from training.models import License, Practitioner
from training.queries.integrity import differences

pytestmark = pytest.mark.django_db(transaction=True)


def in_thread(name, act):
    def run():
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run, name=name)
    thread.start()
    return thread


@pytest.fixture
def person():
    place = PracticeRuleFactory().jurisdiction
    person = PractitionerFactory(clinic=ClinicFactory(jurisdiction=place))
    LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    standing.refresh_all([person.pk])
    return person


@pytest.fixture
def slow_rebuild(monkeypatch):
    """A rebuild that computes, then takes its time to write."""
    computed, began = standing.computed, threading.Event()

    def slowly(*given):
        answer = computed(*given)
        if threading.current_thread().name == "rebuild":
            began.set()
            time.sleep(0.6)
        return answer

    monkeypatch.setattr(standing, "computed", slowly)
    return began


def not_shown(person):
    """A manager's look that does not show the license, as `changing` writes it."""
    with standing.changing(Practitioner(pk=person.pk), now=NOW):
        license = License.objects.get(practitioner=person)
        LicenseCheckFactory(license=license, shows=False, checked_on=days(-1), recorded_at=NOW)


def race(person, began, rebuild):
    job = in_thread("rebuild", rebuild)
    assert began.wait(10)
    act = in_thread("act", lambda: not_shown(person))
    for thread in (job, act):
        thread.join(20)
    return list(differences())


def test_an_act_beside_a_rebuild_is_not_overwritten(person, slow_rebuild):
    assert race(person, slow_rebuild, lambda: standing.refresh_all([person.pk])) == []


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer, with or without the lock")
def test_without_the_lock_it_would_be(person, slow_rebuild):
    def unlocked():
        with transaction.atomic():
            standing.refresh([person.pk])

    assert race(person, slow_rebuild, unlocked) != []
