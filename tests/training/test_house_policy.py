"""A house policy's life: adopted by whoever read for how many people it is, ended on a day, and followed by another."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from tests import factories
from tests.factories import NOW, PASSWORD, TODAY
from tests.training.rule_story import adopted, draft, manager, therapist
from training.actions import Refused
from training.actions.house_policy import adopt_house_policy, draft_next_policy, end_house_policy
from training.models import AuditEvent, HousePolicy
from training.queries.rules import rule_versions
from training.queries.standing import clearance
from training.queries.whatif_judge import policies_with
from training.trees import block

pytestmark = pytest.mark.django_db
PT = "physical_therapist"
LATER = NOW + timedelta(days=1)
START = TODAY - timedelta(days=30)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rule():
    return adopted(draft(requirements=[]))


def drafted(**given) -> HousePolicy:
    values = {"name": "CPR card", "requirements": [block("credential", "cpr", name="CPR")], "effective_from": START}
    return HousePolicy.objects.create(**values | given)


def in_force(**given) -> HousePolicy:
    return adopt_house_policy(by=manager(), policy=drafted(**given), now=NOW)


def test_an_ended_policy_asks_for_nothing_from_the_next_day_and_was_open_ended_before(rule):
    policy, person = in_force(), therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction))
    assert clearance(person, rule.jurisdiction, TODAY).outcome.value == "not_cleared"
    end_house_policy(by=manager(), policy=policy, last_day=TODAY - timedelta(days=1), now=LATER)
    assert clearance(person, rule.jurisdiction, TODAY).outcome.value == "cleared"
    assert clearance(person, rule.jurisdiction, TODAY - timedelta(days=1)).outcome.value == "not_cleared"
    assert clearance(person, rule.jurisdiction, TODAY, NOW).outcome.value == "not_cleared"
    assert person.standings.get(jurisdiction=rule.jurisdiction, starts_on__lte=TODAY, ends_on__gte=TODAY).outcome == (
        "cleared"
    )
    assert AuditEvent.objects.filter(action="house_policy.end").count() == 1


def test_the_law_holds_from_its_own_first_day_whenever_a_policy_begins(rule):
    person = therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction))
    in_force(effective_from=TODAY + timedelta(days=10), effective_until=TODAY + timedelta(days=20))
    for days in (0, 15, 25):
        law = clearance(person, rule.jurisdiction, TODAY + timedelta(days=days)).findings[0]
        assert (law.label, law.since, law.until) == ("Permitted by law", rule.effective_from, None)


def test_the_end_as_adopted_is_what_was_known(rule):
    policy = in_force(effective_until=date(2030, 12, 31))
    end_house_policy(by=manager(), policy=policy, last_day=date(2029, 12, 31), now=LATER)
    end_house_policy(by=manager(), policy=policy, last_day=date(2028, 12, 31), now=LATER)
    ends = [[each.effective_until for each in rule_versions(rule.jurisdiction, PT, at)] for at in (NOW, LATER)]
    assert [each[1] for each in ends] == [date(2030, 12, 31), date(2028, 12, 31)]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (START - timedelta(days=1), "that is the earliest last day"),
        (date(2030, 12, 31), "It ends on December 31, 2030 already"),
    ],
)
def test_an_end_that_cannot_be_meant_is_refused(day, sentence):
    policy = in_force(effective_until=date(2030, 12, 31))
    with pytest.raises(Refused, match=sentence) as refused:
        end_house_policy(by=manager(), policy=policy, last_day=day, now=NOW)
    assert refused.value.field == "last_day"


def test_a_last_day_beyond_any_plan_is_refused_and_the_page_says_so(client, ruth, rule):
    policy = in_force()
    client.force_login(ruth)
    page = client.post(reverse("desk:policy_end", args=[policy.pk]), {"last_day": "9999-12-31"})
    assert page.context["form"].errors == {"last_day": ["Choose a day within 50 years."]}
    policy.refresh_from_db()
    assert policy.effective_until is None


def test_a_policy_that_ends_with_the_calendar_cuts_nothing(rule):
    """A draft that somebody asks about may say so; nobody adopts such a day."""
    HousePolicy.objects.filter(pk=in_force().pk).update(effective_until=date.max)
    assert [each.effective_until for each in rule_versions(rule.jurisdiction, PT)] == [START - timedelta(days=1), None]


def test_a_draft_has_no_end_to_bring_forward_and_only_managers_end():
    with pytest.raises(Refused, match="This is a draft"):
        end_house_policy(by=manager(), policy=drafted(), last_day=TODAY, now=NOW)
    with pytest.raises(Refused, match="Only a compliance manager"):
        end_house_policy(by=factories.UserFactory(role="editor"), policy=in_force(name="B"), last_day=TODAY, now=NOW)


def test_the_next_version_ends_the_one_before_once_it_is_adopted(rule):
    old = in_force()
    old.jurisdictions.add(rule.jurisdiction)
    new = draft_next_policy(by=manager(), policy=old, now=NOW, today=TODAY)
    assert (new.name, new.replaces, new.adopted_at) == ("CPR card, version 2", old, None)
    assert list(new.requirements.raw_data) == list(old.requirements.raw_data)
    assert list(new.jurisdictions.all()) == [rule.jurisdiction]
    with pytest.raises(Refused, match="CPR card, version 2 is drafted already"):
        draft_next_policy(by=manager(), policy=old, now=NOW, today=TODAY)
    foreseen = policies_with(new, [old])
    assert [each.effective_until for each in foreseen] == [TODAY, None]
    adopt_house_policy(by=manager(), policy=new, now=LATER)
    old.refresh_from_db()
    assert (old.effective_until, new.effective_from) == (TODAY, TODAY + timedelta(days=1))
    assert draft_next_policy(by=manager(), policy=new, now=LATER, today=TODAY).name == "CPR card, version 3"


def test_a_successor_begins_after_the_one_it_replaces():
    new = draft_next_policy(by=manager(), policy=in_force(), now=NOW, today=TODAY)
    HousePolicy.objects.filter(pk=new.pk).update(effective_from=START)
    with pytest.raises(Refused, match="Write a later first day"):
        adopt_house_policy(by=manager(), policy=new, now=NOW)


@pytest.fixture
def ruth(client):
    user = factories.UserFactory(role="manager", first_name="Ruth", last_name="Lindqvist")
    assert client.login(email=user.email, password=PASSWORD)
    return user


def test_whoever_adopts_reads_first_for_how_many_people_it_is(client, ruth, rule):
    clinic = factories.ClinicFactory(jurisdiction=rule.jurisdiction)
    for name in ("Inés Zamora", "Bo Lind"):
        therapist(clinic, name)
    policy = drafted()
    listed = client.get("/desk/rules/").content.decode()
    assert reverse("desk:policy_adopt", args=[policy.pk]) not in listed
    assert reverse("desk:policy", args=[policy.pk]) in listed
    page = client.get(reverse("desk:policy", args=[policy.pk])).content.decode()
    assert "the rule of 1 jurisdiction." in page
    assert "2 people work or are licensed there" in page
    assert "It changes answers back to" in page
    assert f"?draft=policy-{policy.pk}" in page


def test_it_is_ended_and_followed_from_its_page(client, ruth):
    policy = in_force()
    end, page = (reverse(f"desk:{name}", args=[policy.pk]) for name in ("policy_end", "policy"))
    assert "earliest last day" in client.post(end, {"last_day": START - timedelta(days=1)}).content.decode()
    assert "Choose the last day" in client.post(end, {}).content.decode()
    assert "Its last day is" in client.post(end, {"last_day": TODAY}, follow=True).content.decode()
    policy.refresh_from_db()
    assert policy.effective_until == TODAY
    assert "was open-ended" in client.get(page).content.decode()
    done = client.post(reverse("desk:policy_next", args=[policy.pk]), follow=True).content.decode()
    assert "CPR card, version 2" in done
    again = client.post(reverse("desk:policy_next", args=[policy.pk]), follow=True).content.decode()
    assert "is drafted already" in again
