"""What a module or an external course counts toward for one person: each rule and scheme in play, or why not."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.counting import queries_of
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from training.models import EvidenceState, EvidenceStep, PracticeRule, Scheme
from training.queries.my_facts import MyFacts
from training.queries.toward import InPlay
from training.trees import block

pytestmark = pytest.mark.django_db
FIFTY = block("hours", "all", hours="50")
TEN_IN_PERSON = block("hours", "in-person", hours="10", modes=["in_person"])
EXAM = block("exam", "e", name="Needle exam")


def rule(code, *requirements, **given):
    place = factories.JurisdictionFactory(code=code)
    return factories.PracticeRuleFactory(jurisdiction=place, requirements=list(requirements), **given)


def license_in(person, code):
    return factories.LicenseFactory(practitioner=person, jurisdiction=factories.JurisdictionFactory(code=code))


def module_of(mode="self_paced", minutes=90, subject="safety", **given):
    credit = [{"subject": subject, "mode": mode, "minutes": minutes}]
    return factories.ModuleFactory(revised__credit=credit, **given)


def said(person, module):
    """The words for each rule and scheme, by its name."""
    return {each.name: each.words for each in InPlay(MyFacts(person), TODAY).of_module(module)}


def url_of(entry):
    return reverse("my:evidence", args=[entry.pk])


def of_entry(person, entry):
    return {each.name: each for each in InPlay(MyFacts(person), TODAY).of_entry(entry)}


@pytest.fixture
def scheme(person):
    """A scheme in which the person is enrolled: five modules, two of them done a month ago."""
    done = [module_of(title=f"Done {n}") for n in (1, 2)]
    left = [module_of(title=f"Left {n}") for n in (1, 2, 3)]
    keys = [str(each.key) for each in (*done, *left)]
    version = factories.SchemeVersionFactory(
        scheme__name="Dry Needling Practitioner",
        initial=[block("modules", "five", modules=keys)],
        renewal=[block("hours", "again", hours="12")],
    )
    factories.EnrollmentFactory(practitioner=person, version=version)
    for each in done:
        factories.CompletionFactory(practitioner=person, revision=each.current)
    return {"done": done, "left": left, "version": version}


LINES = {
    "hours": ([FIFTY], {}, "1.5 of the 50 hours still missing"),
    "the last hours": ([block("hours", "h", hours="1")], {}, "all 1 hour still missing"),
    "mode": ([TEN_IN_PERSON], {}, "nothing, it asks for hours in person"),
    "subject": (
        [block("hours", "h", hours="4", subjects=["law"])],
        {},
        "nothing, it asks for hours on law, ethics and documentation",
    ),
    "subjects": (
        [block("hours", "h", hours="4", subjects=["law", "theory"])],
        {},
        "nothing, it asks for hours on other subjects",
    ),
    "narrowed": (
        [block("hours", "h", hours="4", subjects=["safety"], modes=["self_paced"])],
        {},
        "1.5 of the 4 hours still missing on infection control and safety, self-paced",
    ),
    "day": ([block("hours", "h", hours="4", until=days(-30))], {}, "nothing, the day is after January 30, 2027"),
    "modules": ([block("modules", "m", modules=["a-key-of-another"])], {}, "nothing, it asks for other modules"),
    "no courses": ([EXAM], {}, "nothing, it asks for no courses"),
    "unread": ([block("unknown", "u", what="Hours")], {}, "not known, nobody has read yet what it asks for"),
    "prohibited": ([], {"status": "prohibited"}, "nothing, prohibited by law"),
    "silent": ([], {"status": "silent"}, "not known, the law is silent"),
    "position": (
        [],
        {"status": "silent", "position": "prohibited"},
        "nothing, the law is silent; prohibited by the position of the organization",
    ),
    "alternative": ([block("any_of", "g", of=[FIFTY, EXAM])], {}, "1.5 of the 50 hours still missing"),
    "stage": (
        [FIFTY],
        {"provisional": [block("hours", "begin", hours="30")], "provisional_months": 48},
        "1.5 of the 50 hours still missing; 1.5 of the 30 hours still missing to begin provisionally",
    ),
    "many": (
        [FIFTY, *(block("hours", f"h{n}", hours=str(n)) for n in (3, 4, 5))],
        {},
        "1.5 of the 50 hours still missing; 1.5 of the 3 hours still missing; 2 more lines",
    ),
    "smallest": (
        [block("hours", "h", hours="0.25", subjects=["safety"])],
        {},
        "the hours that it asks for on infection control and safety",
    ),
}


@pytest.mark.parametrize(("requirements", "given", "words"), LINES.values(), ids=LINES)
def test_a_module_says_which_line_it_fills_or_why_none(person, requirements, given, words):
    rule("US-FL", *requirements, **given)
    assert said(person, module_of())["Florida"] == words


def test_what_is_missing_is_counted_from_what_counts_today(person):
    rule("US-FL", TEN_IN_PERSON)
    factories.EvidenceFactory(practitioner=person, minutes=300, accepted=True)
    assert said(person, module_of("in_person"))["Florida"] == "1.5 of the 5 hours still missing in person"


def test_what_is_met_needs_nothing_more(person):
    rule("US-FL", block("hours", "h", hours="5"))
    factories.EvidenceFactory(practitioner=person, minutes=300, accepted=True)
    assert said(person, module_of())["Florida"] == "nothing more, what it asks of courses is met"


def test_without_a_rule_nobody_knows(person):
    draft = {"state": PracticeRule.State.DRAFT, "adopted_at": None, "adopted_by": None, "review_on": None}
    rule("US-FL", FIFTY, **draft)
    assert said(person, module_of()) == {"Florida": "not known, no adopted rule is in force on this date"}


def test_what_it_teaches_counts_where_the_rule_opens_only_that(person):
    rule("US-FL", FIFTY, scope_from_training=True)
    teaching = factories.ModuleFactory(revised__taught=["neck"])
    assert said(person, teaching)["Florida"] == "1 of the 50 hours still missing; the body regions that it teaches"


def test_what_is_new_of_it_widens_what_may_be_practiced(person):
    found = rule("US-FL", block("hours", "h", hours="5"), scope_from_training=True)
    factories.LicenseFactory(practitioner=person, jurisdiction=found.jurisdiction, checked=True)
    factories.EvidenceFactory(practitioner=person, minutes=300, accepted=True, taught=["neck"])
    teaching = factories.ModuleFactory(revised__taught=["neck", "shoulder"])
    assert said(person, teaching)["Florida"] == "opens shoulder"


def test_a_module_is_the_next_of_those_that_a_scheme_names(person, scheme):
    assert said(person, scheme["left"][0])["Dry Needling Practitioner"] == "module 3 of 5"


def test_a_done_module_says_what_it_counts_as(person, scheme):
    rule("US-FL", FIFTY)
    assert said(person, scheme["done"][0]) == {
        "Florida": "counts as 1.5 of its 50 hours",
        "Dry Needling Practitioner": "counts as 1 of its 5 modules",
    }


def test_a_repetition_counts_once(person):
    rule("US-FL", FIFTY)
    module = module_of()
    for when in (-30, -10):
        factories.CompletionFactory(practitioner=person, revision=module.current, completed_on=days(when))
    assert said(person, module)["Florida"] == "counts as 1.5 of its 50 hours"


def test_a_module_of_an_earlier_cycle_counts_again_once_it_is_taken_again(person, scheme):
    factories.CycleFactory(practitioner=person, version=scheme["version"], anchor=days(-15))
    renewal = "nothing now, its renewal counts courses from February 14, 2027"
    again = "taken again, 1.5 of the 12 hours still missing to renew"
    assert said(person, scheme["done"][0])["Dry Needling Practitioner"] == f"{renewal}; {again}"
    assert said(person, scheme["left"][0])["Dry Needling Practitioner"] == "1.5 of the 12 hours still missing to renew"


def test_a_part_of_a_met_alternative_is_not_told_as_counting(person):
    rule("US-FL", block("any_of", "g", of=[FIFTY, EXAM]))
    module = module_of()
    factories.CompletionFactory(practitioner=person, revision=module.current)
    factories.EvidenceFactory(practitioner=person, kind="exam", title="Needle exam", score=90, accepted=True)
    assert said(person, module)["Florida"] == "nothing more, what it asks of courses is met"


def test_a_scheme_on_offer_is_told_until_one_is_enrolled_in(person):
    version = factories.SchemeVersionFactory(scheme__name="Advanced")
    found = InPlay(MyFacts(person), TODAY).of_module(module_of())
    assert [(each.name, each.is_offer) for each in found] == [("Florida", False), ("Advanced", True)]
    factories.EnrollmentFactory(practitioner=person, version=version)
    factories.SchemeVersionFactory(scheme__name="Another")
    found = InPlay(MyFacts(person), TODAY).of_module(module_of())
    assert [(each.name, each.is_offer) for each in found] == [("Florida", False), ("Advanced", False)]
    assert Scheme.objects.count() == 2


def test_what_is_promised_is_what_comes(person, scheme):
    """Each figure that a line would have is the one that it has once the module is completed."""
    rule("US-FL", FIFTY, TEN_IN_PERSON, block("hours", "s", hours="4", subjects=["safety"]))
    module = scheme["left"][0]
    promised = {each.name: len(each.shares) for each in InPlay(MyFacts(person), TODAY).of_module(module)}
    before = figures(person)
    factories.CompletionFactory(practitioner=person, revision=module.current, completed_on=TODAY)
    after = figures(person)
    assert {name: sum(after[key] > before[key] for key in after if key[0] == name) for name in promised} == promised
    assert promised == {"Florida": 2, "Dry Needling Practitioner": 1}
    assert {each.name: len(each.shares) for each in InPlay(MyFacts(person), TODAY).of_module(module)} == promised


def figures(person):
    """What each line about courses has, by the name of its rule or scheme and its id."""
    return {
        (each.name, leaf.finding.id): leaf.finding.have
        for each in InPlay(MyFacts(person), TODAY).targets
        for leaf in each.leaves
    }


def test_an_entry_counts_in_every_rule_and_scheme_that_it_satisfies(person, scheme):
    license_in(person, "US-CO")
    license_in(person, "US-NY")
    rule("US-FL", FIFTY, TEN_IN_PERSON)
    rule("US-CO", block("hours", "h", hours="20", subjects=["theory"]))
    rule("US-NY", status="prohibited")
    entry = factories.EvidenceFactory(practitioner=person, minutes=240, accepted=True)
    assert {name: each.words for name, each in of_entry(person, entry).items()} == {
        "Florida": "counts as 4 of its 50 hours; 4 of its 10 hours in person",
        "Colorado": "nothing, it asks for hours on theory of dry needling",
        "US-NY": "nothing, prohibited by law",
        "Dry Needling Practitioner": "nothing, it asks for modules of ours",
    }


def test_an_entry_says_what_of_it_does_not_count(person):
    rule("US-FL", TEN_IN_PERSON)
    entry = factories.EvidenceFactory(practitioner=person, minutes=240, accepted=True)
    entry.lines.create(subject="theory", mode="live_online", minutes=90)
    (share,) = of_entry(person, entry)["Florida"].shares
    assert (share.words, share.left_out) == (
        "4 of its 10 hours in person",
        "1.5 hours do not count here: not in person.",
    )


def test_an_entry_that_waits_says_what_it_would_add_and_a_returned_one_nothing(mine, person):
    rule("US-FL", TEN_IN_PERSON)
    entry = factories.EvidenceFactory(practitioner=person, minutes=240)
    assert of_entry(person, entry)["Florida"].words == "4 of the 10 hours still missing in person"
    page = mine.get(url_of(entry)).content.decode()
    assert "once it is accepted" in page
    assert "4 of the 10 hours still missing in person." in page
    entry.state = EvidenceState.RETURNED
    entry.save()
    EvidenceStep.objects.create(evidence=entry, state="returned", comment="No date.", at=NOW, by=entry.recorded_by)
    assert of_entry(person, entry) == {}
    assert "It counts for nothing: it is returned." in mine.get(url_of(entry)).content.decode()


def test_a_license_that_is_added_later_is_asked_by_itself(mine, person):
    rule("US-FL", FIFTY)
    colorado = rule("US-CO", TEN_IN_PERSON).jurisdiction
    entry = factories.EvidenceFactory(practitioner=person, minutes=240, accepted=True)
    url = url_of(entry)
    assert [each.name for each in mine.get(url).context["toward"]] == ["Florida"]
    mine.post(
        "/my/records/licenses/new/",
        {"type": "license", "jurisdiction": colorado.pk, "number": "PTL 1", "issued_on": "2020-05-04"},
    )
    found = {each.name: each.words for each in mine.get(url).context["toward"]}
    assert found == {"Florida": "counts as 4 of its 50 hours", "Colorado": "counts as 4 of its 10 hours in person"}
    assert "4 of its 10 hours in person." in mine.get(url).content.decode()


def test_another_kind_of_record_is_asked_nothing(mine, person):
    exam = factories.EvidenceFactory(practitioner=person, kind="exam", title="Needle exam", score=90)
    assert "What it counts toward" not in mine.get(url_of(exam)).content.decode()


def test_the_pages_of_a_module_say_it(mine, person, scheme):
    rule("US-FL", FIFTY)
    license_in(person, "US-UT")
    rule("US-UT", TEN_IN_PERSON)
    catalog = mine.get("/learn/").content.decode()
    assert "Module 3 of 5." in catalog
    assert "1.5 of the 47 hours still missing." in catalog
    assert "Nothing, it asks for hours in person." in catalog
    page = mine.get(f"/learn/{scheme['left'][0].key}/").content.decode()
    assert "What this counts toward for you" in page
    assert "Module 3 of 5." in page
    assert '<a href="/my/clearance/US-UT/">US-UT</a>' in page


def test_who_has_neither_license_nor_clinic_is_told_so_once(browser_of):
    alone = factories.PractitionerFactory(login=True)
    for _ in range(2):
        module_of()
    page = browser_of(alone.user).get("/learn/").content.decode()
    assert page.count("Add your license") == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_a_module_costs_no_query_of_its_own(mine, person, scheme, django_assert_num_queries, rows):
    rule("US-FL", FIFTY)
    modules = [module_of() for _ in range(rows)]
    with django_assert_num_queries(IN_PLAY):
        in_play = InPlay(MyFacts(person), TODAY)
        for module in modules:
            assert len(in_play.of_module(module)) == 2


IN_PLAY = 18


def test_the_pages_cost_the_same_however_much_is_on_record(mine, person, scheme):
    rule("US-FL", FIFTY)
    module = scheme["left"][0]
    first = factories.EvidenceFactory(practitioner=person, minutes=60, accepted=True)
    urls = ("/learn/", f"/learn/{module.key}/", url_of(first))
    few = [queries_of(lambda url=url: mine.get(url)) for url in urls]
    for _ in range(30):
        factories.EvidenceFactory(practitioner=person, minutes=60, accepted=True)
        factories.CompletionFactory(practitioner=person, revision=module_of().current)
    assert [queries_of(lambda url=url: mine.get(url)) for url in urls] == few
    assert all(count <= MOST for count in few)


MOST = 33


WITHIN = block("within", "w", months=24, anchor="first_course", of=[FIFTY])


def test_a_time_limit_counts_from_the_course_that_is_in_time(person):
    rule("US-FL", WITHIN)
    old = factories.EvidenceFactory(practitioner=person, minutes=60, accepted=True, happened_on=days(-1400))
    new = factories.EvidenceFactory(practitioner=person, minutes=120, accepted=True)
    assert said(person, module_of())["Florida"] == "1.5 of the 48 hours still missing"
    assert of_entry(person, new)["Florida"].words == "counts as 2 of its 50 hours"
    assert of_entry(person, old)["Florida"].words == "nothing, before the time for this began, or done twice"
