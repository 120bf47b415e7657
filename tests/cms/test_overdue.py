"""A review that is overdue is told to editors; readers see the date that was promised."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from tests import factories
from tests.cms import site
from tests.factories import NOW

pytestmark = pytest.mark.django_db
WORDS = "Review overdue since February 2, 2027"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def editor():
    client = Client()
    client.force_login(factories.UserFactory(role="editor"))
    return client


def page(review_by):
    return site.article(reviewer="Ben Cole, PT", reviewed_on=date(2026, 2, 1), review_by=review_by)


def test_an_editor_is_told_on_the_first_page_and_on_the_form(editor):
    late = page(date(2027, 2, 1))
    home = editor.get("/admin/").content.decode()
    assert WORDS in home
    assert f"/admin/pages/{late.pk}/edit/" in home
    assert WORDS in editor.get(f"/admin/pages/{late.pk}/edit/").content.decode()


def test_nothing_is_said_before(editor):
    in_time = page(NOW.date())
    assert "overdue" not in editor.get("/admin/").content.decode()
    assert "Review overdue" not in editor.get(f"/admin/pages/{in_time.pk}/edit/").content.decode()


def test_readers_see_the_date_alone():
    text = Client().get(page(date(2027, 2, 1)).url).content.decode()
    assert "February 1, 2027" in text
    assert "overdue" not in text
