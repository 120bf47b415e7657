"""The desk's decision page: what was seen is what is decided, and paper comes with it or nothing does."""

import html
import re
from datetime import timedelta

import pytest

from certificates.models import Certificate
from tests import factories
from tests.certificates.make import decided, story
from training.actions.scheme import adopt_scheme_version
from training.evaluation.dates import add_months, long_date
from training.models import Decision, EvidenceState, Renewal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def address(given) -> str:
    return f"/desk/practitioners/{given.person.pk}/schemes/{given.scheme.slug}/decide/"


def shown(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def form_of(client, given, **changes) -> dict:
    """The fields as the page offers them."""
    page = client.get(address(given)).content.decode()
    digest = re.search(r'name="seen_digest" value="(\w+)"', page).group(1)
    return {
        "seen_digest": digest,
        "seen_name": given.person.full_name,
        "kind": "award",
        "reason": "All met.",
        "effective_on": given.today.isoformat(),
        **changes,
    }


@pytest.fixture
def desk(client, given):
    client.force_login(given.manager)
    return client


def test_the_page_shows_each_requirement_with_its_evidence(desk, given):
    page = shown(desk.get(address(given)))
    assert "20 course hours" in page
    assert "20 of 20 hours" in page
    assert "External course: Dry needling, part 1, An institute, Dec 31, 2026" in page
    assert "Confirmed" in page
    assert "Ready for a decision" in page


def test_an_award_decides_and_issues(desk, given):
    response = desk.post(address(given), form_of(desk, given))
    assert response.status_code == 302
    assert response["Location"] == f"/desk/practitioners/{given.person.pk}/"
    certificate = Certificate.objects.get()
    assert certificate.decision == Decision.objects.get()
    assert certificate.issued_by == given.manager
    said = [str(message) for message in response.wsgi_request._messages]
    assert said == ["Certified until February 28, 2029. Certificate DN-2027-00001 is issued."]


def test_a_double_click_issues_once(desk, given):
    form = form_of(desk, given)
    assert desk.post(address(given), form).status_code == 302
    again = desk.post(address(given), form)
    assert again.status_code == 302
    assert Certificate.objects.count() == Decision.objects.count() == 1


def test_what_changed_meanwhile_is_shown_and_nothing_is_decided(desk, given):
    form = form_of(desk, given, reason="Typed before the change.")
    given.person.evidence.update(state=EvidenceState.RETURNED)
    response = desk.post(address(given), form)
    page = shown(response)
    assert "Something changed since this page was shown." in page
    assert "Not yet: 1 requirement is missing." in page
    assert form["seen_digest"] not in response.content.decode()
    assert "Typed before the change." in page
    assert not Decision.objects.exists()


def test_a_renewal_is_not_decided_under_a_version_that_was_adopted_since_its_dates_were_shown(desk, given):
    cycle = factories.CycleFactory(
        practitioner=given.person, version=given.scheme.versions.get(), anchor=factories.days(-700)
    )
    waits = {"practitioner": given.person, "scheme": given.scheme, "cycle": cycle, "submitted_on": given.today}
    Renewal.objects.create(submitted_at=given.now, evaluation={"findings": []}, **waits)
    page = desk.get(address(given)).content.decode()
    form = form_of(desk, given, kind="renew", seen_rules=re.search(r'name="seen_rules" value="(\d+)"', page).group(1))
    shorter = {"number": 2, "cycle_months": 12, "effective_from": given.today, "adopted_at": None, "adopted_by": None}
    version = factories.SchemeVersionFactory(scheme=given.scheme, **shorter)
    adopt_scheme_version(by=given.manager, version=version, now=given.now, today=given.today)
    again = desk.post(address(given), form)
    assert "Something changed since this page was shown." in shown(again)
    assert f"Valid until {long_date(add_months(cycle.anchor, 36) - timedelta(days=1))}" in shown(again)
    assert not Decision.objects.filter(kind="renew").exists()
    seen = re.search(r'name="seen_rules" value="(\d+)"', again.content.decode()).group(1)
    assert desk.post(address(given), form | {"seen_rules": seen}).status_code == 302


def test_a_name_that_cannot_be_printed_decides_nothing(desk, given):
    given.person.full_name = "Ann 😀"
    given.person.save()
    page = shown(desk.post(address(given), form_of(desk, given)))
    assert "Nothing is decided, because the certificate cannot be issued." in page
    assert "U+1F600" in page
    assert not Decision.objects.exists()


def test_an_unconfirmed_name_refuses_the_award_with_the_reason(desk, given):
    given.person.name_confirmed_at = None
    given.person.save()
    page = desk.get(address(given))
    assert "The name is not confirmed as on the license yet." in shown(page)
    assert 'value="award"' not in page.content.decode()
    assert 'value="decline"' in page.content.decode()


def test_a_revocation_is_asked_twice_and_keeps_what_was_typed(desk, given):
    decided(given)
    form = form_of(desk, given, kind="revoke", reason="Needled outside the scope.")
    asked = desk.post(address(given), form)
    assert asked.status_code == 200
    assert "The certificate page will say “revoked”" in shown(asked)
    assert "Needled outside the scope." in shown(asked)
    assert not Decision.objects.filter(kind="revoke").exists()
    done = desk.post(address(given), form | {"confirmed": "yes"})
    assert done.status_code == 302
    assert Decision.objects.get(kind="revoke").reason == "Needled outside the scope."


def test_a_decision_of_a_coming_day_does_not_say_that_it_holds(desk, given):
    decided(given)
    form = form_of(desk, given, kind="suspend", reason="A complaint.", effective_on="2027-03-15")
    asked = shown(desk.post(address(given), form))
    assert "will say “suspended” from that day on, until it is reinstated" in asked
    done = desk.post(address(given), form | {"confirmed": "yes"}, follow=True)
    page = shown(done)
    assert "Suspended from March 15, 2027. Until then nothing changes." in page
    assert "The public page says so" not in page
    assert "Suspended from March 15, 2027 , decided Mar 1, 2027 : Dry Needling." in page


def test_the_dates_stand_beside_the_button_before_anything_is_decided(desk, given):
    first = shown(desk.get(address(given)))
    assert "Award: valid from March 1, 2027 Valid until February 28, 2029" in first
    assert "Renewal opens December 1, 2028 Grace until April 30, 2029" in first
    typed = form_of(desk, given, effective_on="2027-04-01", reason="") | {"dates": "yes"}
    response = desk.post(address(given), typed)
    assert "Award: valid from April 1, 2027 Valid until March 31, 2029" in shown(response)
    assert 'value="2027-04-01"' in response.content.decode()
    assert "aria-invalid" not in response.content.decode()
    assert not Decision.objects.exists()


def test_a_renewal_shows_the_dates_of_the_next_cycle(desk, given):
    cycle = factories.CycleFactory(
        practitioner=given.person, version=given.scheme.versions.get(), anchor=factories.days(-700)
    )
    Renewal.objects.create(
        practitioner=given.person,
        scheme=given.scheme,
        cycle=cycle,
        submitted_on=given.today,
        submitted_at=given.now,
        evaluation={"findings": []},
    )
    first, last = cycle.valid_until + timedelta(days=1), add_months(cycle.anchor, 48) - timedelta(days=1)
    assert f"Renew: valid from {long_date(first)} Valid until {long_date(last)}" in shown(desk.get(address(given)))


def test_evidence_leads_to_its_own_page(desk, given):
    entry = given.person.evidence.get()
    assert f'href="/desk/evidence/{entry.pk}/"' in desk.get(address(given)).content.decode()


def test_errors_stand_at_their_fields_and_nothing_is_lost(desk, given):
    form = form_of(desk, given, effective_on="2026-01-01", reason="Kept words")
    page = shown(desk.post(address(given), form))
    assert "A decision takes effect on its day or later." in page
    assert "Kept words" in page
    empty = desk.post(address(given), form_of(desk, given, reason="", kind="promote"))
    assert empty.content.decode().count('aria-invalid="true"') >= 1
    assert "id_reason_error" in empty.content.decode()
    assert not Decision.objects.exists()


def test_nobody_decides_on_themselves(desk, given):
    given.person.user = given.manager
    given.person.save()
    page = desk.get(address(given))
    assert "This is your own record." in shown(page)
    assert "seen_digest" not in page.content.decode()


def test_who_may_open_the_page(client, given):
    elsewhere = factories.UserFactory(role="manager")
    factories.ClinicFactory(manager=elsewhere)
    statuses = {
        given.manager: 200,
        factories.UserFactory(role="administrator"): 200,
        elsewhere: 404,
        given.person.user: 403,
        factories.UserFactory(role="editor"): 403,
    }
    for user, status in statuses.items():
        client.force_login(user)
        assert client.get(address(given)).status_code == status
    client.logout()
    assert client.get(address(given)).status_code == 302


def test_a_scheme_without_an_enrollment_is_not_there(desk, given):
    other = story("Somebody Else", "Another scheme")
    path = f"/desk/practitioners/{given.person.pk}/schemes/{other.scheme.slug}/decide/"
    assert desk.get(path).status_code == 404


def test_as_many_queries_for_one_session_as_for_thirty(
    desk, given, django_assert_num_queries, django_assert_max_num_queries
):
    from training.trees import block

    version = given.scheme.versions.get()
    version.initial = [block("sessions", "sessions", count=1)]
    version.save()
    supervisor = factories.PractitionerFactory(supervisor=True, login=True)
    make = {"practitioner": given.person, "supervisor": supervisor, "signed": True}
    make["signed__eligibility"] = {"eligible": True, "qualifications": []}
    factories.SessionFactory(**make)
    desk.get(address(given))
    with django_assert_max_num_queries(60) as one:
        desk.get(address(given))
    factories.SessionFactory.create_batch(29, **make)
    with django_assert_num_queries(len(one)):
        assert "30 signed sessions" in shown(desk.get(address(given)))
