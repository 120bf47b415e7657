"""Piles of sessions that wait for a supervisor: the letter, and what people see of the waiting."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOW, ClinicFactory, PractitionerFactory, SessionFactory, UserFactory
from tests.training.counting import queries_of
from training.actions.reminders import send_reminders
from training.models import OutgoingMail

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


def test_whoever_has_no_sign_in_is_not_written_to_here():
    pile(PractitionerFactory(supervisor=True, email="link@clinic.example"), 30, 40)
    send_reminders(now=NOW)
    assert letters() == []


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
