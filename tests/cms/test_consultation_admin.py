"""Who asks to be called is read about by the managers of the clinic that they named, and by administrators."""

from uuid import uuid4

import pytest

from cms.models import ConsultationRequest
from tests.factories import NOW, ClinicFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/consultations/"


def asked(name: str, clinic=None) -> ConsultationRequest:
    given = {"token": uuid4(), "agreed_at": NOW, "received_at": NOW, "email": "asks@pinpoint.example"}
    return ConsultationRequest.objects.create(name=name, clinic=clinic, **given)


@pytest.fixture
def requests():
    here, there = ClinicFactory(manager=UserFactory(role="manager")), ClinicFactory()
    return {"here": asked("Heremay Asker", here), "there": asked("Theremay Asker", there), "any": asked("Anymay Asker")}


def read(client, rows) -> set[str]:
    """Whom the list, its results, a search and the page of each tell about."""
    pages = [LIST, f"{LIST}results/", f"{LIST}?q=Asker"]
    pages += [f"{LIST}inspect/{row.pk}/" for row in rows.values()]
    told = [client.get(page) for page in pages]
    assert {page.status_code for page in told} <= {200, 404}
    return {key for key, row in rows.items() if any(row.name in page.content.decode() for page in told)}


def test_a_manager_reads_what_is_asked_of_their_clinic_or_of_none(client, requests):
    client.force_login(requests["here"].clinic.managers.get())
    assert read(client, requests) == {"here", "any"}


def test_an_administrator_reads_all(client, requests):
    client.force_login(UserFactory(role="administrator"))
    assert read(client, requests) == {"here", "there", "any"}


def test_what_names_another_clinic_is_as_if_it_were_not_there(client, requests):
    client.force_login(requests["here"].clinic.managers.get())
    pages = [client.get(f"{LIST}inspect/{pk}/") for pk in (requests["there"].pk, 10**9)]
    assert [page.status_code for page in pages] == [404, 404]
