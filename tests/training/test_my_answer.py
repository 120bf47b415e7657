"""The answer for a place in words: whose rule it is, when it ends, and to what it is limited."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests import factories
from tests.factories import days
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from tests.training.test_my_standing import licensed
from training.evaluation.dates import long_date
from training.trees import block

pytestmark = pytest.mark.django_db
PAGE = "/my/clearance/US-FL/"


def page(client, query="", address=PAGE):
    return client.get(f"{address}{query}").content.decode()


def drafted(clinic, **given):
    unadopted = {"state": "draft", "adopted_at": None, "adopted_by": None, "review_on": None}
    return factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, **unadopted | given)


@pytest.mark.parametrize("address", [PAGE, "/where/US-FL/"])
def test_what_research_forbids_is_not_an_open_question(mine, clinic, address):
    drafted(clinic, status="prohibited", citation="Cal. Bus. Code 2620", requirements=[])
    found = page(mine, address=address)
    assert "Do <em>not practice</em> dry needling in Florida: as researched, it is not permitted." in found
    assert "We go by Cal. Bus. Code 2620, as public pages tell it; nobody of ours has read the law itself" in found
    assert "cannot say yet" not in found


def test_a_day_that_is_asked_about_is_in_every_answer(mine, clinic):
    assert f"practice dry needling in Florida on {long_date(days(9))}." in page(mine, f"?as_of={days(9)}")
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, status="prohibited", requirements=[])
    assert f"</em> in Florida on {long_date(days(9))}." in page(mine, f"?as_of={days(9)}")


def test_an_own_position_is_said_with_the_answer(mine, person, clinic):
    licensed(person, clinic)
    factories.PracticeRuleFactory(
        jurisdiction=clinic.jurisdiction, status="silent", position="permitted", position_basis="Our counsel."
    )
    found = page(mine)
    assert "The law of Florida leaves it open; that you may is the position of our organization." in found
    assert "The law is silent; that it may be practiced there is our own position." in found
    assert "we permit it" not in found


def test_provisional_practice_names_the_first_day_that_changes_it(mine, person, clinic):
    licensed(person, clinic)
    factories.PracticeRuleFactory(
        jurisdiction=clinic.jurisdiction,
        requirements=[block("hours", "h", hours="50")],
        provisional=[block("hours", "p", hours="10")],
        provisional_months=48,
    )
    factories.EvidenceFactory(practitioner=person, minutes=600, accepted=True)
    found = page(mine)
    assert "<em>provisionally</em>, until May 30, 2027." in found
    assert "Meet 1 requirement more by" in found
    assert "We check your Florida license again by May 30, 2027; that is for us to do." in found


def test_a_limited_scope_stands_in_the_first_paragraph(mine, person, clinic):
    licensed(person, clinic)
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, scope=["neck"])
    found = mine.get(PAGE).context["answer"]["because"]
    assert found.startswith("Limited to: Neck.")


def test_who_is_of_another_profession_reads_so(mine, person, clinic):
    person.profession = "athletic_trainer"
    person.save()
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction)
    assert "No rule that we adopted for your profession (athletic trainer) is in force there" in page(mine)


def test_a_limited_certification_is_named_beside_the_answer(mine, person, clinic):
    licensed(person, clinic)
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction)
    version = factories.SchemeVersionFactory(scheme__name="Needle Practitioner")
    cycle = factories.CycleFactory(practitioner=person, version=version)
    assert "covers only" not in mine.get("/my/").content.decode().split("Why, line by line")[0]
    about = {"practitioner": person, "scheme": version.scheme, "about": cycle, "scope": ["neck", "deep"]}
    factories.DecisionFactory(**about, kind="reduce_scope", effective_on=days(-10))
    first = mine.get("/my/").content.decode().split("Why, line by line")[0]
    assert "Your Needle Practitioner covers only" in first


def test_a_missing_line_leads_to_its_form_filled_in(mine, person, clinic):
    licensed(person, clinic)
    ask = [block("attestation", "a", name="Competent in practice", label="The board asks for a statement")]
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, requirements=ask)
    address = "/my/records/attestation/new/?title=Competent+in+practice"
    assert f'<a href="{address}">Add it' in page(mine)
    assert mine.get("/my/").context["steps"][0].url == address
    assert mine.get(address).context["form"]["asked"].value() == "Competent in practice"


@pytest.mark.parametrize(("mode", "url"), [("self_paced", "/learn/"), ("in_person", "/my/records/credit/new/")])
def test_hours_lead_to_where_they_can_be_had(mine, person, clinic, mode, url):
    licensed(person, clinic)
    ask = [block("hours", "h", hours="5", modes=[mode])]
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, requirements=ask)
    factories.ModuleFactory(revised__credit=[{"subject": "safety", "mode": "self_paced", "minutes": 300}])
    assert mine.get(PAGE).context["clearing"].lines[0].act.url == url


def test_a_line_whose_parts_all_wait_waits_too(mine, person, clinic):
    licensed(person, clinic)
    hours = [block("hours", "h", hours="50"), block("hours", "in", hours="40", modes=["in_person"])]
    within = block("within", "w", months=48, anchor="first_course", of=hours)
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, requirements=[within])
    factories.EvidenceFactory(practitioner=person, minutes=1800, accepted=True)
    factories.EvidenceFactory(practitioner=person, minutes=1200)
    line = mine.get(PAGE).context["clearing"].lines[0]
    assert (line.words, line.who, line.act) == ("2 parts are missing.", "your compliance manager", None)
    assert {child.who for child in line.children} == {"your compliance manager"}


def test_provisional_practice_is_no_line_once_the_training_is_complete(mine, person, clinic):
    factories.PracticeRuleFactory(
        jurisdiction=clinic.jurisdiction,
        requirements=[block("hours", "h", hours="50")],
        provisional=[block("hours", "p", hours="10")],
        provisional_months=48,
    )
    assert "Provisional practice" in page(mine)
    factories.EvidenceFactory(practitioner=person, minutes=3000, accepted=True)
    assert "Provisional practice" not in page(mine)


def test_a_law_that_is_silent_was_read(mine, clinic):
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, status="silent", requirements=[])
    found = page(mine)
    assert "We have taken no position on it." in found
    assert "Nobody has read yet" not in found


def test_another_place_is_told_of_the_same_day(mine, person, clinic):
    licensed(person, clinic)
    ohio = factories.JurisdictionFactory(code="US-OH", name="Ohio")
    factories.LicenseFactory(practitioner=person, jurisdiction=ohio, checked=True)
    assert '<span class="xsmall muted">on ' in page(mine, f"?as_of={days(9)}")
    assert '<span class="xsmall muted">today' not in page(mine, f"?as_of={days(9)}")
