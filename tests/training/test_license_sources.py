"""Sources that answer by themselves: what they hold is kept whole, and whether it is the license is decided closed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    TODAY,
    ClinicFactory,
    JurisdictionFactory,
    LicenseCheckFactory,
    LicenseFactory,
    PractitionerFactory,
    UserFactory,
)
from training.actions import Refused
from training.actions.license_ask import ask, ask_about_due
from training.models import AuditEvent, FormerName, LicenseCheck
from training.queries.standing import stored
from training.sources import source_for

pytestmark = pytest.mark.django_db

HEAD = "type,number,name,status,active,encumbered,issued_on,expires_on,city\n"
ROW = 'license,{number},"{name}",{status},{active},{encumbered},2020-03-01,2027-11-30,Tampa\n'
GOOD = {"number": "PT 10-500", "name": "ROSSI, MARIA", "status": "Clear/Active", "active": "yes", "encumbered": "no"}
LIST_DAY = TODAY - timedelta(days=3)


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def license(manager):
    person = PractitionerFactory(
        clinic=ClinicFactory(manager=manager), login=True, full_name="Maria Rossi", sort_name="Rossi, Maria"
    )
    return LicenseFactory(practitioner=person, number="PT10500", normalized_number="PT10500")


@pytest.fixture
def register(settings, tmp_path, license):
    """Write the list of the license's jurisdiction."""
    settings.LICENSE_REGISTERS = str(tmp_path)

    def write(*rows, day=LIST_DAY, head=HEAD):
        path = tmp_path / f"{license.jurisdiction.code}_{day}.csv"
        path.write_text(head + "".join(ROW.format(**GOOD | row) for row in rows))

    return write


def asked(license, by=None):
    return ask(by=by, license=license, now=NOW, today=TODAY)


def test_without_a_list_a_manager_looks(license, settings, tmp_path):
    settings.LICENSE_REGISTERS = str(tmp_path)
    assert source_for(license) is None
    with pytest.raises(Refused, match="Look it up at the board"):
        asked(license)


def test_what_the_list_shows_is_a_look_of_its_day(license, register, manager):
    register({})
    check = asked(license, manager)
    assert (check.checked_on, check.shows, check.in_good_standing) == (LIST_DAY, True, True)
    assert (check.status_shown, check.expires_on.isoformat()) == ("Clear/Active", "2027-11-30")
    assert check.method == LicenseCheck.Method.AUTOMATIC
    assert check.shown["entries"][0]["city"] == "Tampa" and len(check.shown["sha256"]) == 64
    assert AuditEvent.objects.filter(action="license.check").count() == 1
    assert any(row.outcome for row in stored(license.practitioner, TODAY))


def test_asking_again_about_the_same_list_is_the_same_look(license, register, manager):
    register({})
    assert asked(license, manager) == asked(license, manager) == asked(license)
    assert license.checks.count() == 1


@pytest.mark.parametrize(
    "rows",
    [
        [{"number": "PT99999"}],
        [{"name": "Mario Bianchi"}],
        [{"name": "Maria Rossi"}, {"name": "Rossi Maria Teresa", "status": "Revoked", "active": "no"}],
        [],
    ],
    ids=["another number", "another person", "two that fit", "an empty list with the type"],
)
def test_it_fails_closed(license, register, rows):
    register(*(rows or [{"number": "PT1"}]))
    check = asked(license)
    assert not check.shows and not check.in_good_standing and check.expires_on is None
    assert check.note


def test_an_encumbered_or_inactive_one_is_shown_and_not_in_good_standing(license, register):
    register({"encumbered": "yes", "status": "Probation"})
    check = asked(license)
    assert check.shows and check.encumbered and not check.in_good_standing
    register({"active": "no", "status": "Delinquent"}, day=TODAY)
    check = asked(license)
    assert check.shows and not check.encumbered and not check.in_good_standing and check.status_shown == "Delinquent"


def test_a_former_name_is_the_person_too(license, register):
    FormerName.objects.create(practitioner=license.practitioner, full_name="Maria Verdi", until=TODAY, recorded_at=NOW)
    register({"name": "VERDI MARIA"})
    assert asked(license).shows


def test_an_older_list_adds_nothing_to_a_newer_look(license, register):
    LicenseCheckFactory(license=license, checked_on=TODAY)
    register({})
    with pytest.raises(Refused, match="is newer"):
        asked(license)


def test_a_list_with_a_line_that_cannot_be_read_answers_nothing(license, register):
    register({}, {"active": "perhaps"})
    assert source_for(license) is None


def test_the_newest_list_answers(license, register):
    register({"status": "Old"}, day=TODAY - timedelta(days=40))
    register({"status": "New"})
    assert asked(license).status_shown == "New"


def test_the_tick_asks_about_what_is_due_once(license, register):
    register({})
    other = LicenseFactory(jurisdiction=JurisdictionFactory(code="US-GA", name="Georgia"))
    assert ask_about_due(now=NOW) == 1
    assert ask_about_due(now=NOW + timedelta(hours=1)) == 0
    assert license.checks.get().checked_by is None
    assert not other.checks.exists()


def test_a_manager_asks_on_the_page_of_the_check(client, license, register, manager, time_machine):
    time_machine.move_to(NOW, tick=False)
    register({})
    client.force_login(manager)
    page = client.get(reverse("desk:check_new", args=[license.pk])).content.decode()
    assert "Ask: The board’s published list" in page or "Ask: The board&#x27;s published list" in page
    assert client.post(reverse("desk:check_ask", args=[license.pk])).status_code == 302
    check = license.checks.get()
    assert check.checked_by == manager
    page = client.get(reverse("desk:practitioner", args=[license.practitioner_id])).content.decode()
    assert "Exactly what it showed" in page and check.shown["sha256"] in page
