"""A rebuild of many people beside an act on one of them: whoever comes second sees what the first wrote."""

import threading
import time

import pytest
from django.db import connection, transaction

from tests.factories import (
    NOW,
    TODAY,
    ClinicFactory,
    LicenseCheckFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    days,
)
from tests.training.rule_story import adopted, draft, manager, therapist
from training.actions import house_policy, rule, standing
from training.models import HousePolicy, License, Practitioner
from training.queries.integrity import differences
from training.queries.standing import clearance
from training.trees import block

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
    with standing.changing(Practitioner(pk=person.pk)):
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


def test_a_policy_waits_for_a_rule_that_is_being_adopted(monkeypatch):
    """Whether or not both write to the same chain of the audit, whose lock is another matter."""
    for module in (rule, house_policy):
        monkeypatch.setattr(module, "record", lambda **event: None)
    by, row, inside = manager(), draft(requirements=[]), threading.Event()
    person = therapist(ClinicFactory(jurisdiction=row.jurisdiction))
    lines = [block("hours", "more", hours="500")]
    policy = HousePolicy.objects.create(name="More", requirements=lines, effective_from=days(-10))

    def adopt_slowly():
        with transaction.atomic():
            adopted(row, by=by)
            inside.set()
            time.sleep(0.6)

    job = in_thread("rule", adopt_slowly)
    assert inside.wait(10)
    house_policy.adopt_house_policy(by=by, policy=policy, now=NOW)
    job.join(20)
    assert clearance(person, row.jurisdiction, TODAY).outcome == "not_cleared"
    assert list(differences()) == []


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer, with or without the lock")
def test_without_the_lock_it_would_be(person, slow_rebuild):
    def unlocked():
        with transaction.atomic():
            standing.refresh([person.pk])

    assert race(person, slow_rebuild, unlocked) != []
