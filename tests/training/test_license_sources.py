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
from training.actions import Refused, license_ask
from training.actions.license_ask import ask, ask_about_due
from training.actions.profile import OWN_FIELDS, update
from training.models import AuditEvent, License, LicenseCheck, Practitioner
from training.names import suggested_sort_name
from training.queries.due_checks import due
from training.queries.standing import stored
from training.sources import Unavailable, source_for
from training.sources.register_file import RegisterFile

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


def renamed(person, name, *, at=NOW):
    """The person alone takes another name, as on the own profile."""
    person.refresh_from_db()
    own = {each: getattr(person, each) for each in OWN_FIELDS}
    mine = own | {"full_name": name, "sort_name": suggested_sort_name(name)}
    update(by=person.user, practitioner=person, values=mine, now=at, today=TODAY)


def refusal(license) -> str:
    with pytest.raises(Refused) as refused:
        asked(License.objects.get(pk=license.pk))
    return str(refused.value)


def test_a_name_that_nobody_compared_goes_to_a_manager(license, register):
    """Who holds the number is not who takes that name; a manager's look under the new name makes it known."""
    register({"name": "Elena Other"})
    renamed(license.practitioner, "Elena Other")
    assert refusal(license) == "No manager has seen this name at the board yet. Look the license up there."
    assert ask_about_due(now=NOW) == 0 and not license.checks.exists()
    assert license in due(License.objects.current(), TODAY)
    LicenseCheckFactory(license=license, shows=False, recorded_at=NOW)
    assert refusal(license).startswith("No manager has seen")
    LicenseCheckFactory(license=license, recorded_at=NOW)
    assert asked(License.objects.get(pk=license.pk)).shows


def test_a_former_name_that_a_manager_saw_is_the_person_too(license, register):
    renamed(license.practitioner, "Maria Verdi", at=NOW - timedelta(days=9))
    LicenseCheckFactory(license=license, recorded_at=NOW)
    register({"name": "ROSSI MARIA"})
    assert asked(License.objects.get(pk=license.pk)).shows


def test_a_former_name_that_the_person_alone_made_is_nobody(license, register):
    """Taken and given back, before the license was added or after it."""
    renamed(license.practitioner, "Elena Other", at=NOW - timedelta(days=9))
    renamed(license.practitioner, "Maria Rossi", at=NOW - timedelta(days=8))
    register({"name": "Elena Other"})
    assert not asked(License.objects.get(pk=license.pk)).shows
    register({"name": "Maria Rossi"}, day=TODAY)
    assert asked(License.objects.get(pk=license.pk)).shows


def test_nobody_is_asked_about_before_a_manager_admits_them(license, register):
    Practitioner.objects.update(admitted_at=None, admitted_by=None)
    register({})
    assert refusal(license).startswith("No manager has seen")


@pytest.mark.parametrize(
    ("full", "sort", "shown", "fits"),
    [
        ("John Doe", ",John", "John Smith", False),
        ("John Doe", "-, John", "John Smith", False),
        ("John Doe", "Smith, John", "John Smith", False),
        ("John Doe", "John, Doe", "John Smith", False),
        ("John Doe", "Doe", "John Doe", True),
        ("Nguyen Van An", "Nguyen, Van An", "NGUYEN VAN", True),
        ("Ana María de la Cruz", "de la Cruz, Ana María", "CRUZ, ANA DE LA", True),
        ("Ana María de la Cruz", "de la Cruz, Ana María", "CRUZ, ANA", False),
        ("張偉", "張偉", "張偉", True),
        ("張偉", "張偉", "Anybody", False),
        ("Dr -", "-, Dr", "Anybody", False),
    ],
)
def test_the_name_for_lists_only_says_which_words_are_the_familys(license, register, full, sort, shown, fits):
    Practitioner.objects.update(full_name=full, sort_name=sort)
    register({"name": shown})
    assert asked(License.objects.get(pk=license.pk)).shows is fits


def test_a_persons_look_of_the_same_day_stands(license, register):
    worse = LicenseCheckFactory(license=license, checked_on=LIST_DAY, encumbered=True, in_good_standing=False)
    register({})
    assert "That look stands" in refusal(license)
    assert license.checks.get() == worse


def test_one_license_that_fails_does_not_stop_the_others(license, register, monkeypatch, caplog):
    other = LicenseFactory(practitioner=license.practitioner, jurisdiction=license.jurisdiction, number="PT 2")
    register({}, {"number": "PT 2"})
    kept = license_ask.look_of

    def breaking(row, *rest):
        return 1 / 0 if row.pk == license.pk else kept(row, *rest)

    monkeypatch.setattr(license_ask, "look_of", breaking)
    assert ask_about_due(now=NOW) == 1
    assert other.checks.get().shows and f"License {license.pk} could not be asked about" in caplog.text


def test_an_older_list_adds_nothing_to_a_newer_look(license, register):
    LicenseCheckFactory(license=license, checked_on=TODAY)
    register({})
    with pytest.raises(Refused, match="is newer"):
        asked(license)


def test_a_list_with_a_line_that_cannot_be_read_answers_nothing(license, register):
    register({}, {"active": "perhaps"})
    assert source_for(license) is None


@pytest.mark.parametrize(
    "content",
    [
        HEAD + ROW.format(**GOOD).replace("ROSSI, MARIA", "ROSSI, MARIA\r").replace('"', ""),
        HEAD + ROW.format(**GOOD).rstrip("\n"),
        HEAD + ROW.format(**GOOD).replace('"', ""),
        HEAD + "license,PT10500\n",
        "\0\n",
        "",
    ],
    ids=["a stray carriage return", "half a line", "a name in two columns", "a short line", "no text", "nothing"],
)
def test_what_is_no_whole_list_is_no_answer(license, register, tmp_path, content):
    (tmp_path / f"{license.jurisdiction.code}_{LIST_DAY}.csv").write_bytes(content.encode())
    assert source_for(license) is None
    with pytest.raises(Unavailable):
        RegisterFile().ask(license.jurisdiction.code, "license", "PT10500")
    assert ask_about_due(now=NOW) == 0


def test_half_a_list_is_not_believed(license, register, tmp_path):
    """Who is missing on it would not be licensed. A shorter list is believed once the older ones are gone."""
    others = [{"number": f"PT {number}"} for number in range(9)]
    register({}, *others, day=LIST_DAY - timedelta(days=7))
    register(*others[:8])
    assert source_for(license) is None
    register({}, *others[:8])
    assert asked(license).shows
    register({"status": "Alone"}, day=TODAY)
    assert source_for(license) is None
    for old in tmp_path.glob("*.csv"):
        if str(TODAY) not in old.name:
            old.unlink()
    assert asked(License.objects.get(pk=license.pk)).status_shown == "Alone"


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
