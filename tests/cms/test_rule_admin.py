"""In the editor rules are drafted; what is adopted is frozen, whoever asks."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import ConsultationRequest
from tests.factories import PracticeRuleFactory, UserFactory
from training.models import PracticeRule

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["manager", "administrator"])
def client(request):
    client = Client()
    client.force_login(UserFactory(role=request.param))
    return client


def address(name, *args) -> str:
    return reverse(f"wagtailsnippets_training_practicerule:{name}", args=args)


def draft(**fields) -> PracticeRule:
    return PracticeRuleFactory(state=PracticeRule.State.DRAFT, adopted_at=None, adopted_by=None, **fields)


def test_a_draft_is_shown_as_it_reads(client):
    rule = draft(requirements=[{"type": "sessions", "id": "a", "value": {"count": 25, "citation": "64B17-6.008"}}])
    page = client.get(address("edit", rule.pk)).content.decode()
    assert "25 supervised sessions" in page
    assert "64B17-6.008" in page


def test_an_adopted_rule_is_shown_and_never_changed(client):
    rule = PracticeRuleFactory()
    before = PracticeRule.objects.filter(pk=rule.pk).values().get()
    for answer in (client.get(address("edit", rule.pk)), client.post(address("edit", rule.pk), {"status": "silent"})):
        assert answer.headers["Location"] == address("inspect", rule.pk)
        assert "is frozen: nobody edits the past" in str([*get_messages(answer.wsgi_request)][-1])
    assert PracticeRule.objects.filter(pk=rule.pk).values().get() == before
    assert client.get(address("inspect", rule.pk)).status_code == 200


def test_no_rule_is_deleted_in_the_editor(client):
    rule = draft()
    client.post(address("delete", rule.pk))
    assert PracticeRule.objects.filter(pk=rule.pk).exists()


def test_requests_for_a_consultation_are_read_and_never_changed(client):
    now = timezone.now()
    asked = ConsultationRequest.objects.create(
        token="00000000-0000-0000-0000-000000000001", name="Noor", email="n@m.example", agreed_at=now, received_at=now
    )
    assert "Noor" in client.get(reverse("consultations:index")).content.decode()
    assert client.get(reverse("consultations:inspect", args=[asked.pk])).status_code == 200
    for name in ("edit", "delete"):
        assert client.post(reverse(f"consultations:{name}", args=[asked.pk])).status_code == 302
    assert ConsultationRequest.objects.filter(pk=asked.pk, name="Noor").exists()


@pytest.mark.parametrize("name", ["copy", "add"])
def test_a_copy_of_an_adopted_rule_is_the_next_draft(client, name):
    """Wagtail's form for a copy is sent to `add`; sent to `copy` it must not touch the original either."""
    rule = PracticeRuleFactory()
    before = PracticeRule.objects.filter(pk=rule.pk).values().get()
    assert client.get(address("copy", rule.pk)).status_code == 200
    sent = {
        "jurisdiction": rule.jurisdiction_id,
        "profession": rule.profession,
        "status": "permitted",
        "requirements-count": "0",
        "provisional-count": "0",
        "effective_from": "2031-01-01",
    }
    place = address("copy", rule.pk) if name == "copy" else address("add")
    assert client.post(place, sent).status_code == 302
    assert PracticeRule.objects.filter(pk=rule.pk).values().get() == before
    copied = PracticeRule.objects.exclude(pk=rule.pk).get()
    assert (copied.number, copied.state, copied.adopted_at, copied.adopted_by) == (2, "draft", None, None)


def test_what_is_left_empty_is_named_in_the_refusal(client):
    add = reverse("wagtailsnippets_training_housepolicy:add")
    form = client.post(add, {"requirements-count": "0"}).context["form"]
    assert form.errors["name"] == ["“Name” is empty. Fill it in."]
    assert form.errors["effective_from"] == ["“Effective from” is empty. Fill it in."]
