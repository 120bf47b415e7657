"""The demo's mail: readable, escaped, and nothing but the files of its folder."""

import pytest
from django.core.mail import EmailMessage, get_connection
from django.urls import NoReverseMatch, clear_url_caches, reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


def send(subject, body="Hello", to="ines@pinpoint.example"):
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend")
    EmailMessage(subject, body, to=[to], connection=backend).send()


def test_an_empty_box_says_so(client, folder):
    assert "No mail yet" in client.get("/demo/mail/").content.decode()


def test_the_newest_is_first(client, folder):
    send("First")
    send("Second")
    page = client.get("/demo/mail/").content.decode()
    assert page.index("Second") < page.index("First")
    assert "First" in client.get("/demo/mail/1/").content.decode()


def test_links_can_be_followed(client, folder):
    send("Confirm", "Open this: http://testserver/accounts/confirm-email/MQ:1tX:abc_-9/")
    page = client.get("/demo/mail/1/").content.decode()
    assert 'href="http://testserver/accounts/confirm-email/MQ:1tX:abc_-9/"' in page


def test_nothing_of_a_letter_runs(client, folder):
    send("<script>alert(1)</script>", '<img src=x onerror=alert(1)> javascript:alert(1) https://x.example/"onclick=1')
    for address in ("/demo/mail/", "/demo/mail/1/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
        assert '"onclick' not in page


def test_names_and_several_letters_in_one_file(client, folder):
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend")
    two = [EmailMessage(subject, "Zoë Žižková", to=["zoe@pinpoint.example"]) for subject in ("Añb", "Cđ")]
    backend.send_messages(two)
    assert "Cđ" in client.get("/demo/mail/").content.decode()
    assert "Zoë Žižková" in client.get("/demo/mail/2/").content.decode()


@pytest.mark.parametrize("address", ["/demo/mail/0/", "/demo/mail/2/", "/demo/mail/../../etc/passwd", "/demo/mail/x/"])
def test_what_is_not_there(client, folder, address):
    send("First")
    assert client.get(address).status_code == 404


def test_production_has_no_such_address(settings):
    settings.DEMO = False
    import importlib

    from config import urls

    try:
        importlib.reload(urls)
        clear_url_caches()
        with pytest.raises(NoReverseMatch):
            reverse("demo_mail")
    finally:
        settings.DEMO = True
        importlib.reload(urls)
        clear_url_caches()
