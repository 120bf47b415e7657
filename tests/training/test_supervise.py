"""The supervisor's queue: sign exactly what was seen, or return it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    PASSWORD,
    ClinicFactory,
    LicenseFactory,
    PractitionerFactory,
    SessionFactory,
    UserFactory,
    days,
)
from tests.training.at_once import at_once
from tests.training.counting import queries_of
from training.actions import Refused
from training.actions.sign import Changed, send_back, sign
from training.models import AuditEvent, OutgoingMail, SignOff, SupervisedSession
from training.queries.facts import load_facts
from training.session_content import content_hash

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor():
    person = PractitionerFactory(login=True, supervisor=True, full_name="Daniel Okafor")
    LicenseFactory(practitioner=person, checked=True)
    return person


def waiting(supervisor, **given):
    """A submitted session whose hash is true."""
    session = SessionFactory(supervisor=supervisor, **given)
    session.content_hash = content_hash(session)
    session.save()
    return session


@pytest.fixture
def session(supervisor):
    trainee = PractitionerFactory(login=True, full_name="Maya Reyes")
    return waiting(supervisor, practitioner=trainee, needle_gauge=25, needle_length_mm=40, needle_count=3)


@pytest.fixture
def supervising(client, supervisor, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(supervisor.user)
    return client


def act(session, **changes):
    given = {
        "by": session.supervisor.user,
        "session": session,
        "content_hash": session.content_hash,
        "proof": "password",
        "proved_at": NOW,
        "now": NOW,
    }
    return sign(**given | changes)


def test_a_signature_keeps_what_was_signed_by_whom_and_why_they_were_eligible(session):
    sign_off = act(session)
    session.refresh_from_db()
    assert (session.state, sign_off.content_hash, sign_off.printed_name) == (
        "signed",
        session.content_hash,
        "Daniel Okafor",
    )
    assert sign_off.eligibility["eligible"] is True
    assert sign_off.eligibility["license"]["number"] == session.supervisor.licenses.get().number
    assert [step.state for step in session.steps.all()] == ["signed"]
    assert AuditEvent.objects.filter(action="session.sign", subject_id=str(session.pk)).count() == 1
    facts = load_facts([session.practitioner_id])[session.practitioner_id]
    assert [fact.id for fact in facts.sessions] == [str(session.pk)]
    session.practitioner.refresh_from_db()
    assert session.practitioner.facts_version == 1


def test_signing_twice_signs_once(session):
    assert act(session) == act(session, now=NOW + timedelta(seconds=1))
    assert SignOff.objects.count() == 1
    assert session.steps.count() == 1


@pytest.mark.parametrize(
    "change",
    [{"needle_count": 9}, {"state": "withdrawn"}, {"state": "returned"}, {"superseded_at": NOW}],
)
def test_what_changed_meanwhile_is_not_signed(session, change):
    SupervisedSession.objects.filter(pk=session.pk).update(**change)
    with pytest.raises(Changed):
        act(session)
    assert not SignOff.objects.exists()
    assert not session.steps.exists()


def test_an_old_hash_signs_nothing(session):
    with pytest.raises(Changed, match="changed while you were reading"):
        act(session, content_hash="0" * 64)
    assert not SignOff.objects.exists()


def test_only_the_named_supervisor_signs(session):
    other = PractitionerFactory(login=True, supervisor=True)
    manager = UserFactory(role="manager")
    for user in (other.user, manager, session.practitioner.user):
        with pytest.raises(Refused):
            act(session, by=user)
    assert not SignOff.objects.exists()


def test_a_supervisor_without_a_license_on_that_day_cannot_sign(session):
    session.supervisor.licenses.get().checks.update(issued_on=days(-5))
    with pytest.raises(Refused, match="No check shows a license"):
        act(session)
    session.refresh_from_db()
    assert session.state == "submitted"


def test_a_signed_amendment_takes_the_place_of_what_it_amends(session):
    act(session)
    amended = waiting(
        session.supervisor, practitioner=session.practitioner, amends=session, amendment_reason="Four.", needle_count=4
    )
    act(amended)
    session.refresh_from_db()
    assert session.superseded_at == NOW
    facts = load_facts([session.practitioner_id])[session.practitioner_id]
    assert [fact.id for fact in facts.sessions] == [str(amended.pk)]


def test_a_returned_session_tells_the_trainee_once(session):
    given = {"by": session.supervisor.user, "session": session, "content_hash": session.content_hash}
    send_back(**given, comment=" Which side? ", now=NOW)
    send_back(**given, comment="Which side?", now=NOW)
    session.refresh_from_db()
    assert session.state == "returned"
    assert [(step.state, step.comment) for step in session.steps.all()] == [("returned", "Which side?")]
    letter = OutgoingMail.objects.get(practitioner=session.practitioner)
    assert letter.to == session.practitioner.user.email
    assert "Which side?" in letter.body


def test_a_return_needs_a_comment(session):
    with pytest.raises(Refused) as refused:
        send_back(by=session.supervisor.user, session=session, content_hash=session.content_hash, comment="  ", now=NOW)
    assert refused.value.field == "comment"


# The pages


def test_the_queue_shows_the_oldest_first_and_only_ones_own(supervising, supervisor, session):
    older = waiting(supervisor, submitted_at=NOW - timedelta(days=20), practitioner__full_name="Jonas Weil")
    SessionFactory(practitioner__full_name="Not Mine")
    reply = supervising.get(reverse("supervise:queue"))
    assert [row.pk for row in reply.context["page_obj"]] == [older.pk, session.pk]
    assert "2 sessions wait for you" in reply.content.decode()
    assert "Not Mine" not in reply.content.decode()


def test_the_page_shows_every_field_and_the_meaning(supervising, session):
    html = supervising.get(reverse("supervise:session", args=[session.pk])).content.decode()
    assert "3 needles, 0.25 × 40 mm" in html
    assert "Your signature says" in html
    assert session.content_hash in html
    assert 'class="region on"' in html


@pytest.mark.parametrize(("spot", "sides"), [("quad-left", ("Right", "Left")), ("calf-left", ("Left", "Right"))])
def test_the_drawing_says_whose_left(supervising, session, spot, sides):
    SupervisedSession.objects.filter(pk=session.pk).update(spots=[spot])
    html = supervising.get(reverse("supervise:session", args=[session.pk])).content.decode()
    words = html[html.index('class="sign-sides') :]
    assert words.index(f"<span>{sides[0]}</span>") < words.index(f"<span>{sides[1]}</span>")
    assert "Left and right are the patient’s." in html


def test_what_was_returned_says_when(supervising, supervisor):
    row = waiting(supervisor)
    send_back(by=supervisor.user, session=row, content_hash=row.content_hash, comment="Which side?", now=NOW)
    html = supervising.get(reverse("supervise:signed")).content.decode()
    assert 'data-label="Returned"><time datetime="2027-03-01">' in html


def test_signing_on_the_page_asks_for_the_password_and_then_signs(supervising, session):
    url = reverse("supervise:sign", args=[session.pk])
    without = supervising.post(url, {"content_hash": session.content_hash})
    wrong = supervising.post(url, {"content_hash": session.content_hash, "password": "wrong"})
    assert "Write your password" in without.content.decode()
    assert "This is not your password" in wrong.content.decode()
    assert not SignOff.objects.exists()
    done = supervising.post(url, {"content_hash": session.content_hash, "password": PASSWORD}, follow=True)
    assert "Signed. Nothing waits for you." in done.content.decode()
    assert SignOff.objects.get().proof == "password"


def test_a_proof_counts_for_fifteen_minutes(supervising, session, supervisor, time_machine):
    second = waiting(supervisor)
    third = waiting(supervisor)
    supervising.post(
        reverse("supervise:sign", args=[session.pk]), {"content_hash": session.content_hash, "password": PASSWORD}
    )
    supervising.post(reverse("supervise:sign", args=[second.pk]), {"content_hash": second.content_hash})
    time_machine.move_to(NOW + timedelta(minutes=16), tick=False)
    late = supervising.post(reverse("supervise:sign", args=[third.pk]), {"content_hash": third.content_hash})
    assert "Write your password" in late.content.decode()
    assert SignOff.objects.count() == 2


def test_an_entry_changed_meanwhile_is_shown_anew_and_not_signed(supervising, session):
    seen = session.content_hash
    session.needle_count = 7
    session.content_hash = content_hash(session)
    session.save()
    reply = supervising.post(reverse("supervise:sign", args=[session.pk]), {"content_hash": seen, "password": PASSWORD})
    html = reply.content.decode()
    assert reply.status_code == 409
    assert "changed while you were reading" in html
    assert "7 needles" in html
    assert session.content_hash in html
    assert not SignOff.objects.exists()


def test_a_second_click_on_sign_says_signed(supervising, session):
    url = reverse("supervise:sign", args=[session.pk])
    data = {"content_hash": session.content_hash, "password": PASSWORD}
    assert [supervising.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert SignOff.objects.count() == 1


def test_an_ineligible_supervisor_sees_a_dashed_button_with_the_reason(supervising, session):
    session.supervisor.licenses.get().checks.all().delete()
    html = supervising.get(reverse("supervise:session", args=[session.pk])).content.decode()
    assert 'aria-disabled="true"' in html
    assert "No check shows a license of Daniel Okafor in good standing" in html
    assert reverse("supervise:return", args=[session.pk]) in html


def test_returning_without_a_comment_says_so_beside_the_field(supervising, session):
    url = reverse("supervise:return", args=[session.pk])
    html = supervising.post(url, {"content_hash": session.content_hash, "comment": " "}).content.decode()
    assert "Say what to change" in html
    supervising.post(url, {"content_hash": session.content_hash, "comment": "Which side?"})
    session.refresh_from_db()
    assert session.state == "returned"


def test_what_is_not_yours_does_not_exist(supervising, supervisor):
    foreign = SessionFactory()
    draft = SessionFactory(supervisor=supervisor, state="draft")
    for row in (foreign, draft):
        for name in ("session", "sign", "return"):
            url = reverse(f"supervise:{name}", args=[row.pk])
            reply = (
                supervising.get(url) if name == "session" else supervising.post(url, {"content_hash": row.content_hash})
            )
            assert reply.status_code == 404


def test_who_is_no_supervisor_reads_why(client, session):
    manager = UserFactory(role="manager")
    ClinicFactory(manager=manager)
    client.force_login(manager)
    for url in (reverse("supervise:queue"), reverse("supervise:session", args=[session.pk])):
        reply = client.get(url)
        assert reply.status_code == 403
        assert "This page is for supervisors." in reply.content.decode()


def test_a_stranger_signs_in_first(client, session):
    assert client.get(reverse("supervise:session", args=[session.pk])).status_code == 302


@pytest.mark.parametrize("name", ["queue", "signed"])
def test_lists_cost_the_same_for_one_and_for_thirty(supervising, supervisor, name):
    def add(count):
        for _ in range(count):
            row = waiting(supervisor)
            if name == "signed":
                act(row)

    add(1)
    url = reverse(f"supervise:{name}")
    once = queries_of(lambda: supervising.get(url))
    add(29)
    assert queries_of(lambda: supervising.get(url)) == once


@pytest.mark.django_db(transaction=True)
def test_four_signatures_at_once_make_one(session):
    assert at_once(*[lambda: act(session).pk] * 4) == [SignOff.objects.get().pk] * 4
