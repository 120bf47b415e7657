"""The desk's pages about rules and schemes: what is shown, prefilled, refused and done."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import NOW, PASSWORD, TODAY
from tests.training.rule_story import KEYS, REVIEW, adopted, all_nothing, draft, place
from training.actions.rule import draft_next
from training.management.commands.load_jurisdictions import DATA, load_file
from training.models import HousePolicy, PracticeRule, SchemeVersion
from training.queries.drafts import digest_of
from training.rule_fields import CONSENT, Answer
from training.trees import block

pytestmark = pytest.mark.django_db
LIST = "/desk/rules/"
NOTHING_READ = {"kind": "nothing", "read": "Rule 1"}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ruth(client):
    user = factories.UserFactory(role="manager", first_name="Ruth", last_name="Lindqvist")
    assert client.login(email=user.email, password=PASSWORD)
    return user


def url(rule) -> str:
    return reverse("desk:rule", args=[rule.pk])


def filled(form, **changes) -> dict:
    """What the browser sends: every field as the page shows it, with where it was read, changed."""
    sent = {name: form[name].value() for name in form.fields}
    sent |= {f"{key}_read": "Rule 1" for key in form.keys if sent[f"{key}_kind"] != "unknown"}
    sent["seen_digest"] = digest_of(form.rule)
    return {name: told(value) for name, value in (sent | changes).items() if value not in (None, "", [])}


def told(value):
    return value if isinstance(value, list) else str(value)


def shown_digest(client, address: str) -> dict:
    """What the one form of a page says that it showed."""
    (digest,) = re.findall(r'name="seen_digest" value="(\w{64})"', client.get(address).content.decode())
    return {"seen_digest": digest}


def test_the_list_says_what_is_unknown_and_who_adopted(client, ruth):
    draft()
    adopted(draft(place("US-CO", "Colorado"), requirements=[]), by=ruth)
    response = client.get(LIST)
    assert [(rule.jurisdiction.name, unknowns) for rule, unknowns in response.context["rows"]] == [
        ("Colorado", 0),
        ("Florida", 1),
    ]
    assert "Ruth Lindqvist" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=flor", ["Florida"]),
        ("stage=adopted", ["Colorado"]),
        ("stage=in_force", ["Colorado"]),
        ("stage=coming", []),
        ("stage=ended", []),
        ("stage=draft", ["Florida"]),
        ("profession=physical_therapist", ["Colorado", "Florida"]),
        ("profession=chiropractor", []),
        ("status=permitted", ["Colorado", "Florida"]),
        ("status=silent", []),
        ("review=due", []),
        ("review=soon", ["Colorado"]),
        ("sort=-name", ["Florida", "Colorado"]),
        ("state=x&sort=x&review=x", ["Colorado", "Florida"]),
    ],
)
def test_filters(client, ruth, query, names):
    draft()
    adopted(draft(place("US-CO", "Colorado")), review_on=TODAY + timedelta(days=30))
    response = client.get(f"{LIST}?{query}")
    assert [rule.jurisdiction.name for rule, _ in response.context["rows"]] == names


def test_a_review_that_is_due_is_found(client, ruth):
    rule = adopted(draft())
    with time_machine.travel(NOW + timedelta(days=366), tick=False):
        client.force_login(ruth)
        response = client.get(f"{LIST}?review=due")
    assert [row for row, _ in response.context["rows"]] == [rule]


def test_the_list_costs_the_same_for_one_and_for_thirty(client, ruth, django_assert_num_queries):
    draft()
    client.get(LIST)
    with CaptureQueriesContext(connection) as one_row:
        client.get(LIST)
    load_file(DATA, NOW)
    with django_assert_num_queries(len(one_row)):
        assert len(client.get(LIST).context["rows"]) == 30


def test_the_form_begins_with_what_research_says(client, ruth):
    load_file(DATA, NOW)
    form = client.get(
        url(PracticeRule.objects.get(jurisdiction__code="US-IL", number=1, profession="physical_therapist"))
    ).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert (shown["min_course_hours_kind"], shown["min_course_hours_value"]) == ("value", 84)
    assert (shown["supervised_sessions_kind"], shown["supervised_sessions_value"]) == ("value", 200)
    assert shown["in_person_hours_kind"] == "unknown"
    assert {shown[f"{key}_read"] for key in KEYS} == {None}  # whoever adopts writes where they read it
    assert shown["written_consent_required_kind"] == "unknown"
    assert "position" not in shown


def test_an_unknown_first_day_stays_empty(client, ruth):
    load_file(DATA, NOW)
    for key, day in (("statute-at", None), ("proposed-2025", None), ("comar-2018", date(2018, 10, 1))):
        form = client.get(url(PracticeRule.objects.get(research_key=key))).context["form"]
        assert form["effective_from"].value() == day


def test_adopting_from_the_page(client, ruth):
    rule = draft()
    form = client.get(url(rule)).context["form"]
    sent = filled(
        form,
        **{f"{key}_{part}": said for key in ("exam_required", CONSENT) for part, said in NOTHING_READ.items()},
        effective_from="2021-04-19",
        duties="A\n\n B ",
    )
    response = client.post(url(rule), sent, follow=True)
    rule.refresh_from_db()
    assert (rule.state, rule.adopted_by, rule.effective_from, rule.duties) == (
        "adopted",
        ruth,
        date(2021, 4, 19),
        ["A", "B"],
    )
    found = {each["id"]: each["type"] for each in rule.requirements.raw_data}
    assert found.pop("min_course_hours") == "hours"
    assert set(found.values()) == {"unknown"}
    assert "exam_required" not in found
    text = response.content.decode()
    assert "Adopted. Florida is decided by this version" in text
    assert "Draft the next version" in text
    assert 'class="read-where">Rule 1</td>' in text


def test_whoever_closes_a_field_writes_where_they_read_it(client, ruth):
    rule = draft()
    sent = filled(client.get(url(rule)).context["form"], effective_from="2021-04-19", exam_required_kind="nothing")
    sent.pop("min_course_hours_read")
    errors = client.post(url(rule), sent).context["form"].errors
    assert set(errors) == {"min_course_hours_read", "exam_required_read"}
    assert PracticeRule.objects.get().state == "draft"


def test_a_field_in_error_says_so_beside_it_and_nothing_typed_is_lost(client, ruth):
    rule = draft()
    form = client.get(url(rule)).context["form"]
    sent = filled(form, effective_from="2021-04-19", exam_required_kind="value", exam_required_value="My exam")
    response = client.post(url(rule), sent)
    form = response.context["form"]
    assert form.errors == {"exam_required_read": ["Write where you read this."]}
    assert form["exam_required_value"].value() == "My exam"
    assert PracticeRule.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"effective_from": "soon"}, "effective_from"),
        ({"effective_from": ""}, "effective_from"),
        ({"review_on": "2020-01-01"}, "review_on"),
        ({"min_course_hours_value": "0"}, "min_course_hours_value"),
        ({"min_course_hours_value": "-5"}, "min_course_hours_value"),
        ({"min_course_hours_value": "x" * 300}, "min_course_hours_value"),
        ({"exam_required_kind": "perhaps"}, "exam_required_kind"),
        ({"duties": "x" * 5000}, "duties"),
        ({"provisional_hours": "30"}, "provisional_months"),
    ],
)
def test_bad_input_stays_on_the_form(client, ruth, changes, field):
    rule = draft()
    sent = filled(client.get(url(rule)).context["form"], **{"effective_from": "2021-04-19", **changes})
    response = client.post(url(rule), sent)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert PracticeRule.objects.get().state == "draft"


def test_the_preview_shows_the_checklist_and_saves_nothing(client, ruth):
    rule = draft()
    sent = filled(client.get(url(rule)).context["form"], effective_from="2021-04-19", min_course_hours_value="77")
    text = client.post(url(rule), sent | {"preview": "yes"}).content.decode()
    assert "77 course hours" in text
    assert "77" not in str(list(PracticeRule.objects.get().requirements.raw_data))


def test_a_prohibition_offers_no_requirements_and_no_position(client, ruth):
    rule = draft(place("US-NY", "New York", status="prohibited"), requirements=[])
    form = client.get(url(rule)).context["form"]
    assert set(form.fields) == {"effective_from", "first_day_read", "effective_until", "review_on", "duties"}
    sent = filled(
        form, effective_from="2020-01-01", position="permitted", position_basis="No", min_course_hours_kind="value"
    )
    client.post(url(rule), sent)
    rule.refresh_from_db()
    assert (rule.state, rule.position, list(rule.requirements.raw_data)) == ("adopted", "", [])


def test_a_silent_law_offers_a_position(client, ruth):
    rule = draft(place("US-PA", "Pennsylvania", status="silent"), requirements=[])
    form = client.get(url(rule)).context["form"]
    assert {f"{key}_kind" for key in KEYS} | {"position", "position_basis"} <= set(form.fields)
    assert {form[f"{key}_kind"].value() for key in KEYS} == {"unknown"}  # silence is not “nothing required”
    assert "/where/US-PA/" in form["position_basis"].help_text
    sent = filled(form, effective_from="2020-01-01", position="permitted")
    assert "position_basis" in client.post(url(rule), sent).context["form"].errors
    client.post(url(rule), sent | {"position_basis": "Counsel's letter."})
    rule.refresh_from_db()
    assert (rule.state, rule.position) == ("adopted", "permitted")
    assert {each["type"] for each in rule.requirements.raw_data} == {"unknown"}


def test_an_adopted_version_cannot_be_adopted_again(client, ruth):
    rule = draft()
    sent = filled(client.get(url(rule)).context["form"], effective_from="2021-04-19")
    client.post(url(rule), sent)
    before = PracticeRule.objects.values().get()
    response = client.post(url(rule), sent, follow=True)
    assert "no draft any more" in response.content.decode()
    assert PracticeRule.objects.values().get() == before


def test_the_next_version_and_its_withdrawal(client, ruth):
    rule = adopted(draft())
    client.post(reverse("desk:rule_next", args=[rule.pk]))
    second = PracticeRule.objects.get(number=2)
    again = client.post(reverse("desk:rule_next", args=[rule.pk]), follow=True)
    assert "Version 2 is drafted already." in again.content.decode()
    client.post(reverse("desk:rule_withdraw", args=[second.pk]))
    second.refresh_from_db()
    assert second.state == "withdrawn"
    refused = client.post(reverse("desk:rule_withdraw", args=[rule.pk]), follow=True)
    assert "Only a draft can be withdrawn." in refused.content.decode()


def test_the_next_version_remembers_what_was_closed_as_nothing_but_not_where(client, ruth):
    rule = adopted(draft(), answers=all_nothing())
    form = client.get(url(draft_next(by=ruth, rule=rule, now=NOW))).context["form"]
    assert {form[f"{key}_kind"].value() for key in KEYS} == {"nothing"}
    assert {form[f"{key}_read"].value() for key in KEYS} == {None}


def test_history_is_shown_on_every_version(client, ruth):
    rule = adopted(draft())
    second = draft_next(by=ruth, rule=rule, now=NOW)
    for each in (rule, second):
        text = client.get(url(each)).content.decode()
        assert "Version 1" in text
        assert "Version 2" in text


def test_schemes_are_read_and_adopted(client, ruth):
    version = factories.SchemeVersionFactory(adopted_at=None, adopted_by=None)
    assert "20 course hours" in client.get("/desk/schemes/").content.decode()
    adopt, seen = reverse("desk:scheme_adopt", args=[version.pk]), shown_digest(client, "/desk/schemes/")
    assert "Adopted." in client.post(adopt, seen, follow=True).content.decode()
    assert SchemeVersion.objects.get().adopted_by == ruth
    assert "adopted already" in client.post(adopt, seen, follow=True).content.decode()


def test_house_policy_is_adopted_from_its_page(client, ruth):
    policy = HousePolicy.objects.create(
        name="CPR card", requirements=[block("credential", "cpr", name="CPR")], effective_from=REVIEW
    )
    adopt, page = (reverse(f"desk:{name}", args=[policy.pk]) for name in ("policy_adopt", "policy"))
    assert "<p>CPR</p>" in client.get(LIST).content.decode()
    seen = shown_digest(client, page)
    assert "Adopted." in client.post(adopt, seen, follow=True).content.decode()
    assert "adopted already" in client.post(adopt, seen, follow=True).content.decode()


def test_a_draft_changed_behind_the_page_is_not_adopted(client, ruth):
    version = factories.SchemeVersionFactory(adopted_at=None, adopted_by=None)
    seen = shown_digest(client, "/desk/schemes/")
    SchemeVersion.objects.update(initial=[block("hours", "initial-hours", hours="2")])
    adopt = reverse("desk:scheme_adopt", args=[version.pk])
    for sent in (seen, {}):
        assert "Something changed since this page was shown." in client.post(adopt, sent, follow=True).content.decode()
    assert SchemeVersion.objects.get().adopted_at is None
    assert "Adopted." in client.post(adopt, shown_digest(client, "/desk/schemes/"), follow=True).content.decode()


def test_a_policy_changed_behind_the_page_is_not_adopted(client, ruth):
    policy = HousePolicy.objects.create(
        name="CPR card", requirements=[block("credential", "cpr", name="CPR")], effective_from=REVIEW
    )
    adopt, page = (reverse(f"desk:{name}", args=[policy.pk]) for name in ("policy_adopt", "policy"))
    seen = shown_digest(client, page)
    policy.jurisdictions.add(draft().jurisdiction)
    for sent in (seen, {}):
        assert "Something changed since this page was shown." in client.post(adopt, sent, follow=True).content.decode()
    assert HousePolicy.objects.get().adopted_at is None
    assert "Adopted." in client.post(adopt, shown_digest(client, page), follow=True).content.decode()


def test_a_rule_changed_behind_the_page_is_shown_again_and_not_adopted(client, ruth):
    rule = draft()
    form = client.get(url(rule)).context["form"]
    sent = filled(form, effective_from="2021-04-19") | shown_digest(client, url(rule))
    lines = [*rule.requirements.raw_data, block("sessions", "supervised_sessions", count=25)]
    PracticeRule.objects.update(requirements=lines)
    for given in (sent, {**sent, "seen_digest": ""}):
        again = client.post(url(rule), given)
        assert "Something changed since this page was shown." in again.content.decode()
        assert "25 supervised sessions" in again.content.decode()
    assert PracticeRule.objects.get().state == "draft"


@pytest.mark.parametrize("role", [None, "editor"])
def test_the_desk_is_for_managers(client, role):
    rule = draft()
    version = factories.SchemeVersionFactory(adopted_at=None, adopted_by=None)
    posts = [("rule_next", rule), ("rule_withdraw", rule), ("scheme_adopt", version), ("policy_adopt", rule)]
    user = factories.UserFactory(role=role)
    pages = [LIST, url(rule), "/desk/schemes/"]
    for page in pages:
        assert client.get(page).status_code == 302
    client.force_login(user)
    for page in pages:
        assert client.get(page).status_code == 403
    for name, row in posts:
        assert client.post(reverse(f"desk:{name}", args=[row.pk])).status_code == 403
    assert client.post(url(rule)).status_code == 403
    assert PracticeRule.objects.get().state == "draft"


def test_what_does_not_exist_is_not_found_and_acts_are_posts(client, ruth):
    rule = draft()
    assert client.get("/desk/rules/999/").status_code == 404
    assert client.get(reverse("desk:rule_next", args=[rule.pk])).status_code == 405
    assert client.post(LIST).status_code == 405


def test_a_version_says_what_was_taken_as_not_required_and_whose_its_first_day_is(client, ruth):
    rule = adopted(draft(), answers={"exam_required": Answer("nothing", None, "64B17-6.008(2)")}, by=ruth)
    text = client.get(url(rule)).content.decode()
    assert "Taken as not required: exam" in text and "first day assumed: its source names none" in text


def test_where_a_first_day_was_read_is_kept(client, ruth):
    rule = draft()
    form = client.get(url(rule)).context["form"]
    client.post(url(rule), filled(form, effective_from="2020-01-01", first_day_read="The register"))
    rule.refresh_from_db()
    assert rule.read_where["effective_from"] == {"value": "2020-01-01", "read_where": "The register"}
