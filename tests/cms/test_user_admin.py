"""Logins in the editor: their roles, and whether they are open. Nobody's address, no superuser, no deletion."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.factories import PractitionerFactory, UserFactory
from training.models import AuditEvent, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(role="administrator")


@pytest.fixture
def client(administrator):
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def person():
    return UserFactory(email="therapist@pinpoint.example")


@pytest.fixture
def superuser():
    return User.objects.create_superuser("root@pinpoint.example", "needle-point-demo")


def group(name):
    return Group.objects.get(name=name)


def state(user) -> tuple:
    fresh = User.objects.get(pk=user.pk)
    return (
        fresh.email,
        fresh.is_active,
        fresh.is_superuser,
        fresh.is_staff,
        {*fresh.groups.values_list("name", flat=True)},
    )


def edit(client, user, **sent):
    return client.post(f"/admin/users/edit/{user.pk}/", sent)


def test_the_form_offers_active_and_roles_and_nothing_else(client, person):
    form = client.get(f"/admin/users/edit/{person.pk}/").context["form"]
    assert [*form.fields] == ["is_active", "groups"]


def test_a_role_is_given_on_record(client, administrator, person):
    record = PractitionerFactory(user=person)
    assert edit(client, person, is_active="on", groups=[group("Manager").pk]).status_code == 302
    assert state(person)[4] == {"Manager"}
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_id, event.subject_id) == ("user.update", administrator.pk, str(person.pk))
    assert (event.fields, event.chain) == (["groups"], f"p:{record.pk}")


def test_a_login_is_closed_on_record(client, person):
    assert edit(client, person, groups=[]).status_code == 302
    assert not User.objects.get(pk=person.pk).is_active
    assert AuditEvent.objects.get().fields == ["is_active"]


def test_an_address_or_more_power_is_not_taken(client, person):
    edit(client, person, is_active="on", email="mine@attacker.example", is_superuser="on", is_staff="on")
    assert state(person) == ("therapist@pinpoint.example", True, False, False, set())
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("whom", ["superuser", "administrator"])
def test_a_superuser_and_oneself_are_refused(client, superuser, administrator, whom):
    user = {"superuser": superuser, "administrator": administrator}[whom]
    before = state(user)
    for answer in (client.get(f"/admin/users/edit/{user.pk}/"), edit(client, user, groups=[])):
        assert answer.headers["Location"] == "/admin/users/"
    assert (state(user), AuditEvent.objects.count()) == (before, 0)


@pytest.mark.parametrize("power", ["administrator", "superuser"])
@pytest.mark.parametrize("action", ["delete", "set_active_state", "assign_role"])
def test_no_login_is_changed_or_deleted_in_bulk(administrator, superuser, person, power, action):
    client = Client()
    client.force_login({"administrator": administrator, "superuser": superuser}[power])
    before = state(person)
    sent = {"next": "/admin/", "mark_as_active": "False", "role": group("Administrator").pk}
    answer = client.post(f"/admin/bulk/training/user/{action}/?id={person.pk}", sent)
    assert answer.status_code == 404
    assert state(person) == before


@pytest.mark.parametrize("power", ["administrator", "superuser"])
def test_no_login_is_deleted_or_added(administrator, superuser, person, power):
    client = Client()
    client.force_login({"administrator": administrator, "superuser": superuser}[power])
    assert client.get("/admin/users/").status_code == 200
    for address in (f"/admin/users/delete/{person.pk}/", "/admin/users/new/"):
        assert client.get(address).status_code == 302
        assert (
            client.post(address, {"email": "new@pinpoint.example", "first_name": "A", "last_name": "B"}).status_code
            == 302
        )
    assert User.objects.filter(pk=person.pk).exists()
    assert not User.objects.filter(email="new@pinpoint.example").exists()
