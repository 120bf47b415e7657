"""What an editor must not reach through any address of the editor: rules, people, settings."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    ClinicFactory,
    JurisdictionFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    UserFactory,
)
from training.models import Clinic, Organization, PracticeRule, Scheme, SchemeVersion, User

pytestmark = pytest.mark.django_db
SNIPPETS = ("practicerule", "housepolicy", "scheme", "schemeversion", "clinic", "jurisdiction")
ROW_PAGES = ("edit", "inspect", "delete", "usage", "history", "copy")


@pytest.fixture
def editor():
    client = Client()
    client.force_login(UserFactory(role="editor", email="editor@pinpoint.example"))
    return client


@pytest.fixture
def rows():
    """One of each kind, with words that no answer may hold."""
    clinic = ClinicFactory(name="Quiet clinic", city="Quiet city")
    person = PractitionerFactory(full_name="Quiet person", login=True, clinic=clinic)
    User.objects.filter(pk=person.user.pk).update(email="quiet@pinpoint.example", first_name="Quiet", last_name="Login")
    version = SchemeVersionFactory(scheme__name="Quiet scheme", adopted_at=None, adopted_by=None)
    rule = PracticeRuleFactory(citation="Quiet citation", state="draft", adopted_at=None, adopted_by=None)
    place = JurisdictionFactory(code="US-CO", name="Quiet state")
    return {
        "clinic": clinic,
        "scheme": version.scheme,
        "schemeversion": version,
        "practicerule": rule,
        "jurisdiction": place,
        "user": person.user,
        "organization": Organization.objects.create(name="Quiet organization"),
    }


def addresses(rows) -> list[str]:
    return [
        *(reverse(f"wagtailsnippets_training_{name}:{page}") for name in SNIPPETS for page in ("list", "add")),
        *(
            reverse(f"wagtailsnippets_training_{name}:{page}", args=[rows[name].pk])
            for name in SNIPPETS
            for page in ROW_PAGES
            if name in rows and exists(name, page)
        ),
        *(f"/admin/bulk/training/{name}/delete/?id={rows[name].pk}" for name in SNIPPETS if name in rows),
        *(f"/admin/snippets/choose/training/{name}/" for name in SNIPPETS),
        *(f"/admin/snippets/choose/training/{name}/results/" for name in SNIPPETS),
        *(f"/admin/snippets/choose/training/{name}/chosen/{rows[name].pk}/" for name in SNIPPETS if name in rows),
        "/admin/snippets/",
        "/admin/users/",
        "/admin/users/results/",
        "/admin/users/new/",
        *(f"/admin/users/{page}/{rows['user'].pk}/" for page in ("edit", "delete", "history", "usage", "inspect")),
        *(f"/admin/bulk/training/user/{act}/?id={rows['user'].pk}" for act in ("delete", "assign_role")),
        "/admin/groups/",
        "/admin/groups/new/",
        f"/admin/settings/training/organization/{rows['organization'].pk}/",
        "/admin/consultations/",
        "/admin/reports/site-history/",
        "/admin/reports/site-history/?export=csv",
        "/admin/api/main/users/",
        "/admin/api/main/snippets/",
    ]


def exists(name: str, page: str) -> bool:
    return page != "copy" or name in ("practicerule", "housepolicy", "schemeversion")


def body_of(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_an_editor_reads_no_rule_and_nobody(editor, rows):
    seen = {url: editor.get(url) for url in addresses(rows)}
    assert [url for url, answer in seen.items() if "Quiet" in body_of(answer) or "quiet@" in body_of(answer)] == []
    open_doors = {url for url, answer in seen.items() if answer.status_code == 200}
    assert open_doors <= {"/admin/reports/site-history/", "/admin/reports/site-history/?export=csv"}


@pytest.mark.slow
def test_the_same_addresses_show_something_to_an_administrator(rows):
    """Else the test above would prove nothing."""
    client = Client()
    client.force_login(User.objects.create_superuser("root@pinpoint.example", "needle-point-demo"))
    seen = [url for url in addresses(rows) if "uiet" in body_of(client.get(url))]
    assert len(seen) > 20


def test_an_editor_changes_nothing_there(editor, rows):
    before = [list(model.objects.values()) for model in (Clinic, PracticeRule, Scheme, SchemeVersion, Organization)]
    people = list(User.objects.order_by("pk").values("pk", "email", "is_active", "is_superuser", "groups"))
    sent = {"name": "Mine", "status": "silent", "summary": "Mine", "is_active": "", "city": "Mine", "next": "/admin/"}
    for url in addresses(rows):
        editor.post(url, sent)
    after = [list(model.objects.values()) for model in (Clinic, PracticeRule, Scheme, SchemeVersion, Organization)]
    assert after == before
    assert list(User.objects.order_by("pk").values("pk", "email", "is_active", "is_superuser", "groups")) == people


def test_a_person_without_a_role_does_not_enter_at_all(rows):
    client = Client()
    client.force_login(rows["user"])
    assert {client.get(url).status_code for url in addresses(rows) if url.startswith("/admin/")} == {403}
