"""What a person and the desk do about a license that ends."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import TODAY, days
from tests.training.my_story import browser_of, mine, noon  # noqa: F401
from training.queries import queues
from training.queries.standing import stored
from training.trees import block

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return factories.UserFactory(role="manager")


@pytest.fixture
def clinic(manager):
    return factories.ClinicFactory(name="Harbor Clinic", manager=manager)


@pytest.fixture
def person(clinic):
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction)
    return factories.PractitionerFactory(login=True, clinic=clinic)


def licensed(person, ends, looked=-30, **given):
    """A license whose newest look, so many days ago, showed that end."""
    row = factories.LicenseFactory(
        **{"practitioner": person, "jurisdiction": person.assignments.get().clinic.jurisdiction} | given,
        expires_on=days(ends),
    )
    factories.LicenseCheckFactory(license=row, checked_on=days(looked))
    return row


def steps(client):
    return [(step.who, step.action) for step in client.get("/my/").context["steps"]]


def due(manager):
    return list(queues.checks_due(manager, TODAY).values_list("pk", flat=True))


def test_who_let_a_license_end_renews_it_and_the_desk_looks(mine, person, manager, client):
    row = licensed(person, ends=-2)
    page = mine.get("/my/")
    step = page.context["steps"][0]
    assert "You <em>may not</em> practice" in page.content.decode()
    assert (step.who, step.action) == ("You", "Renew your Florida license with the board")
    assert "Its last valid day was February 27, 2027, so it does not count." in page.content.decode()
    assert "Then the desk looks again" in step.words
    assert step.url == reverse("my:license", args=[row.pk])
    client.force_login(manager)
    reply = client.get(reverse("desk:checks"), {"look": "ends"})
    assert [each.pk for each in reply.context["page_obj"]] == [row.pk]
    assert "It showed the end that came on" in reply.content.decode()
    assert "1 ended" in client.get(reverse("desk:today")).content.decode()


def test_an_end_that_comes_is_said_before(mine, person):
    licensed(person, ends=30)
    assert steps(mine)[0] == ("You", "Renew your Florida license with the board")
    assert "Its last valid day is March 31, 2027." in mine.get("/my/").content.decode()


def test_an_end_far_away_asks_for_nothing(mine, person):
    licensed(person, ends=31)
    assert ("You", "Renew your Florida license with the board") not in steps(mine)


def test_a_privilege_names_what_it_rests_on(mine, person):
    home = licensed(person, ends=-2, jurisdiction=factories.JurisdictionFactory(code="US-CO"))
    licensed(person, ends=400, type="compact_privilege", home=home)
    page = mine.get("/my/")
    assert page.context["steps"][0].action == "Renew your Colorado license with the board"
    assert [step.action for step in page.context["steps"]].count("Renew your Colorado license with the board") == 1
    assert "Your privilege in Florida rests on it. Its last valid day was" in page.content.decode()


def test_another_license_there_that_counts_is_enough(mine, person):
    licensed(person, ends=-2)
    licensed(person, ends=400)
    assert "Renew" not in str(steps(mine))


def test_what_the_source_shows_as_bad_is_the_persons_to_mend(mine, person):
    row = licensed(person, ends=400)
    row.checks.update(in_good_standing=False, status_shown="Suspended")
    assert steps(mine)[0] == ("You", "Mend your Florida license with the board")
    assert "The source shows it as “Suspended”" in mine.get("/my/").content.decode()


def test_who_has_no_place_adds_the_license_that_a_scheme_asks_for(mine, person):
    person.assignments.all().delete()
    version = factories.SchemeVersionFactory(initial=[block("active_license", "license")])
    factories.EnrollmentFactory(practitioner=person, version=version)
    assert ("You", "Add your license") in steps(mine)


@pytest.mark.parametrize(
    ("ends", "looked", "is_due"),
    [
        (-2, -30, True),  # the end has come: the source may show the renewal
        (-2, -3, True),  # looked at a day before the end
        (-2, -1, False),  # looked at after the end, a day ago
        (-40, -14, True),  # and again after 14 days
        (30, -20, True),
        (31, -20, False),
        (30, -13, False),
        (400, -90, False),
        (400, -106, True),  # goes stale in 14 days
    ],
)
def test_the_desk_looks_again_around_an_end(manager, person, ends, looked, is_due):
    row = licensed(person, ends=ends, looked=looked, issued_on=days(-900))
    assert due(manager) == ([row.pk] if is_due else [])


def test_the_newest_look_decides(manager, person):
    row = licensed(person, ends=400, looked=-30)
    factories.LicenseCheckFactory(license=row, checked_on=days(-20), expires_on=days(10))
    assert due(manager) == [row.pk]
    factories.LicenseCheckFactory(license=row, checked_on=TODAY, expires_on=days(700))
    assert due(manager) == []


def test_a_renewal_that_was_filed_stands_beside_the_end_and_is_no_pass(mine, person, manager, client):
    row = licensed(person, ends=20)
    sent = mine.post(reverse("my:license_renewed", args=[row.pk]), {"filed_on": days(-1)})
    again = mine.post(reverse("my:license_renewed", args=[row.pk]), {"filed_on": days(-1)})
    assert (sent.status_code, again.status_code, row.renewals_filed.count()) == (302, 302, 1)
    assert [each.outcome for each in stored(person, days(21))] == ["not_cleared"]
    assert "Renewal filed, not yet shown." in mine.get(reverse("my:license", args=[row.pk])).content.decode()
    assert ("Your compliance manager", "Check your Florida license at its source") in steps(mine)
    client.force_login(manager)
    page = client.get(reverse("desk:practitioner", args=[person.pk])).content.decode()
    assert 'Renewal filed <time datetime="2027-02-28">Feb 28, 2027</time>, not yet shown.' in page
    factories.LicenseCheckFactory(license=row, checked_on=TODAY, expires_on=days(700))
    assert "Renewal filed" not in client.get(reverse("desk:practitioner", args=[person.pk])).content.decode()


@pytest.mark.parametrize(
    ("day", "words"), [(1, "has not come yet"), (-400, "more than half a year before the end"), ("x", "Write a date")]
)
def test_a_day_on_which_no_renewal_can_have_been_filed_is_refused_beside_its_field(mine, person, day, words):
    row = licensed(person, ends=20)
    sent = mine.post(
        reverse("my:license_renewed", args=[row.pk]), {"filed_on": days(day) if isinstance(day, int) else day}
    )
    assert sent.status_code == 422 and words in sent.content.decode()
    assert not row.renewals_filed.exists()


def test_an_end_at_the_edge_of_the_calendar_is_renewed_too(mine, person):
    """As a list that was taken over may say it."""
    row = factories.LicenseFactory(practitioner=person, issued_on=None, expires_on=date.min)
    assert mine.post(reverse("my:license_renewed", args=[row.pk]), {"filed_on": days(-1)}).status_code == 302
    assert row.renewals_filed.get().ends_on == date.min


def test_a_renewal_is_noted_from_half_a_year_before_the_end(mine, person):
    row = licensed(person, ends=300)
    page = reverse("my:license", args=[row.pk])
    assert "Renewed with the board?" not in mine.get(page).content.decode()
    sent = mine.post(reverse("my:license_renewed", args=[row.pk]), {"filed_on": TODAY}, follow=True)
    assert "It is valid until" in sent.content.decode() and not row.renewals_filed.exists()


def test_who_filed_a_renewal_waits_for_the_desk_and_can_take_it_back(mine, person):
    row = licensed(person, ends=-5)
    page, wrong = reverse("my:license", args=[row.pk]), reverse("my:license_not_renewed", args=[row.pk])
    assert "check of your Florida license is due again" not in mine.get("/my/").content.decode()
    mine.post(reverse("my:license_renewed", args=[row.pk]), {"filed_on": days(-20)})
    line = mine.get("/my/").context["clearing"].lines[0]
    assert (line.who, line.act) == ("your compliance manager", None)
    assert line.waiting == "You filed the renewal on February 9, 2027. Your compliance manager looks again."
    assert "renewal filed" in mine.get("/my/records/").content.decode()
    assert wrong in mine.get(page).content.decode()
    assert [mine.post(wrong).status_code for _ in range(2)] == [302, 302]
    assert "renewal filed" not in mine.get("/my/records/").content.decode()
    mine.post(reverse("my:license_renewed", args=[row.pk]), {"filed_on": days(-1)})
    assert [each.filed_on for each in row.renewals_filed.filter(superseded_at=None)] == [days(-1)]
    assert row.renewals_filed.count() == 2
