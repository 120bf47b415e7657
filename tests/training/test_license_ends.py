"""When a license ends: one rule, in Python and in the database, and what reads it."""

import random

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
    days,
)
from training.actions import reminders
from training.models import License, OutgoingMail
from training.queries.license_ends import READ_WITH, end_of, with_end

pytestmark = pytest.mark.django_db


def end(license, as_of=TODAY):
    return end_of(License.objects.prefetch_related(*READ_WITH).get(pk=license.pk), as_of)


def privilege(home, **given):
    """A compact privilege in Colorado that rests on `home`."""
    return LicenseFactory(
        practitioner=home.practitioner,
        jurisdiction=JurisdictionFactory(code="US-CO"),
        type="compact_privilege",
        home=home,
        **given,
    )


def test_the_newest_look_that_shows_the_license_says_it():
    row = LicenseFactory(expires_on=days(50))
    assert (end(row).on, end(row).is_claimed) == (days(50), True)
    LicenseCheckFactory(license=row, checked_on=days(-60), expires_on=days(10))
    LicenseCheckFactory(license=row, checked_on=days(-30), expires_on=days(400))
    assert (end(row).on, end(row).is_claimed) == (days(400), False)
    assert end(row, days(-40)).on == days(10)
    assert end(row, days(-70)).is_claimed


def test_a_look_that_shows_nothing_does_not_bring_the_claim_back():
    row = LicenseFactory(expires_on=days(500))
    LicenseCheckFactory(license=row, checked_on=days(-60), expires_on=days(10))
    LicenseCheckFactory(license=row, checked_on=days(-5), shows=False)
    assert (end(row).on, end(row).is_claimed) == (days(10), False)


def test_a_source_that_shows_no_end_says_so():
    row = LicenseFactory(expires_on=days(500))
    LicenseCheckFactory(license=row, expires_on=None)
    assert end(row) is None


def test_a_privilege_ends_with_its_home():
    home = LicenseFactory(expires_on=days(20), checked=True)
    resting = privilege(home, expires_on=days(300), checked=True)
    assert (end(resting).on, end(resting).by_home, end(resting).license) == (days(20), True, home)
    home.checks.update(expires_on=days(900))
    assert (end(resting).on, end(resting).by_home) == (days(300), False)


def test_nobody_names_a_day():
    home = LicenseFactory(expires_on=None)
    assert end(home) is None
    assert end(privilege(home, expires_on=None)) is None
    assert end(privilege(LicenseFactory(expires_on=None), expires_on=days(9))).on == days(9)


def test_the_database_says_the_same_of_each():
    chance = random.Random(7)
    some_day = lambda: chance.choice([None, *map(days, (5, 30, 90))])  # noqa: E731
    for _ in range(40):
        home = LicenseFactory(expires_on=some_day())
        for row in (home, privilege(home, expires_on=some_day())):
            for _ in range(chance.randrange(4)):
                shows = chance.random() < 0.7
                seen = {"checked_on": days(-chance.randrange(1, 4)), "shows": shows}
                LicenseCheckFactory(license=row, **seen, expires_on=some_day() if shows else None)
    for as_of in (days(-2), TODAY):
        rows = with_end(License.objects.prefetch_related(*READ_WITH), as_of)
        said = {row.pk: row.ends_on for row in rows}
        assert said == {row.pk: found.on if (found := end_of(row, as_of)) else None for row in rows}
        assert len(set(said.values())) == 4


def test_the_roster_the_letters_and_the_person_read_the_same_day(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    manager = UserFactory(role="manager")
    clinic = ClinicFactory(manager=manager, jurisdiction=JurisdictionFactory(code="US-CO"))
    person = PractitionerFactory(full_name="Maya Reyes", login=True, clinic=clinic)
    home = LicenseFactory(practitioner=person, expires_on=days(20), checked=True)
    privilege(home, expires_on=days(300), checked=True)

    client.force_login(manager)
    reply = client.get(reverse("desk:roster"))
    assert [line.license_end.on for line in reply.context["lines"]] == [days(20)]
    assert "by the home license" in reply.content.decode()
    for query, found in (({"license_before": days(20)}, 1), ({"license_after": days(21)}, 0)):
        assert len(client.get(reverse("desk:roster"), query).context["lines"]) == found

    reminders.send_reminders(now=NOW)
    subjects = set(OutgoingMail.objects.values_list("subject", flat=True))
    assert subjects == {
        "Your license in Florida ends on March 21, 2027",
        "Your compact privilege in Colorado ends on March 21, 2027",
    }
    assert str(home) in OutgoingMail.objects.get(subject__contains="privilege").body

    client.force_login(person.user)
    ends = [each["date"] for each in client.get("/my/").context["dates"] if "last valid day" in each["words"]]
    assert ends == [days(20), days(20)]
    assert "of the home license" in client.get("/my/records/").content.decode()


def test_a_privilege_whose_home_ended_reads_so(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    person = PractitionerFactory(login=True)
    home = LicenseFactory(practitioner=person, expires_on=days(-2), checked=True, issued_on=days(-400))
    row = privilege(home, expires_on=days(300), checked=True)
    client.force_login(person.user)
    page = client.get(reverse("my:license", args=[row.pk])).content.decode()
    assert "Ended" in page
    assert "In good standing" not in page
