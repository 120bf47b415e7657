"""The roster: filters as of any date, the same cost for one row and for thirty, CSV that spreadsheets open safely."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    ClinicFactory,
    CycleFactory,
    EnrollmentFactory,
    JurisdictionFactory,
    LicenseCheckFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    UserFactory,
    days,
)
from tests.training.counting import queries_of
from training.actions.standing import refresh_all
from training.models import License, Practitioner
from training.words import short_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def florida(manager):
    clinic = ClinicFactory(manager=manager, name="Tampa")
    PracticeRuleFactory(jurisdiction=clinic.jurisdiction, review_on=days(2000))
    return clinic


@pytest.fixture
def colorado(manager):
    return ClinicFactory(manager=manager, name="Denver", jurisdiction=JurisdictionFactory(code="US-CO"))


@pytest.fixture
def version():
    return SchemeVersionFactory()


@pytest.fixture
def desk(client, manager, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(manager)
    return client


def person(clinic, name="Inés Zamora", licensed=True, **license):
    """Somebody at the clinic, with a license shown there unless told otherwise; spans computed."""
    made = PractitionerFactory(full_name=name, clinic=clinic)
    if licensed:
        LicenseFactory(practitioner=made, jurisdiction=clinic.jurisdiction, checked=True, **license)
    refresh_all([made.pk])
    return made


def names(desk, **query):
    reply = desk.get(reverse("desk:roster"), query)
    assert reply.status_code == 200
    return [line.practitioner.full_name for line in reply.context["lines"]]


def test_a_manager_sees_the_people_of_their_clinics_only(desk, florida):
    mine = person(florida, "Maya Reyes")
    person(ClinicFactory(), "Not Mine")
    PractitionerFactory(full_name="Asks Only", admitted=False)
    assert names(desk) == ["Maya Reyes"]
    assert desk.get(reverse("desk:practitioner", args=[mine.pk])).status_code == 200


def test_an_administrator_sees_everybody(client, florida, time_machine):
    time_machine.move_to(NOW, tick=False)
    person(florida, "Maya Reyes")
    person(ClinicFactory(), "Jonas Weil")
    client.force_login(UserFactory(role="administrator"))
    assert sorted(names(client)) == ["Jonas Weil", "Maya Reyes"]


@pytest.mark.parametrize("text", ["zizkova", "ŽIŽKOVÁ", "jana ziz", "Žižková, Jana", "PT 77", "pt-77"])
def test_a_name_is_found_without_accents_and_a_license_by_its_number(desk, florida, text):
    person(florida, "Jana Žižková", number="PT 7712")
    person(florida, "Maya Reyes", number="PT 8812")
    assert names(desk, q=text) == ["Jana Žižková"]


def test_a_name_in_another_script_is_found(desk, florida):
    person(florida, "王小明")
    person(florida, "Maya Reyes")
    assert names(desk, q="小明") == ["王小明"]


def test_by_clinic_on_the_day(desk, florida, colorado):
    person(florida, "Maya Reyes")
    moved = person(florida, "Jonas Weil")
    moved.assignments.update(ends_on=days(-10))
    AssignmentFactory(practitioner=moved, clinic=colorado, starts_on=days(-9))
    assert names(desk, clinic=colorado.pk) == ["Jonas Weil"]
    assert names(desk, clinic=colorado.pk, as_of=days(-20)) == []
    assert sorted(names(desk, clinic=florida.pk, as_of=days(-20))) == ["Jonas Weil", "Maya Reyes"]


def test_by_clearance_the_worst_where_they_work_counts(desk, florida, colorado):
    person(florida, "Cleared Only")
    person(florida, "Missing License", licensed=False)
    both = person(florida, "Both Places")
    AssignmentFactory(practitioner=both, clinic=colorado)
    refresh_all([both.pk])
    assert names(desk, clearance="cleared") == ["Cleared Only"]
    assert names(desk, clearance="not_cleared") == ["Missing License"]
    assert names(desk, clearance="needs_review") == ["Both Places"]
    assert names(desk, clearance="cleared", where="US-FL") == ["Cleared Only", "Both Places"]
    assert names(desk, clearance="cleared", where="license") == ["Cleared Only", "Both Places"]
    assert names(desk, where="US-CO") == ["Both Places"]


def test_as_of_a_past_and_a_coming_date(desk, florida):
    person(florida, "Maya Reyes", issued_on=days(-400), expires_on=days(100), checked__checked_on=days(-30))
    answers = {day: names(desk, clearance="cleared", as_of=days(day)) for day in (-31, -30, 90, 91)}
    assert answers == {-31: [], -30: ["Maya Reyes"], 90: ["Maya Reyes"], 91: []}
    assert names(desk, clearance="check_due", as_of=days(95)) == ["Maya Reyes"]
    assert names(desk, clearance="not_cleared", as_of=days(101)) == ["Maya Reyes"]


@pytest.mark.parametrize("text", ["2027-02-30", "soon", "0000-00-00"])
def test_a_date_that_is_none_is_said_and_today_is_shown(desk, florida, text):
    person(florida, "Maya Reyes")
    reply = desk.get(reverse("desk:roster"), {"as_of": text})
    assert "is not a date" in reply.content.decode()
    assert reply.context["as_of"] == TODAY
    assert len(reply.context["lines"]) == 1


def test_license_ends_is_the_earliest_where_they_work_as_the_newest_look_shows(desk, florida, colorado):
    claimed = person(florida, "Claimed Only", licensed=False)
    LicenseFactory(practitioner=claimed, jurisdiction=florida.jurisdiction, expires_on=days(50))
    shown = person(florida, "Shown Otherwise", expires_on=days(10))
    LicenseCheckFactory(license=shown.licenses.get(), checked_on=days(-2), expires_on=days(200))
    elsewhere = person(florida, "Ends Elsewhere", expires_on=days(300))
    LicenseFactory(practitioner=elsewhere, jurisdiction=colorado.jurisdiction, expires_on=days(5), checked=True)
    ends = {
        line.practitioner.full_name: line.license_end.on for line in desk.get(reverse("desk:roster")).context["lines"]
    }
    assert ends == {"Claimed Only": days(50), "Shown Otherwise": days(200), "Ends Elsewhere": days(300)}
    assert names(desk, license_before=days(50)) == ["Claimed Only"]
    assert names(desk, license_before=days(49)) == []
    assert names(desk, license_after=days(200), license_before=days(299)) == ["Shown Otherwise"]
    assert sorted(names(desk, license_after=days(51))) == ["Ends Elsewhere", "Shown Otherwise"]
    AssignmentFactory(practitioner=elsewhere, clinic=colorado)
    assert names(desk, license_before=days(20)) == ["Ends Elsewhere"]
    assert names(desk, license_after=days(201)) == []
    assert names(desk, sort="license") == ["Ends Elsewhere", "Claimed Only", "Shown Otherwise"]


def test_by_status_in_the_chosen_scheme(desk, florida, version):
    other = SchemeVersionFactory()
    active, learning, none = (person(florida, name) for name in ("Active One", "Learning One", "None Yet"))
    CycleFactory(practitioner=active, version=version, anchor=days(-100))
    EnrollmentFactory(practitioner=learning, version=version)
    EnrollmentFactory(practitioner=none, version=other)
    for each in (active, learning, none):
        refresh_all([each.pk])
    found = {
        state: names(desk, certification=state, scheme=version.scheme_id) for state in ("active", "in_progress", "none")
    }
    assert found == {"active": ["Active One"], "in_progress": ["Learning One"], "none": ["None Yet"]}
    assert names(desk, certification="in_progress", scheme=other.scheme_id) == ["None Yet"]


@pytest.mark.parametrize("column", ["name", "clinic", "clearance", "certification", "valid_until", "license"])
def test_every_column_sorts_both_ways(desk, florida, colorado, version, column):
    first = person(florida, "Alma Adams", expires_on=days(10))
    second = person(colorado, "Zoë Zimmer", expires_on=days(500))
    CycleFactory(practitioner=first, version=version, anchor=days(-600))
    CycleFactory(practitioner=second, version=version, anchor=days(-650))
    for each in (first, second):
        refresh_all([each.pk])
    up, down = names(desk, sort=column), names(desk, sort=f"-{column}")
    assert sorted(up) == sorted(down) == ["Alma Adams", "Zoë Zimmer"]
    if column not in ("certification",):
        assert up == down[::-1]


def test_names_sort_without_accents(desk, florida):
    for name in ("Zora Zumwalt", "Jana Žižková", "Ola Łuczak", "Ben Lam", "Ida Álvarez", "Amy Adams", "Tom Mayer"):
        given, family = name.split()
        made = person(florida, name, licensed=False)
        made.sort_name = f"{family}, {given}"
        made.save()
    families = [name.split()[1] for name in names(desk)]
    assert families == ["Adams", "Álvarez", "Lam", "Łuczak", "Mayer", "Žižková", "Zumwalt"]
    assert [name.split()[1] for name in names(desk, sort="-name")] == families[::-1]


def the_line(desk, **query):
    (line,) = desk.get(reverse("desk:roster"), query).context["lines"]
    return line


def test_valid_until_is_the_last_valid_day_and_a_grace_is_said_apart(desk, florida, version):
    late = person(florida, "Late One")
    cycle = CycleFactory(practitioner=late, version=version, anchor=days(-750))
    refresh_all([late.pk])
    line = the_line(desk)
    assert (line.valid_until, line.valid_words) == (cycle.valid_until, f"grace until {short_date(cycle.grace_until)}")
    lapsed = the_line(desk, as_of=cycle.grace_until + timedelta(days=1))
    assert (lapsed.certification.outcome, lapsed.valid_until, lapsed.valid_words) == ("lapsed", cycle.valid_until, "")
    assert the_line(desk, as_of=cycle.valid_until).valid_words == ""


def test_certification_ends_by_a_day_unless_a_following_cycle_is_decided(desk, florida, version):
    soon, later, renewed = (person(florida, name) for name in ("Soon One", "Later One", "Renewed One"))
    ending = CycleFactory(practitioner=soon, version=version, anchor=days(-715))
    CycleFactory(practitioner=later, version=version, anchor=days(-100))
    for number in (0, 1):
        CycleFactory(practitioner=renewed, version=version, anchor=days(-715), number=number)
    refresh_all([soon.pk, later.pk, renewed.pk])
    assert names(desk, ends_before=ending.valid_until) == ["Soon One"]
    assert names(desk, ends_before=ending.valid_until - timedelta(days=1)) == []


def test_two_places_alike_are_both(desk, florida, colorado):
    PracticeRuleFactory(jurisdiction=colorado.jurisdiction)
    both = person(florida, "Both Places", licensed=False)
    AssignmentFactory(practitioner=both, clinic=colorado)
    refresh_all([both.pk])
    assert the_line(desk).about == "in both places"
    LicenseFactory(practitioner=both, jurisdiction=florida.jurisdiction, checked=True)
    refresh_all([both.pk])
    assert the_line(desk).about == str(colorado.jurisdiction)


def test_until_says_what_ends_an_answer(desk, florida):
    person(florida, "Fresh Until", expires_on=days(400), checked__checked_on=days(-30))
    assert the_line(desk).until_words == f"check due by {short_date(days(90))}"
    LicenseCheckFactory(license=License.objects.get(), checked_on=days(-1), expires_on=days(20))
    refresh_all([Practitioner.objects.get().pk])
    assert the_line(desk).until_words == f"until {short_date(days(20))}"


def test_as_of_a_past_day_nobody_stands_who_had_no_clinic_yet(desk, florida):
    early, late = person(florida, "Early One"), person(florida, "Late One")
    early.assignments.update(starts_on=days(-300))
    late.assignments.update(starts_on=days(-20))
    assert names(desk, as_of=days(-21)) == ["Early One"]
    assert names(desk, as_of=days(-20)) == ["Early One", "Late One"]


def test_who_may_not_practice_where_they_work(desk, florida):
    person(florida, "Cleared One")
    person(florida, "Not Cleared", licensed=False)
    assert names(desk, clearance="may_not") == ["Not Cleared"]


def test_pages_and_an_unknown_page(desk, florida):
    for number in range(51):
        person(florida, f"Person Number{number:02}", licensed=False)
    assert len(names(desk)) == 50
    assert names(desk, page=2) == ["Person Number50"]
    assert names(desk, page="x") == names(desk)


def test_who_left_is_on_the_roster_until_the_last_day(desk, florida):
    gone = person(florida, "Gone Long")
    Practitioner.objects.filter(pk=gone.pk).update(retired_on=days(-10))
    assert names(desk) == []
    assert names(desk, as_of=days(-10)) == ["Gone Long"]


def test_an_empty_result_names_the_way_back(desk, florida):
    person(florida, "Maya Reyes")
    html = desk.get(reverse("desk:roster"), {"q": "nobody"}).content.decode()
    assert "Nobody matches these filters" in html
    assert "Show everybody" in html


def test_a_stale_answer_says_so(desk, florida):
    made = person(florida, "Maya Reyes")
    assert "being computed again" not in desk.get(reverse("desk:roster")).content.decode()
    Practitioner.objects.filter(pk=made.pk).update(facts_version=9)
    assert "being computed again" in desk.get(reverse("desk:roster")).content.decode()


@pytest.mark.parametrize(
    "query",
    [{}, {"clearance": "cleared", "sort": "-license"}, {"license_before": days(900), "sort": "clearance"}],
)
def test_one_row_and_thirty_cost_the_same(desk, florida, version, query):
    def add():
        made = person(florida)
        CycleFactory(practitioner=made, version=version, anchor=days(-100))
        refresh_all([made.pk])

    add()
    url = reverse("desk:roster")
    once = queries_of(lambda: desk.get(url, query))
    for _ in range(29):
        add()
    assert queries_of(lambda: desk.get(url, query)) == once
    assert len(names(desk, **query)) == 30


def rows_of(reply):
    text = b"".join(reply.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_has_the_rows_of_the_filters(desk, florida, version):
    made = person(florida, "Jana Žižková", expires_on=days(100))
    CycleFactory(practitioner=made, version=version, anchor=days(-100))
    refresh_all([made.pk])
    person(florida, "Maya Reyes", licensed=False)
    reply = desk.get(reverse("desk:roster_csv"), {"clearance": "cleared"})
    assert reply["Content-Disposition"] == 'attachment; filename="roster-2027-03-01.csv"'
    (row,) = rows_of(reply)
    assert (row["Name"], row["Clinics"], row["Clearance"], row["Certification"], row["License ends"]) == (
        "Jana Žižková",
        "Tampa",
        "Cleared",
        "Active",
        days(100).isoformat(),
    )


def test_the_csv_says_until_when_and_who_says_so(desk, florida):
    person(florida, "Fresh Until", expires_on=days(400), checked__checked_on=days(-30))
    claimed = person(florida, "Only Claimed", licensed=False)
    LicenseFactory(practitioner=claimed, jurisdiction=florida.jurisdiction, expires_on=days(50))
    rows = {row["Name"]: row for row in rows_of(desk.get(reverse("desk:roster_csv")))}
    fresh, claimed = rows["Fresh Until"], rows["Only Claimed"]
    assert (fresh["Clearance"], fresh["Check due by"], fresh["Clearance until"]) == (
        "Cleared",
        days(90).isoformat(),
        "",
    )
    assert (fresh["License end by"], claimed["License end by"]) == ("Check", "Claim")


def test_the_csv_has_a_row_for_each_jurisdiction_by_name(desk, florida, colorado):
    both = person(florida, "Both Places", licensed=False)
    AssignmentFactory(practitioner=both, clinic=colorado)
    refresh_all([both.pk])
    rows = rows_of(desk.get(reverse("desk:roster_csv")))
    assert [(row["Jurisdiction"], row["Clearance"], row["Open lines"]) for row in rows] == [
        ("Colorado", "Needs review", "0"),
        ("Florida", "Not cleared", "1"),
    ]


def test_no_file_answers_for_a_date_that_is_none(desk, florida):
    reply = desk.get(reverse("desk:roster_csv"), {"as_of": "banana"}, follow=True)
    assert "“banana” is not a date. This page shows today." in reply.content.decode()


@pytest.mark.parametrize("name", ["=1+1", "+49 30", "-Dash", "@SUM(A1)", "\tTab", "＝1+1"])
def test_no_cell_runs_as_a_formula(desk, florida, name):
    person(florida, name)
    (row,) = rows_of(desk.get(reverse("desk:roster_csv")))
    assert row["Name"] == f"'{name}"


def test_who_is_no_manager_reads_why(client, florida):
    client.force_login(PractitionerFactory(login=True, clinic=florida).user)
    reply = client.get(reverse("desk:roster"))
    assert reply.status_code == 403
    assert "The desk is for compliance managers." in reply.content.decode()
