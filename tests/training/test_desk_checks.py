"""Looking at the primary source of licenses."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

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
from tests.training.counting import queries_of
from tests.training.desk_story import clinic, manager  # noqa: F401
from training.actions import Refused
from training.actions.license_check import record_check
from training.models import AuditEvent, LicenseCheck, Organization
from training.queries.queues import checks_due
from training.queries.standing import stored

pytestmark = pytest.mark.django_db

SEEN = {
    "checked_on": TODAY,
    "method": "web",
    "source": "License look-up, Florida",
    "source_url": "https://example.com/",
    "shows": True,
    "status_shown": "Clear, active",
    "in_good_standing": True,
    "encumbered": False,
    "issued_on": days(-400),
    "expires_on": days(400),
    "note": "",
}
FORM = SEEN | {"shows": "yes", "in_good_standing": "on", "encumbered": ""}


@pytest.fixture
def license(clinic):
    return LicenseFactory(practitioner=PractitionerFactory(clinic=clinic, login=True))


@pytest.fixture
def desk(client, manager, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(manager)
    return client


def look(manager, license, **changes):
    return record_check(by=manager, license=license, look=SEEN | changes, now=NOW, today=TODAY)


def outcome(license):
    return {row.jurisdiction.code: row.outcome for row in stored(license.practitioner, TODAY) if row.jurisdiction}


def test_a_look_that_shows_the_license_clears(manager, license):
    PracticeRuleFactory(jurisdiction=license.jurisdiction)
    check = look(manager, license)
    assert check.fresh_until == days(120)
    assert outcome(license) == {"US-FL": "cleared"}
    assert AuditEvent.objects.get(action="license.check").chain == f"p:{license.practitioner_id}"


def test_the_organization_says_how_long_a_look_is_fresh(manager, license):
    Organization.objects.create(check_good_for_days=30)
    assert look(manager, license).fresh_until == days(30)


def test_a_look_that_does_not_show_the_license_fails_closed(manager, license):
    PracticeRuleFactory(jurisdiction=license.jurisdiction)
    look(manager, license)
    check = look(manager, license, shows=False)
    assert (check.in_good_standing, check.expires_on) == (False, None)
    assert outcome(license) == {"US-FL": "not_cleared"}


def test_a_source_that_shows_no_end_is_said_so(manager, license):
    assert look(manager, license, expires_on=None, no_end=True).expires_on is None
    assert AuditEvent.objects.get(action="license.check")


def test_the_same_look_twice_is_one_row(manager, license):
    assert look(manager, license) == look(manager, license)
    first = NOW - timedelta(milliseconds=5)  # the click that came second began first
    assert record_check(by=manager, license=license, look=SEEN, now=first, today=TODAY) == LicenseCheck.objects.get()
    later = record_check(by=manager, license=license, look=SEEN, now=NOW + timedelta(minutes=5), today=TODAY)
    assert LicenseCheck.objects.count() == 2
    assert later.pk


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"checked_on": days(1)}, "checked_on", "in the future"),
        ({"issued_on": days(1)}, "issued_on", "after the day of the check"),
        ({"expires_on": days(-401)}, "expires_on", "before the license began"),
        ({"expires_on": days(-1)}, "expires_on", "ended before the check"),
        ({"expires_on": None}, "expires_on", "tick that the source shows no end"),
        ({"no_end": True}, "expires_on", "There is a last valid day here"),
        ({"checked_on": date(1202, 3, 1), "issued_on": None}, "checked_on", "from 1990 on"),
        ({"issued_on": date(202, 3, 1)}, "issued_on", "from 1940 on"),
        ({"expires_on": date(2129, 3, 1)}, "expires_on", "more than 20 years"),
    ],
)
def test_dates_that_cannot_be_are_refused_beside_their_field(manager, license, change, field, words):
    with pytest.raises(Refused, match=words) as refused:
        look(manager, license, **change)
    assert refused.value.field == field
    assert not LicenseCheck.objects.exists()


def test_nobody_checks_their_own_license_or_that_of_another_clinic(manager, license, clinic):
    mine = LicenseFactory(practitioner=PractitionerFactory(user=manager, clinic=clinic))
    with pytest.raises(Refused, match="your own record"):
        look(manager, mine)
    foreign = LicenseFactory(practitioner=PractitionerFactory(clinic=ClinicFactory()))
    with pytest.raises(Refused):
        look(manager, foreign)
    with pytest.raises(Refused):
        look(license.practitioner.user, license)


def test_a_replaced_license_is_not_checked(manager, license):
    license.superseded_at = NOW
    with pytest.raises(Refused, match="corrected"):
        look(manager, license)


# The pages


def test_the_form_writes_the_look_with_what_was_captured(desk, license):
    capture = SimpleUploadedFile("look.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")
    reply = desk.post(reverse("desk:check_new", args=[license.pk]), FORM | {"capture": capture})
    assert reply.status_code == 302
    check = LicenseCheck.objects.get()
    assert (check.status_shown, check.capture.original_name) == ("Clear, active", "look.pdf")
    assert "Written down" in desk.get(reply["Location"]).content.decode()


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(desk, license):
    bad = FORM | {"checked_on": days(3), "source": "The board"}
    html = desk.post(reverse("desk:check_new", args=[license.pk]), bad).content.decode()
    assert "This date is in the future." in html
    assert 'value="The board"' in html
    html = desk.post(reverse("desk:check_new", args=[license.pk]), FORM | {"shows": ""}).content.decode()
    assert "Choose one." in html
    both = desk.post(reverse("desk:check_new", args=[license.pk]), FORM | {"encumbered": "on"}).content.decode()
    assert "Untick one of the two" in both
    assert not LicenseCheck.objects.exists()


def test_everything_wrong_is_said_at_once(desk, license):
    bad = FORM | {"status_shown": "", "expires_on": "", "checked_on": "1889-01-01", "issued_on": "", "source": ""}
    form = desk.post(reverse("desk:check_new", args=[license.pk]), bad).context["form"]
    assert set(form.errors) == {"status_shown", "expires_on", "checked_on", "source"}
    assert not LicenseCheck.objects.exists()


def test_what_is_not_shown_has_no_standing_and_no_dates(desk, license):
    url = reverse("desk:check_new", args=[license.pk])
    form = desk.post(url, FORM | {"shows": "no", "no_end": "on"}).context["form"]
    assert set(form.errors) == {"status_shown", "in_good_standing", "issued_on", "expires_on", "no_end"}
    assert "Untick this." in str(form.errors["in_good_standing"])
    empty = {"status_shown": "", "in_good_standing": "", "issued_on": "", "expires_on": ""}
    assert desk.post(url, FORM | empty | {"shows": "no"}).status_code == 302
    assert not LicenseCheck.objects.get().shows


def test_the_form_asks_for_the_status_and_offers_that_there_is_no_end(desk, license):
    html = desk.get(reverse("desk:check_new", args=[license.pk])).content.decode()
    status = html.split("Status as shown")[1].split("</label>")[0]
    assert "optional" not in status
    assert "The source shows no end" in html


def test_a_capture_that_is_not_what_it_says_is_refused_and_nothing_is_written(desk, license):
    capture = SimpleUploadedFile("look.pdf", b"PK\x03\x04 word", "application/pdf")
    html = desk.post(reverse("desk:check_new", args=[license.pk]), FORM | {"capture": capture}).content.decode()
    assert "Office document" in html
    assert not LicenseCheck.objects.exists()


def test_one_s_own_license_shows_a_dashed_button(desk, manager, clinic):
    mine = LicenseFactory(practitioner=PractitionerFactory(user=manager, clinic=clinic))
    url = reverse("desk:check_new", args=[mine.pk])
    html = desk.get(url).content.decode()
    assert 'aria-disabled="true"' in html
    assert "This is your own record." in html
    desk.post(url, FORM)
    assert not LicenseCheck.objects.exists()


def test_the_license_of_another_clinic_does_not_exist(desk):
    foreign = LicenseFactory(practitioner=PractitionerFactory(clinic=ClinicFactory()))
    url = reverse("desk:check_new", args=[foreign.pk])
    assert [desk.get(url).status_code, desk.post(url, FORM).status_code] == [404, 404]


def test_the_queue_holds_what_was_never_checked_and_what_goes_stale(manager, clinic):
    def licensed(**check):
        row = LicenseFactory(practitioner=PractitionerFactory(clinic=clinic))
        if check:
            LicenseCheckFactory(license=row, **check)
        return row

    never, stale = licensed(), licensed(checked_on=days(-200))
    soon, fresh = licensed(checked_on=days(-110)), licensed(checked_on=days(-100))
    retired = licensed()
    retired.practitioner.retired_on = days(-1)
    retired.practitioner.save()
    due = set(checks_due(manager, TODAY).values_list("pk", flat=True))
    assert due == {never.pk, stale.pk, soon.pk}
    assert fresh.pk not in due


def test_the_queue_filters_by_the_last_look(desk, clinic):
    never = LicenseFactory(practitioner=PractitionerFactory(clinic=clinic))
    stale = LicenseFactory(
        practitioner=PractitionerFactory(clinic=clinic), checked=True, checked__checked_on=days(-200)
    )
    soon = LicenseFactory(practitioner=PractitionerFactory(clinic=clinic), checked=True, checked__checked_on=days(-110))
    url = reverse("desk:checks")
    found = {
        look: [row.pk for row in desk.get(url, {"look": look}).context["page_obj"]]
        for look in ("never", "stale", "soon", "")
    }
    assert found == {"never": [never.pk], "stale": [stale.pk], "soon": [soon.pk], "": [never.pk, stale.pk, soon.pk]}


def test_the_queue_costs_the_same_for_one_and_for_thirty(desk, clinic):
    url = reverse("desk:checks")
    LicenseFactory(practitioner=PractitionerFactory(clinic=clinic))
    once = queries_of(lambda: desk.get(url))
    for _ in range(29):
        LicenseFactory(practitioner=PractitionerFactory(clinic=clinic))
    assert queries_of(lambda: desk.get(url)) == once
