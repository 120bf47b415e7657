"""Numbers of rows that no row has: too long for a number, of other digits, none at all."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.factories import ClinicFactory, EvidenceFactory, PractitionerFactory, StoredFileFactory, UserFactory
from training.keys import key_in
from training.models import EvidenceState, HousePolicy

ODD = ["9" * 19, "9" * 5000, "²", "-1", "1e3", " ", "x"]


@pytest.mark.parametrize("text", [*ODD, ""])
def test_what_is_no_key(text):
    assert key_in(text) is None


def test_what_is_one():
    assert [key_in(text) for text in ("0", "12", "9" * 18)] == [0, 12, 10**18 - 1]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ODD)
def test_a_page_that_is_asked_with_one_opens_without_it(client, text):
    client.force_login(UserFactory(role="manager"))
    for url in (
        f"{reverse('desk:what_if')}?draft=rule-{text}",
        f"/admin/snippets/training/schemeversion/add/?scheme={text}",
    ):
        assert client.get(url).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("text", ODD)
def test_nobody_is_dismissed_from_a_clinic_that_there_is_not(client, text):
    manager = UserFactory(role="manager")
    ClinicFactory(manager=manager)
    client.force_login(UserFactory(role="administrator"))
    assert client.post(reverse("desk:manager_dismiss", args=[manager.pk]), {"clinic": text}).status_code == 404
    assert manager.manager_rows.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ODD)
def test_a_form_refuses_a_row_that_there_is_not(client, text):
    """Among several at once, SQLite would stumble over what is no number of its size."""
    evidence = EvidenceFactory(practitioner=PractitionerFactory(login=True), state=EvidenceState.RETURNED)
    StoredFileFactory(practitioner=evidence.practitioner, evidence=evidence)
    client.force_login(evidence.practitioner.user)
    assert client.post(reverse("my:evidence_edit", args=[evidence.pk]), {"keep": [text]}).status_code == 422
    client.force_login(UserFactory(role="administrator"))
    assert client.post(reverse("desk:managers"), {"clinics": [text]}).status_code == 422
    answer = client.post(
        "/admin/snippets/training/housepolicy/add/", {"jurisdictions": [text], "requirements-count": "0"}
    )
    assert answer.status_code == 200 and not HousePolicy.objects.exists()
    assert "jurisdictions" in answer.context["form"].errors


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["9" * 30, "9" * 5000, "²", "x", "1/2"])
def test_a_chooser_finds_no_row_that_there_is_not(client, text):
    client.force_login(UserFactory(role="manager"))
    chooser, clinic = "/admin/snippets/choose/training/clinic", ClinicFactory()
    for url in (f"{chooser}/chosen/{quote(text)}/", f"{chooser}/chosen-multiple/?id={clinic.pk}&id={quote(text)}"):
        assert client.get(url).status_code == 404
    for url in (f"{chooser}/chosen/{clinic.pk}/", f"{chooser}/chosen-multiple/?id={clinic.pk}"):
        assert client.get(url).json()["result"]
