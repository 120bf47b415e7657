"""Extra time at quizzes: who grants it, how it is replaced, and what stays of it."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from tests.factories import NOW, TODAY, AccommodationFactory, ClinicFactory, PractitionerFactory, days
from tests.training.desk_story import clinic, manager, person  # noqa: F401
from training.actions import Refused
from training.actions.accommodation import grant, withdraw
from training.models import Accommodation, AuditEvent
from training.queries.quiz_time import accommodation_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
WORDS = "Agreed with human resources on March 1."


def granted(manager, person, **given):
    values = {"extra_percent": 50, "basis": WORDS, "starts_on": TODAY, "ends_on": None, "now": NOW, "today": TODAY}
    return grant(by=manager, practitioner=person, **values | given)


def test_a_grant_is_a_row_and_a_change_closes_it_and_adds_one(manager, person):
    first = granted(manager, person)
    second = granted(manager, person, extra_percent=100, now=LATER)
    first.refresh_from_db()
    assert (first.extra_percent, first.superseded_at, first.superseded_by) == (50, LATER, manager)
    assert accommodation_of(person, TODAY) == second
    acts = AuditEvent.objects.filter(chain=f"p:{person.pk}", action="accommodation.grant")
    assert [event.fields for event in acts] == [["basis", "ends_on", "extra_percent", "starts_on"]] * 2
    assert not any(WORDS in str(vars(event)) for event in acts), "words about a person stay out of the record"


def test_a_double_click_grants_once(manager, person):
    assert granted(manager, person) == granted(manager, person, now=NOW + timedelta(seconds=1))
    assert Accommodation.objects.count() == 1


def test_there_is_one_at_a_time(manager, person):
    granted(manager, person)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccommodationFactory(practitioner=person)


def test_it_is_taken_back_once(manager, person):
    row = granted(manager, person)
    acts = {"by": manager, "practitioner": person, "now": LATER, "today": TODAY}
    assert withdraw(**acts) == row
    assert withdraw(**acts) is None
    assert accommodation_of(person, TODAY) is None
    assert AuditEvent.objects.filter(action="accommodation.withdraw").count() == 1


@pytest.mark.parametrize(
    ("given", "field"), [({"ends_on": days(-1)}, "ends_on"), ({"starts_on": days(1), "now": LATER}, "starts_on")]
)
def test_days_that_cannot_be_are_refused_beside_the_field(manager, person, given, field):
    granted(manager, person)
    with pytest.raises(Refused) as refused:
        granted(manager, person, **given)
    assert refused.value.field == field
    assert Accommodation.objects.get().superseded_at is None


def test_one_for_later_follows_one_that_has_ended(manager, person):
    AccommodationFactory(practitioner=person, ends_on=days(-1))
    assert granted(manager, person, starts_on=days(1)).starts_on == days(1)


def test_nobody_grants_it_to_themselves_or_elsewhere(manager, person):
    own = PractitionerFactory(user=manager, clinic=person.assignments.get().clinic)
    elsewhere = PractitionerFactory(clinic=ClinicFactory())
    for by, whose in ((manager, own), (manager, elsewhere), (person.user, person)):
        with pytest.raises(Refused):
            granted(by, whose)
        with pytest.raises(Refused):
            withdraw(by=by, practitioner=whose, now=NOW, today=TODAY)
    assert not Accommodation.objects.exists()


@pytest.fixture
def desk(client, manager):
    with time_machine.travel(NOW, tick=False):
        client.force_login(manager)
        yield client


def test_on_the_file_a_manager_grants_changes_and_takes_back(desk, person):
    file = f"/desk/practitioners/{person.pk}/"
    assert "None is granted." in desk.get(file).content.decode()
    sent = {"extra_percent": "50", "basis": WORDS, "starts_on": TODAY.isoformat()}
    assert desk.post(f"{file}extra-time/", sent).url == file
    page = desk.get(file).content.decode()
    assert "50 percent more" in page and WORDS in page
    assert "granted" in page[page.index('id="log"') :]
    assert desk.post(f"{file}extra-time/end/").url == file
    page = desk.get(file).content.decode()
    assert "None is granted." in page and "1 before" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"extra_percent": "0"}, "extra_percent"), ({"basis": ""}, "basis"), ({"ends_on": "2020-01-01"}, "ends_on")],
)
def test_what_is_wrong_stands_beside_its_field(desk, person, wrong, field):
    sent = {"extra_percent": "50", "basis": WORDS, "starts_on": TODAY.isoformat()} | wrong
    response = desk.post(f"/desk/practitioners/{person.pk}/extra-time/", sent)
    assert list(response.context["extra_form"].errors) == [field]
    assert not Accommodation.objects.exists()
