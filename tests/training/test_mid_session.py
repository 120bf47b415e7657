"""What was allowed when a page was opened may be over when its form is sent: a closed login, a clinic taken away."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    NOW,
    TODAY,
    EvidenceFactory,
    LicenseFactory,
    SchemeVersionFactory,
    StoredFileFactory,
    UserFactory,
)
from tests.training.desk_story import LOOK, clinic, person  # noqa: F401
from training.models import EvidenceState, LicenseCheck, WhatIf, WhatIfChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(time_machine):
    time_machine.move_to(NOW)
    return UserFactory(role="manager")


@pytest.fixture
def desk(client, manager) -> Client:
    client.force_login(manager)
    assert client.get(reverse("desk:roster")).status_code == 200
    return client


@pytest.fixture
def asked(manager, person) -> WhatIf:
    """A question of the manager's whose answer holds the person."""
    draft = SchemeVersionFactory(adopted_at=None, adopted_by=None)
    row = WhatIf.objects.create(
        asked_by=manager, asked_at=NOW, version=draft, as_of=TODAY, effective_from=TODAY, state="done",
        finished_at=NOW, total=1, done=1, by_clinic={"all": [1, 0, 0, 0], str(person.assignments.get().clinic_id): [1]},
    )  # fmt: skip
    WhatIfChange.objects.create(what_if=row, practitioner=person, direction="out", before="active", after="inactive")
    return row


def pages(person, asked) -> list[str]:
    license, evidence = LicenseFactory(practitioner=person), EvidenceFactory(practitioner=person)
    return [
        reverse("desk:practitioner", args=[person.pk]),
        reverse("desk:planner", args=[person.pk]),
        reverse("desk:check_new", args=[license.pk]),
        reverse("desk:evidence_item", args=[evidence.pk]),
        reverse("files:download", args=[StoredFileFactory(practitioner=person, evidence=evidence).public_id]),
    ]


def test_a_closed_login_opens_nothing_any_more(desk, manager, person, asked):
    manager.is_active = False
    manager.save()
    for url in [*pages(person, asked), reverse("desk:roster_csv"), reverse("desk:what_if_csv", args=[asked.pk])]:
        answer = desk.get(url)
        assert answer.status_code == 404 or answer.headers["Location"].startswith(reverse("account_login"))
    license = person.licenses.get()
    desk.post(reverse("desk:check_new", args=[license.pk]), LOOK)
    desk.post(reverse("desk:evidence_accept", args=[person.evidence.get().pk]))
    assert not LicenseCheck.objects.exists() and person.evidence.get().state == EvidenceState.SUBMITTED


def test_a_clinic_that_was_taken_takes_its_people_along(desk, manager, person, asked):
    manager.manager_rows.all().delete()
    for url in pages(person, asked):
        assert desk.get(url).status_code == 404, url
    assert desk.post(reverse("desk:check_new", args=[person.licenses.get().pk]), LOOK).status_code == 404
    assert desk.post(reverse("desk:evidence_accept", args=[person.evidence.get().pk])).status_code == 404
    assert not LicenseCheck.objects.exists() and person.evidence.get().state == EvidenceState.SUBMITTED


def test_the_lists_of_a_clinic_that_was_taken_are_empty(desk, manager, person, asked):
    urls = [reverse("desk:roster_csv"), reverse("desk:what_if_csv", args=[asked.pk])]
    assert all(person.full_name in b"".join(desk.get(url).streaming_content).decode() for url in urls)
    manager.manager_rows.all().delete()
    assert not any(person.full_name in b"".join(desk.get(url).streaming_content).decode() for url in urls)
    for url in [reverse("desk:what_if_result", args=[asked.pk]), reverse("desk:roster"), reverse("desk:today")]:
        page = desk.get(f"{url}?q={person.full_name.split()[0]}").content.decode()
        assert person.full_name not in page and "1 out" not in page


def test_no_form_is_taken_without_its_token(manager, person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    assert (
        client.post(reverse("desk:evidence_accept", args=[EvidenceFactory(practitioner=person).pk])).status_code == 403
    )
    client.force_login(person.user)
    assert client.post(reverse("my:license_new"), {"number": "PT 1"}).status_code == 403
