"""Reading several sessions on one page and signing them with one proof."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOW, PASSWORD, PractitionerFactory, SessionFactory
from tests.training.signing import supervising, waiting
from training.actions import Refused
from training.actions.sign import send_back
from training.actions.sign_several import AT_ONCE, sign_several
from training.models import AuditEvent, SignOff, SupervisedSession

pytestmark = pytest.mark.django_db
PROOF = {"proof": "password", "proved_at": NOW, "now": NOW}


@pytest.fixture
def supervisor():
    return supervising()


@pytest.fixture
def two(supervisor):
    return [
        waiting(supervisor, practitioner__full_name="Maya Reyes", needle_count=3, spots=["quad-left"]),
        waiting(supervisor, practitioner__full_name="Jonas Weil", needle_count=5),
    ]


@pytest.fixture
def page(client, supervisor, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(supervisor.user)
    return client


def named(rows):
    return [f"{row.pk}:{row.content_hash}" for row in rows]


def post(client, rows, **given):
    return client.post(reverse("supervise:sign_several"), {"entry": named(rows), **given})


def test_each_has_a_signature_of_its_own_on_its_own_text(supervisor, two):
    shown = [(row, row.content_hash) for row in two]
    outcomes = sign_several(by=supervisor.user, shown=shown, **PROOF)
    assert [each.sign_off.content_hash for each in outcomes] == [row.content_hash for row in two]
    assert SignOff.objects.count() == AuditEvent.objects.filter(action="session.sign").count() == 2
    assert {row.state for row in SupervisedSession.objects.all()} == {"signed"}


def test_what_changed_meanwhile_is_named_and_the_others_are_signed(supervisor, two):
    shown = [(row, row.content_hash) for row in two]
    SupervisedSession.objects.filter(pk=two[0].pk).update(content_hash="0" * 64)
    left, signed = sign_several(by=supervisor.user, shown=shown, **PROOF)
    assert (left.sign_off, left.reason.split(".")[0]) == (None, "This entry changed while you were reading it")
    assert signed.sign_off.session_id == two[1].pk
    assert SignOff.objects.count() == 1


def test_more_than_allowed_signs_nothing(supervisor, two):
    shown = [(two[0], two[0].content_hash)] * (AT_ONCE + 1)
    with pytest.raises(Refused, match="At most 25"):
        sign_several(by=supervisor.user, shown=shown, **PROOF)
    assert not SignOff.objects.exists()


# The pages


def test_nothing_is_ticked_in_the_queue(page, two):
    html = page.get(reverse("supervise:queue")).content.decode()
    assert html.count('name="entry"') == 2
    assert "checked" not in html
    assert "Read and sign the ticked ones" in html


def test_one_page_lists_each_with_its_whole_facts_and_hash(page, two):
    reply = page.get(reverse("supervise:several"), {"entry": [row.pk for row in two]})
    html = reply.content.decode()
    assert "Read and sign 2 sessions" in html
    assert ("3 needles" in html, "5 needles" in html) == (True, True)
    for row in two:
        assert html.count(row.content_hash) == 2  # in its title, and in what is posted
        assert f'href="{reverse("supervise:session", args=[row.pk])}"' in html
    assert html.count("I supervised this session as described") == 1


def test_without_a_tick_the_queue_says_what_to_do(page, two):
    reply = page.get(reverse("supervise:several"), follow=True)
    assert reply.redirect_chain[0][0] == reverse("supervise:queue")
    assert "Tick the sessions" in reply.content.decode()


def test_only_ones_own_that_still_wait_are_read(page, supervisor, two):
    other = SessionFactory(practitioner__full_name="Not Mine")
    send_back(by=supervisor.user, session=two[1], content_hash=two[1].content_hash, comment="Side?", now=NOW)
    html = page.get(reverse("supervise:several"), {"entry": [two[0].pk, two[1].pk, other.pk]}).content.decode()
    assert "Read and sign 1 session<" in html
    assert "2 of those that you ticked no longer wait for you" in html
    assert "Not Mine" not in html


def test_signing_asks_for_proof_once_and_says_what_was_signed(page, two):
    without = post(page, two)
    wrong = post(page, two, password="wrong")
    assert "Write your password" in without.content.decode()
    assert "This is not your password" in wrong.content.decode()
    assert not SignOff.objects.exists()
    html = post(page, two, password=PASSWORD).content.decode()
    assert "2 sessions signed" in html
    assert all(row.content_hash in html for row in two)
    assert SignOff.objects.count() == 2


def test_within_fifteen_minutes_the_next_ones_need_no_password(page, supervisor, two, time_machine):
    post(page, two[:1], password=PASSWORD)
    time_machine.move_to(NOW + timedelta(minutes=10), tick=False)
    assert "1 session signed" in post(page, two[1:]).content.decode()
    third = waiting(supervisor)
    time_machine.move_to(NOW + timedelta(minutes=16), tick=False)
    assert "Write your password" in post(page, [third]).content.decode()


def test_the_result_names_what_was_not_signed_and_why(page, two):
    pairs = named(two)
    SupervisedSession.objects.filter(pk=two[0].pk).update(state="withdrawn")
    html = page.post(reverse("supervise:sign_several"), {"entry": pairs, "password": PASSWORD}).content.decode()
    assert "1 session signed, 1 not" in html
    assert "Maya Reyes" in html
    assert "it is withdrawn. Nothing was written." in html


def test_what_cannot_be_signed_stands_apart_with_the_reason(page, supervisor, two):
    SupervisedSession.objects.filter(pk=two[0].pk).update(happened_on=NOW.date() - timedelta(days=9000))
    html = page.get(reverse("supervise:several"), {"entry": [row.pk for row in two]}).content.decode()
    assert "Sign 1 session<" in html
    assert "No check shows a license" in html


def test_a_session_of_another_supervisor_is_not_signed_by_a_made_up_form(page, two):
    other = waiting(supervising("Somebody Else"))
    html = post(page, [other], password=PASSWORD).content.decode()
    assert "Nothing was signed" in html
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("entry", [[], ["x"], ["1:zz"], ["1"], ["9" * 30 + ":" + "a" * 64]])
def test_a_broken_form_signs_nothing(page, two, entry):
    reply = page.post(reverse("supervise:sign_several"), {"entry": entry, "password": PASSWORD})
    assert reply.status_code == 302
    assert not SignOff.objects.exists()


def test_nobody_but_a_supervisor_gets_there(client):
    client.force_login(PractitionerFactory(login=True).user)
    assert client.get(reverse("supervise:several"), {"entry": 1}).status_code == 403
    assert client.post(reverse("supervise:sign_several"), {"entry": "1:" + "a" * 64}).status_code == 403
