"""The desk's first page: what waits for a manager, what is to be watched, and what to set up."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    TODAY,
    ClinicFactory,
    CycleFactory,
    EvidenceFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    UserFactory,
    days,
)
from training.actions.standing import refresh_all
from training.models import Evidence, Renewal

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def clinic(manager):
    return ClinicFactory(manager=manager, name="Tampa")


@pytest.fixture
def person(clinic):
    return PractitionerFactory(login=True, full_name="Maya Reyes", clinic=clinic)


@pytest.fixture
def desk(client, manager, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(manager)
    return client


def test_today_counts_what_waits_and_how_long(desk, clinic, person):
    PracticeRuleFactory(jurisdiction=clinic.jurisdiction)
    LicenseFactory(practitioner=person)
    row = EvidenceFactory(practitioner=person)
    Evidence.objects.filter(pk=row.pk).update(recorded_at=NOW - timedelta(days=4))
    version = SchemeVersionFactory()
    ending = CycleFactory(practitioner=person, version=version, anchor=days(-715))
    refresh_all([person.pk])
    EvidenceFactory(practitioner=PractitionerFactory(clinic=ClinicFactory()))
    reply = desk.get(reverse("desk:today"))
    queues = {queue.url_name: queue for queue in reply.context["queues"]}
    assert (queues["desk:evidence"].count, queues["desk:evidence"].note) == (1, "oldest waits 4 days")
    assert (queues["desk:checks"].count, queues["desk:checks"].note) == (1, "1 never checked")
    assert [row.deadline for row, _ in reply.context["lapsing"]] == [ending.valid_until]
    assert str(sum(queue.count for queue in reply.context["queues"])) == reply.context["waiting"]


def queue_of(reply, words):
    found = [*reply.context["queues"], *reply.context["watched"]]
    return next(queue for queue in found if queue.words == words)


def test_today_counts_only_what_waits_and_names_who_works_uncleared(desk, clinic, person):
    PracticeRuleFactory(jurisdiction=clinic.jurisdiction)
    LicenseFactory(practitioner=person, checked=True, checked__expires_on=days(-1), checked__checked_on=days(-30))
    CycleFactory(practitioner=person, version=SchemeVersionFactory(), anchor=days(-715))
    refresh_all([person.pk])
    reply = desk.get(reverse("desk:today"))
    working = queue_of(reply, "Working, not cleared")
    assert (working.count, working.note) == (1, "1 with a license that has ended")
    assert [line.practitioner for line in desk.get(working.url).context["lines"]] == [person]
    assert queue_of(reply, "Certifications that end within 30 days").count == 1
    assert reply.context["waiting"] == str(sum(queue.count for queue in reply.context["queues"]))
    assert "Working, not cleared" not in {queue.words for queue in reply.context["queues"]}


def test_who_has_a_following_cycle_is_not_next_to_lapse(desk, person):
    version = SchemeVersionFactory()
    for number in (0, 1):
        CycleFactory(practitioner=person, version=version, anchor=days(-715), number=number)
    refresh_all([person.pk])
    assert desk.get(reverse("desk:today")).context["lapsing"] == []


def test_a_lapsed_person_who_is_ready_again_waits_for_a_decision(desk, person):
    cycle = CycleFactory(practitioner=person, version=SchemeVersionFactory(), anchor=days(-900))
    refresh_all([person.pk])
    assert list(desk.get(reverse("desk:ready")).context["page_obj"]) == []
    EvidenceFactory(practitioner=person, minutes=1200, accepted=True)
    refresh_all([person.pk])
    (row,) = desk.get(reverse("desk:ready")).context["page_obj"]
    assert (row.practitioner, row.outcome) == (person, "lapsed")
    given = {"submitted_on": TODAY, "submitted_at": NOW, "evaluation": {}}
    Renewal.objects.create(practitioner=person, scheme=cycle.scheme, cycle=cycle, **given)
    assert list(desk.get(reverse("desk:ready")).context["page_obj"]) == []


def test_a_fresh_installation_is_told_what_to_set_up(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(UserFactory(role="administrator", first_name="", last_name=""))
    reply = client.get(reverse("desk:today"))
    assert [step.done for step in reply.context["steps"]] == [False] * 7
    assert reverse("desk:rules") in reply.content.decode()


def test_the_checklist_goes_when_all_is_done(desk, person):
    from training.models import Organization

    Organization.objects.create(name="Larkspur")
    SchemeVersionFactory()
    PracticeRuleFactory()
    assert desk.get(reverse("desk:today")).context["steps"] == []
