"""The first page of a person: the answer for each clinic, the one next step, what is missing, what ends."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests import factories
from tests.factories import NOW, days
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from training.actions.standing import refresh_all
from training.evaluation.dates import long_date
from training.models import Enrollment, Renewal
from training.trees import block

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(clinic):
    return factories.PracticeRuleFactory(
        jurisdiction=clinic.jurisdiction,
        requirements=[block("hours", "all-hours", hours="50"), block("sessions", "some", count=2)],
        duties=["Written consent before the first needle."],
    )


@pytest.fixture
def scheme(db):
    version = factories.SchemeVersionFactory(scheme__name="Needle Practitioner", scheme__slug="needle")
    return version.scheme


def licensed(person, clinic):
    return factories.LicenseFactory(practitioner=person, jurisdiction=clinic.jurisdiction, checked=True)


def counted(person, supervisor, minutes=3000, sessions=2):
    factories.EvidenceFactory(practitioner=person, minutes=minutes, accepted=True, title="Full course")
    for _ in range(sessions):
        factories.SessionFactory(practitioner=person, supervisor=supervisor, signed=True)
    refresh_all([person.pk])


def first_step(client):
    return client.get("/my/").context["steps"][0]


def test_a_cleared_person_reads_so(mine, person, clinic, rule, supervisor):
    licensed(person, clinic)
    counted(person, supervisor)
    page = mine.get("/my/").content.decode()
    assert "You <em>may practice</em> dry needling in Florida." in page
    assert "Harbor Clinic, Florida" in page
    assert "by May 30, 2027" in page
    assert "Fla. Admin. Code 64B17-6.008" in page


def test_who_is_not_cleared_reads_what_is_missing(mine, person, clinic, rule, supervisor):
    licensed(person, clinic)
    counted(person, supervisor, minutes=2280, sessions=1)
    page = mine.get("/my/").content.decode()
    assert "You <em>may not</em> practice dry needling in Florida today." in page
    assert "12 more hours." in page
    assert "<b>38</b> of 50 hours" in page
    assert "1 more session, signed by an eligible supervisor." in page
    assert "Full course" in page


def test_no_adopted_rule_is_never_a_pass(mine, person, clinic):
    licensed(person, clinic)
    assert "We <em>cannot say yet</em>" in mine.get("/my/").content.decode()


def test_an_overdue_look_stops_practice(mine, person, clinic, rule, supervisor):
    row = factories.LicenseFactory(practitioner=person, jurisdiction=clinic.jurisdiction)
    factories.LicenseCheckFactory(license=row, checked_on=days(-200))
    counted(person, supervisor)
    page = mine.get("/my/").content.decode()
    assert "Do not practice dry needling in Florida today: a <em>check is due</em>." in page


def test_any_date_can_be_asked_about(mine, person, clinic, rule, supervisor):
    licensed(person, clinic)
    counted(person, supervisor)
    response = mine.get(f"/my/clearance/US-FL/?as_of={days(-500)}")
    assert response.context["as_of"] == days(-500)
    assert f"<em>may not</em> practice dry needling in Florida on {long_date(days(-500))}." in response.content.decode()
    assert "Written consent before the first needle." in mine.get("/my/clearance/US-FL/").content.decode()
    for unreadable in ("yesterday", "2027-02-30", "0000-01-01"):
        response = mine.get(f"/my/clearance/US-FL/?as_of={unreadable}")
        assert response.context["as_of"] == NOW.date()
        assert "That date could not be read" in response.content.decode()
    for extreme in ("0001-01-01", "9999-12-31"):
        assert mine.get(f"/my/clearance/US-FL/?as_of={extreme}").status_code == 200
    assert mine.get("/my/clearance/XX-YY/").status_code == 404


def test_the_next_step_goes_from_what_was_returned_to_what_is_missing(mine, person, clinic, rule, supervisor, scheme):
    assert first_step(mine).action == "Add your Florida license"
    licensed(person, clinic)
    assert first_step(mine).action == "Enroll in Needle Practitioner"
    item = factories.EvidenceFactory(practitioner=person, state="returned", title="Part 2")
    assert first_step(mine).action == "Mend “Part 2”"
    assert first_step(mine).url == f"/my/records/evidence/{item.pk}/"
    factories.SessionFactory(practitioner=person, supervisor=supervisor, state="returned")
    assert first_step(mine).action == "Mend a returned session"
    assert all(step.who == "You" for step in mine.get("/my/").context["steps"])


def test_when_others_must_act_it_says_who(mine, person, clinic, rule, supervisor, scheme):
    factories.LicenseFactory(practitioner=person, jurisdiction=clinic.jurisdiction)
    counted(person, supervisor)
    factories.EnrollmentFactory(practitioner=person, version=scheme.versions.get())
    steps = mine.get("/my/").context["steps"]
    assert [(step.who, step.action) for step in steps] == [
        ("Your compliance manager", "Check your Florida license at its source"),
        ("Your compliance manager", "Decide on Needle Practitioner"),
    ]


def test_with_nothing_to_do_the_page_says_so(mine, person, clinic, rule, supervisor):
    licensed(person, clinic)
    counted(person, supervisor)
    assert "Nothing to do" in mine.get("/my/").content.decode()


def test_dates_come_nearest_first(mine, person, clinic, rule, supervisor, scheme):
    licensed(person, clinic)
    factories.EvidenceFactory(practitioner=person, kind="credential", title="CPR card", accepted=True, ends_on=days(30))
    factories.CycleFactory(practitioner=person, version=scheme.versions.get(), anchor=days(-600))
    dates = [(each["date"], each["words"]) for each in mine.get("/my/").context["dates"]]
    assert dates == sorted(dates)
    assert dates[0] == (days(30), "CPR card: the last valid day.")
    assert any("Needle Practitioner: the last valid day." in words for _, words in dates)


def test_enrolling_needs_agreement(mine, person, scheme):
    page = mine.get("/my/schemes/needle/").content.decode()
    assert "20 more hours." in page
    refused = mine.post("/my/schemes/needle/enroll/")
    assert refused.status_code == 422
    assert "Tick this to enroll." in refused.content.decode()
    assert not Enrollment.objects.exists()
    for _ in range(2):
        assert mine.post("/my/schemes/needle/enroll/", {"agree": "yes"}).url == "/my/schemes/needle/"
    assert Enrollment.objects.get().practitioner == person
    assert "In progress" in mine.get("/my/schemes/needle/").content.decode()


def test_a_scheme_of_another_profession_or_without_a_version_does_not_exist(mine, scheme):
    scheme.profession = "chiropractor"
    scheme.save()
    empty = factories.SchemeFactory()
    for slug in ("needle", empty.slug, "nonsense"):
        assert mine.get(f"/my/schemes/{slug}/").status_code == 404
        assert mine.post(f"/my/schemes/{slug}/enroll/", {"agree": "yes"}).status_code == 404


def test_a_renewal_says_what_is_missing_then_is_submitted_once(mine, person, clinic, scheme):
    licensed(person, clinic)
    factories.CycleFactory(practitioner=person, version=scheme.versions.get(), anchor=days(-680))
    refresh_all([person.pk])
    assert first_step(mine).url == "/my/schemes/needle/renew/"
    refused = mine.post("/my/schemes/needle/renew/")
    assert refused.status_code == 422
    assert "Not yet: 1 of the renewal" in refused.content.decode()
    assert not Renewal.objects.exists()
    counted(person, None, sessions=0)
    for _ in range(2):
        assert mine.post("/my/schemes/needle/renew/").url == "/my/schemes/needle/"
    assert Renewal.objects.count() == 1
    assert "waits for a decision" in mine.get("/my/schemes/needle/renew/").content.decode()
    assert mine.get("/my/").context["steps"][0].who == "Your compliance manager"


def test_without_a_certification_there_is_nothing_to_renew(mine, scheme):
    assert mine.get("/my/schemes/needle/renew/").status_code == 404


def test_evidence_of_others_is_never_named(mine, person, clinic, rule, supervisor):
    other = factories.PractitionerFactory(clinic=clinic)
    counted(other, supervisor)
    assert "Full course" not in mine.get("/my/").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_with_one_row_and_with_thirty(
    mine, person, clinic, rule, supervisor, scheme, django_assert_num_queries, rows
):
    licensed(person, clinic)
    for _ in range(rows):
        counted(person, supervisor, sessions=1)
        factories.CompletionFactory(practitioner=person)
        factories.SessionFactory(practitioner=person, supervisor=supervisor)
        factories.EvidenceFactory(practitioner=person)
    factories.EnrollmentFactory(practitioner=person, version=scheme.versions.get())
    mine.get("/my/")
    with django_assert_num_queries(STANDING_QUERIES):
        mine.get("/my/")


STANDING_QUERIES = 37


DAYS_OF_CYCLE = {"renewal": -680, "grace": -750, "lapsed": -900, "active": -300}


def holding(person, scheme, state="active", **given):
    """A certification in that state on the day of the test; the cycle lasts 24 months, grace 2."""
    return factories.CycleFactory(
        practitioner=person, version=scheme.versions.get(), anchor=days(DAYS_OF_CYCLE[state]), **given
    )


def decided(person, scheme, kind, on=-10, reason="A board complaint is open."):
    row = factories.DecisionFactory(
        practitioner=person, scheme=scheme, kind=kind, effective_on=days(on), reason=reason, decided_at=NOW
    )
    refresh_all([person.pk])
    return row


def test_a_suspension_says_since_when_why_and_the_way_back(mine, person, scheme):
    holding(person, scheme)
    decided(person, scheme, "suspend")
    for address in ("/my/", "/my/schemes/needle/"):
        page = mine.get(address).content.decode()
        assert f"Suspended since {long_date(days(-10))}. The reason: A board complaint is open." in page
        assert "A compliance manager can reinstate it" in page
        assert "Valid until" not in page
        assert "You may renew from" not in page


def test_a_revocation_says_so_and_offers_no_renewal(mine, person, scheme):
    holding(person, scheme)
    decided(person, scheme, "revoke", reason="Fraud.")
    page = mine.get("/my/").content.decode()
    assert f"Revoked on {long_date(days(-10))}. The reason: Fraud." in page
    assert "It does not come back by itself." in page
    assert "renewal requirements met" not in page
    assert "You may renew" not in page


def test_grace_shows_its_last_day_and_the_step(mine, person, scheme):
    cycle = holding(person, scheme, "grace")
    page = mine.get("/my/").content.decode()
    assert f"The last valid day was {long_date(cycle.valid_until)}. Not certified until it is renewed." in page
    assert f"Renew by {long_date(cycle.grace_until)}" in page
    assert "You may renew from" not in page


def test_a_lapse_leads_back_by_a_first_certification(mine, person, scheme):
    cycle = holding(person, scheme, "lapsed")
    page = mine.get("/my/").content.decode()
    assert f"The last valid day was {long_date(cycle.valid_until)}." in page
    assert "The way back is a first certification: 1 requirement is open." in page
    factories.EvidenceFactory(practitioner=person, minutes=3000, accepted=True)
    refresh_all([person.pk])
    page = mine.get("/my/").content.decode()
    assert "All requirements of a first certification are met. A compliance manager decides." in page
    assert "Decide on Needle Practitioner" in page


def test_an_active_one_says_from_when_it_may_be_renewed_only_while_that_is_true(mine, person, scheme):
    cycle = holding(person, scheme)
    page = mine.get("/my/").content.decode()
    assert f"Valid until {long_date(cycle.valid_until)}." in page
    assert f"You may renew from {long_date(cycle.window_opens_on)}." in page
    later = holding(person, scheme, number=1)
    page = mine.get("/my/").content.decode()
    assert f"Renewed already: the next cycle is valid until {long_date(later.valid_until)}." in page
    assert "You may renew from" not in page.split("What ends, and when")[0]
