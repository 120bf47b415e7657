"""Forms of deciding about many, and addresses of the lists, as nobody's page sends them."""

import pytest

from certificates.bulk.candidates import candidates, people
from certificates.models import BulkIssue, BulkItem
from tests import factories
from tests.certificates.bulk.story import asked, many, seen_now
from tests.certificates.bulk.test_pages import CHOOSE, SAID, shown, values
from tests.factories import TODAY
from training.actions.standing import refresh_all
from training.models import Decision, Organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
CONFIRMED = {"confirmed": "yes"}
PLACES = ("person", "scheme", "kind", "digest", "rules", "name")


@pytest.fixture
def given():
    return many(2)


def tampered(value: str, **changes) -> str:
    """What the page says of a person, with other words in some of its places."""
    return "|".join((dict(zip(PLACES, value.split("|", 5), strict=True)) | changes).values())


def same_rules_elsewhere(given):
    """Another scheme, the first by its name, which asks the same of the same people."""
    version = factories.SchemeVersionFactory(
        scheme=factories.SchemeFactory(name="A scheme"), certificate_words="has met it", scope="Neck"
    )
    for person in given.people:
        factories.EnrollmentFactory(practitioner=person, version=version)
    refresh_all([person.pk for person in given.people])
    return version.scheme


@pytest.mark.parametrize("address", ["", "?scheme=none-of-ours", "?scheme=a-scheme"])
def test_what_was_shown_of_one_scheme_is_never_decided_of_another(desk, given, address):
    chosen = values(desk.get(CHOOSE).text)
    scheme = same_rules_elsewhere(given)
    type(scheme).objects.filter(pk=scheme.pk).update(slug="a-scheme")
    assert "Nobody can be decided about" in shown(desk.post(CHOOSE + address, SAID | {"chosen": chosen}))
    answer = desk.post(CHOOSE + address, SAID | CONFIRMED | {"chosen": chosen})
    assert "The list that was shown is not of A scheme." in shown(answer)
    assert not BulkIssue.objects.exists()


def test_nobody_asks_from_the_page_of_somebody_else(desk, given):
    colleague = factories.UserFactory(role="administrator", first_name="Ada", last_name="Long")
    first = asked(given, by=colleague, seen=seen_now(given)[:1])
    form = SAID | CONFIRMED | {"chosen": values(desk.get(CHOOSE).text), "token": str(first.token)}
    assert "Somebody else asked from this page." in shown(desk.post(CHOOSE, form))
    assert BulkIssue.objects.get() == first


def test_people_of_another_clinic_are_left_out_whatever_the_form_says(desk, given):
    other = many(2, name="Another scheme")
    theirs = [each.seen for each in candidates(people(other.manager, other.scheme, TODAY), other.scheme, TODAY)]
    for scheme in (given.scheme, other.scheme):
        for more in ({}, CONFIRMED):
            desk.post(f"{CHOOSE}?scheme={scheme.slug}", SAID | more | {"chosen": theirs})
    assert not BulkItem.objects.exists()
    assert not Decision.objects.exists()


def test_a_manager_never_decides_about_themselves(desk, given):
    person = given.people[0]
    value = next(each for each in values(desk.get(CHOOSE).text) if each.startswith(f"{person.pk}|"))
    type(person).objects.filter(pk=person.pk).update(user=given.manager)
    desk.post(CHOOSE, SAID | CONFIRMED | {"chosen": [value]})
    assert not BulkItem.objects.exists()


TAMPERED = [
    {"person": "9" * 18},
    {"person": "9" * 5000},
    {"person": "²"},
    {"scheme": "9" * 18},
    {"scheme": ""},
    {"kind": "revoke"},
    {"digest": "\N{GRINNING FACE}" * 64},
    {"rules": "\n" * 20},
    {"name": "x" * 300},
    {"name": "x" * 301},
]


@pytest.mark.parametrize("changes", TAMPERED, ids=range(len(TAMPERED)))
def test_what_no_page_says_of_a_person_decides_nothing(desk, given, changes):
    value = tampered(values(desk.get(CHOOSE).text)[0], **changes)
    for more in ({}, CONFIRMED, {"again": "yes"}):
        assert desk.post(CHOOSE, SAID | more | {"chosen": [value]}).status_code in (200, 302)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2027-13-45", "\N{FULLWIDTH DIGIT ONE}"])
def test_a_day_at_the_end_of_the_calendar_decides_nothing(desk, given, day):
    chosen = values(desk.get(CHOOSE).text)
    for more in ({}, CONFIRMED):
        assert desk.post(CHOOSE, SAID | more | {"chosen": chosen, "effective_on": day}).status_code == 200
    assert not BulkIssue.objects.exists()


DAYS = ["issued_until=9999-12-31", "issued_from=9999-12-31", "issued_from=0001-01-01", "issued_until=0001-01-01"]


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Guam"])
@pytest.mark.parametrize("query", DAYS)
def test_a_list_until_the_end_of_the_calendar_is_a_list(desk, given, query, zone):
    asked(given)
    Organization.objects.create(time_zone=zone)
    kept = query in ("issued_until=9999-12-31", "issued_from=0001-01-01")
    page = desk.get(f"/desk/certificates/?{query}")
    assert page.status_code == 200
    assert ("DN-2027-00001" in page.text) == kept
    assert desk.post(f"/desk/certificates/download/?{query}").status_code == (200 if kept else 302)
