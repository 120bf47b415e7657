"""`/find/`: who opted in and may practice today where they work today; nobody else, and nothing private."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.rule_story import adopted, draft, manager, place, therapist
from training.actions.standing import refresh_all
from training.models import Practitioner, Standing
from training.queries.find import count_at, therapists
from training.trees import block

pytestmark = pytest.mark.django_db
HOURS = [block("hours", "min_course_hours", hours="50")]


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clinic():
    adopted(draft(requirements=HOURS))
    return factories.ClinicFactory(
        name="Larkspur Tampa", jurisdiction=place(), city="Tampa", postal_code="33601", phone="+1 813 555 0142"
    )


def names(response) -> list[str]:
    return [row.practitioner.full_name for row, *_ in response.context["therapists"]]


def test_a_cleared_therapist_who_opted_in_is_found(client, clinic):
    therapist(clinic)
    response = client.get("/find/")
    assert names(response) == ["Inés Zamora"]
    text = response.content.decode()
    assert "Larkspur Tampa" in text
    assert "+1 813 555 0142" in text


def test_nothing_private_is_shown(client, clinic):
    person = therapist(clinic, login=True, phone="+1 555 0100")
    text = client.get("/find/").content.decode()
    for private in (person.email, person.phone, person.licenses.get().number, "cleared until"):
        assert private not in text


def test_provisional_practice_counts(client, clinic):
    adopted(draft(place("US-CO", "Colorado"), requirements=HOURS), provisional_hours=30, provisional_months=48)
    therapist(factories.ClinicFactory(jurisdiction=place("US-CO", "Colorado")), minutes=1800)
    assert names(client.get("/find/?jurisdiction=US-CO")) == ["Inés Zamora"]


def not_opted_in(clinic):
    therapist(clinic, listed=False)


def short_of_hours(clinic):
    therapist(clinic, minutes=600)


def prohibited(clinic):
    adopted(draft(place("US-NY", "New York", status="prohibited"), requirements=[]))
    therapist(factories.ClinicFactory(jurisdiction=place("US-NY", "New York")))


def not_adopted(clinic):
    therapist(factories.ClinicFactory(jurisdiction=place("US-OH", "Ohio")))


def check_overdue(clinic):
    person = therapist(clinic)
    person.licenses.get().checks.update(fresh_until=days(-1))
    refresh_all([person.pk])
    assert Standing.objects.filter(outcome="check_due", starts_on__lte=TODAY, ends_on__gte=TODAY).exists()


def license_ended(clinic):
    person = therapist(clinic)
    person.licenses.get().checks.update(expires_on=days(-1))
    refresh_all([person.pk])


def left_the_clinic(clinic):
    therapist(clinic).assignments.update(ends_on=days(-1))


def not_begun(clinic):
    therapist(clinic).assignments.update(starts_on=days(1))


def clinic_closed(clinic):
    therapist(clinic)
    clinic.closed_on = TODAY
    clinic.save()


def retired(clinic):
    person = therapist(clinic)
    Practitioner.objects.filter(pk=person.pk).update(retired_on=days(-5))


def not_admitted(clinic):
    therapist(clinic, admitted=False)


def stale(clinic):
    person = therapist(clinic)
    Practitioner.objects.filter(pk=person.pk).update(facts_version=99)


def cleared_elsewhere(clinic):
    """Cleared in Florida, at work in New York only."""
    adopted(draft(place("US-NY", "New York", status="prohibited"), requirements=[]))
    person = therapist(clinic)
    person.assignments.update(clinic=factories.ClinicFactory(jurisdiction=place("US-NY", "New York")))
    refresh_all([person.pk])


@pytest.mark.parametrize(
    "hidden",
    [
        not_opted_in, short_of_hours, prohibited, not_adopted, check_overdue, license_ended, left_the_clinic, not_begun,
        clinic_closed, retired, not_admitted, stale, cleared_elsewhere,
    ],
)  # fmt: skip
def test_who_is_never_found(client, clinic, hidden):
    hidden(clinic)
    assert Practitioner.objects.filter(full_name="Inés Zamora").exists()
    assert names(client.get("/find/")) == []
    assert count_at(place(), TODAY) == 0


def test_only_certifications_held_today_are_named(client, clinic):
    """Somebody cleared by law may hold no certification of ours: then none is named."""
    version = factories.SchemeVersionFactory(scheme=factories.SchemeFactory(name="Needle Held", slug="held"))
    held, lapsed, revoked = (therapist(clinic, name) for name in ("Ama Held", "Bo Lapsed", "Cy Revoked"))
    factories.CycleFactory(practitioner=held, version=version, anchor=days(-100))
    factories.CycleFactory(practitioner=lapsed, version=version, anchor=days(-2000))
    factories.CycleFactory(practitioner=revoked, version=version, anchor=days(-100))
    factories.DecisionFactory(
        practitioner=revoked, scheme=version.scheme, kind="revoke", effective_on=days(-1), decided_at=NOW - timedelta(1)
    )
    for person in (held, lapsed, revoked):
        refresh_all([person.pk])
    outcomes = Standing.objects.filter(scheme=version.scheme, starts_on__lte=TODAY, ends_on__gte=TODAY)
    assert set(outcomes.values_list("outcome", flat=True)) == {"active", "lapsed", "revoked"}
    response = client.get("/find/")
    assert {row.practitioner.full_name: schemes for row, schemes, _ in response.context["therapists"]} == {
        "Ama Held": [("Needle Held", "")],
        "Bo Lapsed": [],
        "Cy Revoked": [],
    }
    assert response.content.decode().count("Needle Held") == 1


def test_what_the_law_or_a_decision_limits_is_said_with_the_name(client, clinic):
    person = therapist(clinic)
    factories.CycleFactory(practitioner=person, anchor=days(-100))
    refresh_all([person.pk])
    Standing.objects.filter(jurisdiction=clinic.jurisdiction).update(scope=["neck", "shoulder"])
    Standing.objects.filter(scheme__isnull=False).update(scope=["deep"])
    page = " ".join(client.get("/find/").content.decode().split())
    assert "May needle here: neck, shoulder." in page and "Certified for deep needling only." in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("jurisdiction=US-FL", True),
        ("place=tam", True),
        ("place=larkspur", True),
        ("place=33601", True),
        ("name=zamora ines", True),
        ("name=ZAMORA", True),
        ("place=Boise", False),
        ("name=Nobody", False),
    ],
)
def test_filters(client, clinic, query, found):
    therapist(clinic)
    response = client.get(f"/find/?{query}")
    assert names(response) == (["Inés Zamora"] if found else [])
    assert ("Nobody matches this today." in response.content.decode()) != found


@pytest.mark.parametrize("query", ["jurisdiction=XX", "page=999", "page=-1", f"name={'x' * 500}", "place=%F0%9F%99%82"])
def test_bad_input_is_no_error(client, clinic, query):
    therapist(clinic)
    assert client.get(f"/find/?{query}").status_code == 200


def test_pages_and_queries(client, clinic, django_assert_num_queries):
    therapist(clinic)
    client.get("/find/")
    with CaptureQueriesContext(connection) as one_row:
        client.get("/find/")
    for number in range(29):
        therapist(clinic, f"Person {number:02}")
    with django_assert_num_queries(len(one_row)):
        response = client.get("/find/")
    assert len(names(response)) == 20
    assert len(names(client.get("/find/?page=2"))) == 10


def test_somebody_at_two_clinics_is_found_at_both_and_counted_once(client, clinic):
    person = therapist(clinic)
    second = factories.ClinicFactory(jurisdiction=clinic.jurisdiction)
    factories.AssignmentFactory(practitioner=person, clinic=second, recorded_by=manager())
    assert names(client.get("/find/")) == ["Inés Zamora"] * 2
    assert count_at(clinic.jurisdiction, TODAY) == 1
    assert therapists(days(1000)).count() == 0
    assert "1 to 2 of 2 listings, one for each clinic" in client.get("/find/").content.decode()
