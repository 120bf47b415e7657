"""The pages of signing by a link, and the form that names a supervisor who is not in the list."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.factories import NOW, JurisdictionFactory
from tests.training.counting import queries_of
from tests.training.link_story import SAID, code_in, dana, letters, logged, path_in  # noqa: F401
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from tests.training.test_session_log import given
from training.models import Practitioner, SigningLink

pytestmark = pytest.mark.django_db


def test_the_pages_from_letter_to_receipt(person, dana, noon):
    session, place = logged(person, dana), JurisdictionFactory(name="Colorado")
    browser = Client()
    answer = browser.get(path_in(letters("signing-link")[0]))
    assert (answer.status_code, answer.url, answer.headers["Referrer-Policy"]) == (
        302,
        "/supervise/link/",
        "no-referrer",
    )
    page = browser.get(answer.url)
    assert "Maya Reyes" in page.content.decode()
    assert (page.headers["X-Robots-Tag"], "no-store" in page.headers["Cache-Control"]) == ("noindex, nofollow", True)
    assert browser.get("/supervise/link/entries/").url == "/supervise/link/"
    browser.post("/supervise/link/code/")
    assert "This is not the code" in browser.post("/supervise/link/prove/", {"code": "abc"}).content.decode()
    code = code_in(letters("signing-code")[0])
    assert browser.post("/supervise/link/prove/", {"code": f"{code[:3]} {code[3:]}"}).url == "/supervise/link/entries/"
    assert browser.get("/supervise/link/entries/").url == "/supervise/link/statement/"
    assert browser.post("/supervise/link/statement/", {"number": "1"}).status_code == 422
    browser.post("/supervise/link/statement/", SAID | {"jurisdiction": place.pk})
    one = f"/supervise/link/entries/{session.pk}/"
    assert one in browser.get("/supervise/link/entries/").content.decode()
    shown = browser.get(one).content.decode()
    assert "3 needles, 0.25 × 40 mm" in shown
    assert "I supervised this session as described" in shown
    assert browser.post(f"{one}sign/", {"content_hash": "0" * 64}).status_code == 409
    assert browser.post(f"{one}sign/", {"content_hash": session.content_hash}).url == "/supervise/link/done/"
    done = browser.get("/supervise/link/done/").content.decode()
    assert session.content_hash in done
    assert browser.get("/supervise/link/").url == "/supervise/link/done/"
    assert Client().get("/supervise/link/done/").status_code == 404


@pytest.mark.parametrize("token", ["x", "used", "expired"])
def test_a_link_that_opens_nothing_says_nothing_else(person, dana, noon, token):
    logged(person, dana)
    path = path_in(letters("signing-link")[0])
    SigningLink.objects.update(**{"used": {"ended_at": NOW, "ending": "used"}}.get(token, {}))
    if token == "expired":
        SigningLink.objects.update(created_at=NOW - timedelta(days=30), expires_at=NOW)
    browser = Client()
    assert browser.get("/supervise/link/x/" if token == "x" else path).url == "/supervise/link/"
    page = browser.get("/supervise/link/")
    words = re.sub(r"<[^>]+>|\s+", " ", page.content.decode())
    assert page.status_code == 404
    assert "This link is over" in words
    assert "Whitfield" not in words
    assert "If something waits for you" in browser.post("/supervise/link/again/").content.decode()
    assert len(letters("signing-link")) == (1 if token == "x" else 2)


def test_the_form_names_somebody_who_is_not_in_the_list(mine, person, supervisor, clinic):
    values = given(supervisor, clinic, supervisor="", supervisor_name="Dana  Whitfield", supervisor_email="D@b.example")
    assert mine.post("/my/sessions/new/", values | {"supervisor_email": ""}).status_code == 422
    assert not Practitioner.objects.filter(full_name="Dana Whitfield").exists()
    answer = mine.post("/my/sessions/new/", values | {"submit": "yes"}, follow=True)
    assert "Dana Whitfield signs it next, by a link that we mail." in answer.content.decode()
    named = Practitioner.objects.get(full_name="Dana Whitfield")
    assert (named.email, named.user, named.supervisor_at) == ("d@b.example", None, None)
    assert person.sessions.get().supervisor == named
    assert letters("signing-link")[0].to == "d@b.example"
    offered = mine.get("/my/sessions/new/").context["form"].fields["supervisor"].queryset
    assert set(offered) == {supervisor, named}


def test_a_page_that_saves_itself_names_nobody(mine, supervisor, clinic):
    values = given(supervisor, clinic, supervisor="", supervisor_name="Dana W", supervisor_email="d@b.exam")
    answer = mine.post("/my/sessions/save/", values)
    assert (answer.status_code, "once you press" in answer.json()["words"]) == (422, True)
    assert not Practitioner.objects.filter(email="d@b.exam").exists()


def test_nobody_names_themselves_by_the_form(mine, person, supervisor, clinic):
    own = {"supervisor": "", "supervisor_name": "Dana Whitfield", "supervisor_email": person.user.email}
    answer = mine.post("/my/sessions/new/", given(supervisor, clinic, submit="yes", **own))
    assert answer.status_code == 422
    assert "your own address" in answer.content.decode()


def test_the_list_takes_as_many_queries_for_thirty_as_for_one(person, dana, noon):
    logged(person, dana)
    browser = Client()
    browser.get(path_in(letters("signing-link")[0]))
    browser.post("/supervise/link/code/")
    browser.post("/supervise/link/prove/", {"code": code_in(letters("signing-code")[0])})
    browser.post("/supervise/link/statement/", SAID | {"jurisdiction": JurisdictionFactory().pk})
    one = queries_of(lambda: browser.get("/supervise/link/entries/"))
    for count in range(2, 31):
        logged(person, dana, needle_count=count + 5)
    assert len(browser.get("/supervise/link/entries/").context["rows"]) == 30
    assert queries_of(lambda: browser.get("/supervise/link/entries/")) == one
