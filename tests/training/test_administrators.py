"""A new installation's first login."""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from tests.factories import NOW, PASSWORD, UserFactory
from training.actions.administrators import create_administrator
from training.models import OutgoingMail, User

pytestmark = pytest.mark.django_db


FIRST, SECOND = "a-needle-in-a-haystack", "another-one-entirely"


def choose_password(client, link, password):
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    path = form.request["PATH_INFO"]
    return client.post(path, {"password1": password, "password2": password}, follow=True)


def test_the_link_leads_to_a_password_and_the_admin(client):
    link = create_administrator(email="Root@Clinic.Example", now=NOW)
    assert choose_password(client, link, FIRST).status_code == 200
    assert client.login(email="root@clinic.example", password=FIRST)
    assert client.get("/admin/").status_code == 200


def test_the_link_works_once(client):
    link = create_administrator(email="root@clinic.example", now=NOW)
    choose_password(client, link, FIRST)
    choose_password(client, link, SECOND)
    assert not client.login(email="root@clinic.example", password=SECOND)


def test_it_is_verified_and_has_no_password_yet():
    create_administrator(email="root@clinic.example", now=NOW)
    user = User.objects.get()
    assert (user.is_superuser, user.is_staff, user.has_usable_password()) == (True, True, False)
    assert [group.name for group in user.groups.all()] == ["Administrator"]
    assert EmailAddress.objects.get(user=user).verified


def test_the_command_prints_and_mails_the_link(capsys):
    call_command("create_administrator", "root@clinic.example")
    link = capsys.readouterr().out.splitlines()[-1]
    assert link.startswith("http://testserver/accounts/password/reset/key/")
    assert link in OutgoingMail.objects.get().body


def test_an_existing_login_is_raised_and_keeps_its_password(client):
    user = UserFactory()
    create_administrator(email=user.email, now=NOW)
    assert User.objects.get().is_superuser
    assert client.login(email=user.email, password=PASSWORD)


def test_what_is_not_an_address_is_refused():
    with pytest.raises(CommandError, match="not an email address"):
        call_command("create_administrator", "root")
    assert User.objects.count() == 0
