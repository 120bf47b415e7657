"""The rule's form in the editor: what it refuses and where, and what it shows while somebody types."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import JurisdictionFactory, PracticeRuleFactory, SchemeFactory, SchemeVersionFactory, UserFactory
from training.models import HousePolicy, PracticeRule, SchemeVersion
from training.queries.expiry import expiry_table
from training.trees import block

pytestmark = pytest.mark.django_db
RULE = "wagtailsnippets_training_practicerule"


@pytest.fixture
def client():
    client = Client()
    client.force_login(UserFactory(role="manager"))
    return client


def draft(**fields) -> PracticeRule:
    return PracticeRuleFactory(state=PracticeRule.State.DRAFT, adopted_at=None, adopted_by=None, **fields)


def stream(name: str, *blocks) -> dict:
    """Blocks as Wagtail's form sends them: `(kind, {field: value})`."""
    sent = {f"{name}-count": str(len(blocks))}
    for at, (kind, value) in enumerate(blocks):
        sent |= {f"{name}-{at}-type": kind, f"{name}-{at}-order": str(at), f"{name}-{at}-deleted": ""}
        sent |= {f"{name}-{at}-id": f"id-{at}{name.partition('-')[2]}"}
        for field, given in value.items():
            if isinstance(given, tuple):
                sent |= stream(f"{name}-{at}-value-{field}", *given)
            else:
                sent[f"{name}-{at}-value-{field}"] = given
    return sent


HOURS = ("hours", {"hours": "50"})


def form(rule=None, requirements=(HOURS,), provisional=(), **more) -> dict:
    place = rule.jurisdiction_id if rule else JurisdictionFactory().pk
    base = {"jurisdiction": place, "profession": "physical_therapist", "status": "permitted"}
    return base | stream("requirements", *requirements) | stream("provisional", *provisional) | more


def errors(answer) -> dict:
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_a_rule_is_saved_with_all_that_it_may_have(client):
    rule = draft()
    sent = form(
        rule,
        provisional=[HOURS],
        provisional_months="48",
        provisional_anchor="first_session",
        provisional_scope=["neck"],
        scope=["shoulder", "deep"],
        scope_from_training="on",
        duties=" Keep a log.\n\nNo delegation. ",
        note="Proposed.",
    )
    assert client.post(reverse(f"{RULE}:edit", args=[rule.pk]), sent).status_code == 302
    rule.refresh_from_db()
    assert (rule.provisional_months, rule.provisional_anchor, rule.provisional_scope) == (48, "first_session", ["neck"])
    assert (rule.scope, rule.scope_from_training, rule.note) == (["shoulder", "deep"], True, "Proposed.")
    assert rule.duties == ["Keep a log.", "No delegation."]
    page = client.get(reverse(f"{RULE}:edit", args=[rule.pk])).content.decode()
    assert "Keep a log.\nNo delegation.</textarea>" in page


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"provisional": [HOURS]}, "provisional_months", "A stage needs a deadline"),
        ({"provisional_months": "12"}, "provisional_months", "Nothing opens provisional practice yet"),
        (
            {"provisional": [HOURS], "provisional_months": "12", "provisional_anchor": ""},
            "provisional_anchor",
            "A deadline needs an anchor",
        ),
        ({"provisional": [HOURS], "provisional_months": "0"}, "provisional_months", ""),
        ({"position": "permitted"}, "position", "only for a law that is silent or unclear"),
        ({"scope": ["the_moon"]}, "scope", ""),
        ({"effective_from": "2027-02-01", "effective_until": "2027-01-01"}, "effective_until", "It ends before"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_typed_is_lost(client, sent, field, words):
    rule = draft()
    answer = client.post(reverse(f"{RULE}:edit", args=[rule.pk]), form(rule, note="Mine, typed.", **sent))
    assert words in errors(answer)[field][0]
    assert "Mine, typed." in answer.content.decode()


def test_a_flaw_in_a_tree_is_marked_and_the_tree_is_kept(client):
    rule = draft()
    group = ("any_of", {"label": "Ways", "citation": "", "of": (("hours", {"hours": "0"}),)})
    answer = client.post(reverse(f"{RULE}:edit", args=[rule.pk]), form(rule, requirements=[HOURS, group]))
    text = answer.content.decode()
    assert "One of › 1. Course hours › Hours: Write an amount above zero." in text
    assert "blockErrors" in text
    assert list(PracticeRule.objects.get().requirements.raw_data) == []


def filing(place) -> tuple:
    days = {"within_days": "60", "anchor": "training_met"}
    return "filing", {"jurisdiction": place.code, "name": "A form", "citation": "Rule 9"} | days


def test_days_that_nothing_starts_are_marked_and_kept(client):
    rule = draft()
    sent = form(rule, requirements=[filing(rule.jurisdiction)])
    text = client.post(reverse(f"{RULE}:edit", args=[rule.pk]), sent).content.decode()
    assert "Filing with a board › Anchor: These days would never begin" in text
    assert "blockErrors" in text
    assert "Rule 9" in text
    stage = {
        "provisional": [filing(rule.jurisdiction)],
        "provisional_months": "12",
        "provisional_anchor": "first_course",
    }
    assert client.post(reverse(f"{RULE}:edit", args=[rule.pk]), form(rule, **stage)).status_code == 302


def test_a_house_policy_is_asked_with_the_rules_of_its_places(client):
    rule, elsewhere = draft(requirements=[block("hours", "h", hours="5")]), JurisdictionFactory(code="US-UT")
    add = reverse("wagtailsnippets_training_housepolicy:add")
    tree = stream("requirements", filing(elsewhere))
    sent = {"name": "Tell us", "effective_from": "2027-01-01", **tree}
    shown = [preview(client, model="housepolicy", jurisdictions=place, **tree) for place in (elsewhere.pk, "the moon")]
    assert ["would never begin" in answer.content.decode() for answer in shown] == [True, False]
    answer = client.post(add, sent | {"jurisdictions": [elsewhere.pk]})
    assert "would never begin" in answer.content.decode()
    assert client.post(add, sent | {"jurisdictions": [elsewhere.pk, rule.jurisdiction_id]}).status_code == 302


def test_a_draft_moved_to_another_profession_takes_a_free_number(client):
    first = PracticeRuleFactory(profession="athletic_trainer")
    rule = draft(jurisdiction=first.jurisdiction, number=1)
    sent = form(rule) | {"profession": "athletic_trainer"}
    assert client.post(reverse(f"{RULE}:edit", args=[rule.pk]), sent).status_code == 302
    rule.refresh_from_db()
    assert (rule.profession, rule.number) == ("athletic_trainer", 2)


def preview(client, field="requirements", model="practicerule", **sent):
    return client.post(reverse("preview_checklist", args=[model, field]), sent)


def test_the_checklist_of_what_is_typed(client):
    unknown = ("unknown", {"what": "the exam", "citation": "Rule 2"})
    hours = ("hours", {"hours": "50", "modes": ["in_person"]})
    text = preview(client, **stream("requirements", hours, unknown)).content.decode()
    assert "50 course hours, in person" in text
    assert "Not known yet: the exam" in text
    assert "Rule 2" in text
    assert PracticeRule.objects.count() == 0


def test_numbers_are_typed_as_text(client):
    group = ("within", {"months": "48", "anchor": "first_course", "of": (HOURS, ("sessions", {"count": "25"}))})
    filed = ("filing", {"jurisdiction": JurisdictionFactory().code, "name": "A form", "within_days": "60"})
    filed[1]["anchor"] = "training_met"
    text = preview(client, **stream("requirements", group, filed)).content.decode()
    assert "would never begin" not in text
    for words in ("50 course hours", "25 supervised sessions", "A form"):
        assert words in text


def test_a_name_that_two_lines_share_is_said(client):
    group = ("all_of", {"of": (HOURS, ("sessions", {"count": "25"}))})
    sent = stream("requirements", group)
    sent["requirements-0-value-of-1-id"] = sent["requirements-0-value-of-0-id"]
    assert "this id is used twice" in preview(client, **sent).content.decode()


def test_the_flaw_of_what_is_typed_stands_at_its_line(client):
    text = preview(client, **stream("requirements", HOURS, ("hours", {"hours": "<b>"}))).content.decode()
    assert "<li>50 course hours" in text
    assert "Course hours › Hours: Write a number of hours." in text
    assert "<b>" not in text
    assert "Mend what is marked" in text


def test_a_stage_is_previewed_with_the_rest_of_the_form(client):
    stage = stream("provisional", filing(JurisdictionFactory()))
    for requirements, expected in (((), True), ([HOURS], False)):
        text = preview(client, "provisional", **stage, **stream("requirements", *requirements)).content.decode()
        assert ("would never begin" in text) is expected


@pytest.mark.parametrize(
    ("model", "field", "status"),
    [
        ("practicerule", "provisional", 200),
        ("housepolicy", "requirements", 200),
        ("schemeversion", "throughout", 200),
        ("practicerule", "note", 404),
        ("user", "password", 404),
        ("practicerule", "nothing", 404),
    ],
)
def test_only_trees_are_previewed(client, model, field, status):
    assert preview(client, field, model, **stream(field)).status_code == status


def test_a_form_without_the_tree_is_refused(client):
    assert preview(client).status_code == 400
    assert preview(client, **{"requirements-count": "many"}).status_code == 400
    assert client.get(reverse("preview_checklist", args=["practicerule", "requirements"])).status_code == 405


@pytest.mark.parametrize("role", [None, "editor"])
def test_previews_are_for_managers(role):
    client = Client()
    assert preview(client, **stream("requirements")).status_code == 302
    client.force_login(UserFactory(role=role))
    for answer in (preview(client, **stream("requirements")), client.post(reverse("preview_expiry"))):
        assert answer.status_code in (302, 403)  # the editor's own pages send back to its first
        assert b"preview-note" not in answer.content


DATES = {"expiry_mode": "fixed", "cycle_months": "12", "window_months": "3", "grace_months": "2", "minimum_months": "6"}


def test_the_dates_of_a_scheme_are_previewed_in_three_modes(client):
    text = client.post(reverse("preview_expiry"), DATES).content.decode()
    assert "A fixed anniversary (chosen)" in text
    assert text.count("<tr>") == 7
    for wrong in ({"cycle_months": ""}, {"minimum_months": "-1"}, {"window_months": "13"}, {"expiry_mode": "x"}):
        text = client.post(reverse("preview_expiry"), DATES | wrong).content.decode()
        assert "<table" not in text


def test_the_table_agrees_with_the_vectors():
    table = expiry_table(months=24, window=3, grace=2, minimum=0, chosen="expiry", ends_on=date(2026, 6, 30))
    found = {row.finish_on: dict(row.by_mode) for row in table.rows}
    assert found[date(2026, 6, 30)]["The old expiry date"] == date(2028, 6, 30)
    assert found[date(2026, 6, 30)]["The day the renewal was complete"] == date(2028, 6, 29)
    assert found[date(2026, 9, 1)]["The old expiry date"] == date(2028, 8, 31)
    assert table.chosen == "The old expiry date"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"expiry_mode": "expiry", "minimum_months": "6"}, "Only a fixed anniversary"),
        ({"expiry_mode": "fixed", "minimum_months": "30"}, "cannot be worth more than the cycle of 24 months"),
    ],
)
def test_the_least_worth_of_a_renewal_fits_the_cycle(client, sent, words):
    scheme = SchemeFactory()
    base = {"scheme": scheme.pk, "effective_from": "2027-01-01", "cycle_months": "24", "certificate_words": "x"}
    trees = stream("initial", HOURS) | stream("renewal", HOURS) | stream("throughout")
    answer = client.post(
        reverse("wagtailsnippets_training_schemeversion:add"),
        base | trees | {"window_months": "3", "grace_months": "2"} | sent,
    )
    assert words in errors(answer)["minimum_months"][0]
    assert not SchemeVersion.objects.exists()


def test_the_forms_of_schemes_and_policies_show_how_they_read(client):
    version = SchemeVersionFactory(adopted_at=None, adopted_by=None)
    text = client.get(reverse("wagtailsnippets_training_schemeversion:edit", args=[version.pk])).content.decode()
    assert "20 course hours" in text
    assert "valid until" in text
    assert "training/rule_editor.js" in text
    policy = HousePolicy.objects.create(
        name="CPR", requirements=[block("credential", "cpr", name="CPR card")], effective_from=date(2027, 1, 1)
    )
    text = client.get(reverse("wagtailsnippets_training_housepolicy:edit", args=[policy.pk])).content.decode()
    assert "CPR card" in text


def test_an_adopted_version_is_read_with_the_reason_and_as_a_checklist(client):
    rule = PracticeRuleFactory(requirements=[block("hours", "h", hours="50")], scope=["neck"], duties=["Keep <a> log."])
    text = client.get(reverse(f"{RULE}:inspect", args=[rule.pk])).content.decode()
    assert "is frozen: nobody edits the past" in text
    assert "50 course hours" in text
    assert "Neck" in text
    assert "Keep &lt;a&gt; log." in text
    version = SchemeVersionFactory()
    text = client.get(reverse("wagtailsnippets_training_schemeversion:inspect", args=[version.pk])).content.decode()
    assert "20 course hours" in text
