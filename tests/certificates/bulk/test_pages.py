"""Deciding about many at the desk: the list, the confirmation, the progress."""

import html
import re
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from certificates import tasks
from certificates.models import BulkIssue, BulkItem, Certificate
from tests import factories
from tests.certificates.bulk.story import asked, many, ready_person
from tests.factories import NOW, TODAY
from tests.training.counting import queries_of
from training.actions.standing import refresh_all
from training.models import Decision, Practitioner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
CHOOSE = "/desk/certificates/bulk/"
SAID = {"effective_on": TODAY.isoformat(), "reason": "All met."}


@pytest.fixture
def given():
    return many(3)


@pytest.fixture
def waits(monkeypatch):
    """Tasks wait for a worker that does not come."""
    monkeypatch.setattr(tasks, "decide_one_of_many", SimpleNamespace(enqueue=lambda pk: None))


def values(page: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(r'name="chosen" value="([^"]+)"', page)]


def shown(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def confirmed(client, chosen, **changes):
    """Both steps, as the pages offer them."""
    page = client.post(CHOOSE, SAID | {"chosen": chosen} | changes).text
    token = re.search(r'name="token" value="([^"]+)"', page).group(1)
    form = {"chosen": values(page), "token": token, "confirmed": "yes"}
    return client.post(CHOOSE, SAID | form | changes), SAID | form | changes


def test_everybody_who_waits_is_ticked(desk, given):
    page = desk.get(CHOOSE).text
    assert len(values(page)) == page.count(" checked") == 3


def test_the_list_asks_as_much_for_one_as_for_many(desk, given):
    few = queries_of(lambda: desk.get(CHOOSE))
    rows = [ready_person(given.clinic, given.version, f"Further {number}") for number in range(6)]
    refresh_all([row.pk for row in rows])
    assert len(values(desk.get(CHOOSE).text)) == 9
    assert queries_of(lambda: desk.get(CHOOSE)) == few


def test_two_steps_decide_and_issue(desk, given):
    response = desk.post(CHOOSE, SAID | {"chosen": values(desk.get(CHOOSE).text)[:2]})
    assert "Certify 2 people?" in shown(response)
    assert "Dry Needling: 2 awards, effective on" in shown(response)
    assert not Decision.objects.exists()
    response, form = confirmed(desk, values(desk.get(CHOOSE).text)[:2])
    bulk = BulkIssue.objects.get()
    assert response["Location"] == reverse("bulk:result", args=[bulk.pk])
    assert Certificate.objects.count() == 2
    again = desk.post(CHOOSE, form)
    assert again["Location"] == response["Location"]
    assert BulkIssue.objects.count() == 1
    page = shown(desk.get(response["Location"]))
    assert "2 of 2 people are done. 2 issued." in page
    assert "DN-2027-00001" in page
    assert "Stop" not in page


def test_without_a_reason_or_a_person_nothing_is_asked(desk, given):
    chosen = values(desk.get(CHOOSE).text)[:2]
    page = desk.post(CHOOSE, {"effective_on": TODAY.isoformat(), "reason": "", "chosen": chosen})
    assert "Fill this in." in shown(page)
    assert page.text.count(" checked") == 2
    assert "Choose at least one person." in shown(desk.post(CHOOSE, SAID))
    assert "Choose at least one person." in shown(desk.post(CHOOSE, SAID | {"chosen": ["1|award|x", "\x01"]}))


def test_choosing_again_keeps_what_was_chosen_and_typed(desk, given):
    chosen = values(desk.get(CHOOSE).text)[1:]
    page = desk.post(CHOOSE, SAID | {"chosen": chosen, "again": "yes"})
    assert page.text.count(" checked") == 2
    assert "All met." in page.text
    assert "Go on with the ticked ones" in page.text


def test_a_day_that_is_over_is_refused_in_words(desk, given):
    chosen = values(desk.get(CHOOSE).text)
    given_day = SAID | {"chosen": chosen, "effective_on": "2020-01-01"}
    for step in ({}, {"confirmed": "yes", "token": str(uuid4())}):
        response = desk.post(CHOOSE, given_day | step)
        assert "A decision takes effect on its day or later." in shown(response)
        assert response.text.count(" checked") == 3
        assert "All met." in response.text
    assert not BulkIssue.objects.exists()


def test_who_changed_or_may_not_be_decided_about_is_left_out_with_the_reason(desk, given):
    chosen = values(desk.get(CHOOSE).text)
    supervisor = factories.PractitionerFactory(user=given.manager, supervisor=True)
    factories.SessionFactory(practitioner=given.people[0], supervisor=supervisor, submitted_at=NOW)
    Practitioner.objects.filter(pk=given.people[1].pk).update(full_name="Ada Longer")
    page = shown(desk.post(CHOOSE, SAID | {"chosen": chosen}))
    assert "Left out: 2" in page
    assert "You supervised this person" in page
    assert "Something changed since the list was shown." in page
    assert "Certify 1 person?" in page


def test_another_manager_sees_none_of_them(client, given):
    other = many(1, "Another scheme")
    client.force_login(other.manager)
    assert "Nobody waits" in shown(client.get(CHOOSE, {"scheme": given.scheme.slug}))
    other.scheme.name = "Zygote"
    other.scheme.save()
    assert "Nobody waits" in shown(client.get(CHOOSE))
    assert "Nobody matches these filters" in shown(client.get(CHOOSE, {"q": "nobody"}))
    bulk = asked(given)
    assert client.get(reverse("bulk:result", args=[bulk.pk])).status_code == 404


def test_progress_tells_a_screen_reader_by_quarters(desk, given, waits):
    bulk = asked(given)
    address, htmx = reverse("bulk:progress", args=[bulk.pk]), {"HTTP_HX_REQUEST": "true"}
    assert 'id="told"' not in desk.get(address, {"told": "0"}, **htmx).text
    BulkItem.objects.filter(practitioner=given.people[0]).update(state="refused", why="No.", finished_at=NOW)
    page = desk.get(address, {"told": "0"}, **htmx).text
    assert re.search(r'id="told"[^>]*>1 of 3 done\.<', page)
    assert "every 3s" in page
    assert 'id="stop"' not in page
    BulkItem.objects.filter(state="waiting").update(state="refused", why="No.", finished_at=NOW)
    over = desk.get(address, {"told": "1"}, **htmx).text
    assert "3 of 3 done: 3 refused." in over
    assert "every 3s" not in over
    assert re.search(r'<span id="stop" hx-swap-oob="delete"></span>', over)


def test_who_waits_in_a_bulk_issue_is_shown_and_not_offered(desk, given, waits):
    asked(given)
    page = desk.get(CHOOSE)
    assert values(page.text) == []
    assert "3 of 3 still wait for their turn." in shown(page)
    bulk = BulkIssue.objects.get()
    assert "Stop the rest" in shown(desk.get(reverse("bulk:result", args=[bulk.pk])))
    desk.post(reverse("bulk:stop", args=[bulk.pk]))
    assert len(values(desk.get(CHOOSE).text)) == 3
