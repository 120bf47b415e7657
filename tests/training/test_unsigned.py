"""Piles of sessions that wait for a supervisor: the letter, and what people see of the waiting."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    ClinicFactory,
    PractitionerFactory,
    SessionFactory,
    UserFactory,
    signing_link,
    without_login,
)
from tests.training.counting import queries_of
from tests.training.link_story import path_in
from training.actions.joining import hashed
from training.actions.reminders import send_reminders
from training.actions.signing_link import not_me, open_now
from training.models import AuditEvent, OutgoingMail, SigningLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor():
    return PractitionerFactory(login=True, supervisor=True, full_name="Daniel Okafor")


def pile(supervisor, count, days=1, **given):
    return [
        SessionFactory(supervisor=supervisor, submitted_at=NOW - timedelta(days=days), **given) for _ in range(count)
    ]


def letters():
    return list(OutgoingMail.objects.filter(key__startswith="reminder:to-sign:").order_by("pk"))


@pytest.mark.parametrize(("count", "days", "expected"), [(24, 1, 0), (25, 1, 1), (1, 29, 0), (1, 30, 1)])
def test_a_letter_goes_at_25_sessions_or_30_days(supervisor, count, days, expected):
    pile(supervisor, count, days)
    send_reminders(now=NOW)
    assert len(letters()) == expected


def test_it_says_how_many_since_when_and_leads_to_them(supervisor):
    pile(supervisor, 2, 40)
    send_reminders(now=NOW)
    letter = letters()[0]
    assert (letter.to, letter.subject) == (
        supervisor.user.email,
        "2 sessions to sign, the oldest since January 20, 2027",
    )
    assert "/supervise/\n" in letter.body


def test_at_most_one_letter_a_week(supervisor):
    pile(supervisor, 25)
    for hours in (0, 1, 30, 24 * 6):
        send_reminders(now=NOW + timedelta(hours=hours))
    assert len(letters()) == 1
    send_reminders(now=NOW + timedelta(days=7))
    assert len(letters()) == 2


def test_signed_returned_and_replaced_ones_do_not_pile_up(supervisor):
    pile(supervisor, 1, 40, state="returned")
    pile(supervisor, 1, 40, superseded_at=NOW)
    pile(supervisor, 1, 40, signed=True)
    send_reminders(now=NOW)
    assert letters() == []


# Without a login


def links():
    return SigningLink.objects.order_by("pk")


@pytest.mark.parametrize(("count", "days", "expected"), [(24, 1, 0), (25, 1, 1), (1, 29, 0), (1, 30, 1)])
def test_who_signs_by_link_gets_the_link_again_by_the_same_rule(count, days, expected):
    pile(without_login(), count, days)
    send_reminders(now=NOW)
    assert (len(letters()), links().count()) == (expected, expected)


def test_the_letter_carries_a_link_that_opens_what_waits():
    dana = without_login()
    maya = PractitionerFactory(login=True, full_name="Maya Reyes")
    pile(dana, 2, 40, practitioner=maya)
    send_reminders(now=NOW)
    letter = letters()[0]
    subject = "2 sessions to sign, the oldest since January 20, 2027"
    assert (letter.to, letter.subject) == ("dana@clinic.example", subject)
    assert "Maya Reyes" in letter.body
    token = path_in(letter).rstrip("/").rpartition("/")[2]
    assert open_now(hashed(token), NOW) == links().get()
    assert links().get().created_by == maya.sessions.earliest("pk").recorded_by
    assert AuditEvent.objects.filter(action="signing_link.send", actor=None).count() == 1


def test_a_link_that_has_run_out_is_replaced_by_a_fresh_one():
    dana = without_login()
    old = signing_link(dana, created_at=NOW - timedelta(days=31), expires_at=NOW - timedelta(days=1))
    pile(dana, 1, 31)
    send_reminders(now=NOW)
    old.refresh_from_db()
    fresh = links().last()
    assert (old.ending, fresh.ended_at, fresh.expires_at) == ("replaced", None, NOW + timedelta(days=30))


def test_at_most_one_letter_with_a_link_a_week():
    dana = without_login()
    signing_link(dana, created_at=NOW - timedelta(days=6))
    pile(dana, 30, 40)
    send_reminders(now=NOW)
    assert letters() == [], "the link went out this week"
    for hours in (24, 25, 50, 24 * 7):
        send_reminders(now=NOW + timedelta(hours=hours))
    assert len(letters()) == 1
    send_reminders(now=NOW + timedelta(days=8))
    assert len(letters()) == 2


def test_nothing_goes_to_a_blocked_address_or_to_who_is_signing():
    blocked, busy = without_login(), without_login(email="busy@clinic.example")
    not_me(link=signing_link(blocked, created_at=NOW - timedelta(days=20)), now=NOW - timedelta(days=19))
    at_work = {"created_at": NOW - timedelta(days=20), "proved_at": NOW - timedelta(minutes=5), "browser_hash": "here"}
    signing_link(busy, "another", **at_work)
    for each in (blocked, busy, without_login(email="")):
        pile(each, 1, 40)
    send_reminders(now=NOW)
    assert letters() == []
    send_reminders(now=NOW + timedelta(hours=1))
    assert [letter.to for letter in letters()] == ["busy@clinic.example"]


# The pages


@pytest.fixture
def as_(client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_therapist_and_supervisor_see_how_long_it_waits(supervisor, as_):
    maya = PractitionerFactory(login=True)
    pile(supervisor, 1, 12, practitioner=maya)
    assert '<span class="sub">12 days</span>' in as_(maya.user).get(reverse("my:sessions")).content.decode()
    assert '<span class="sub">12 days</span>' in as_(supervisor.user).get(reverse("supervise:queue")).content.decode()


def test_the_desk_lists_who_has_sessions_to_sign(supervisor, as_):
    here, elsewhere, manager = ClinicFactory(), ClinicFactory(), UserFactory(role="manager")
    here.managers.add(manager)
    pile(supervisor, 2, 31, practitioner=PractitionerFactory(clinic=here))
    pile(supervisor, 1, 90, practitioner=PractitionerFactory(clinic=elsewhere))
    pile(PractitionerFactory(supervisor=True, full_name="Not Mine"), 1, practitioner__clinic=elsewhere)
    send_reminders(now=NOW)
    reply = as_(manager).get(reverse("desk:unsigned"))
    rows = [(each.supervisor, each.count, high) for each, _, high in reply.context["page_obj"]]
    assert rows == [(supervisor, 2, True)]
    html = reply.content.decode()
    assert "31 days" in html
    assert "Not Mine" not in html
    url = f"{reverse('desk:sessions')}?state=submitted&supervisor={supervisor.pk}"
    assert len(as_(manager).get(url).context["page_obj"].object_list) == 2


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_however_many(count, as_):
    for _ in range(count):
        pile(PractitionerFactory(login=True, supervisor=True), 1)
    page = as_(UserFactory(role="administrator"))
    page.get(reverse("desk:unsigned"))
    assert queries_of(lambda: page.get(reverse("desk:unsigned"))) == 17
