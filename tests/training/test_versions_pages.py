"""Amending and voiding on screen: therapist, supervisor and manager."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOW, TODAY, EvidenceFactory, LicenseFactory, PractitionerFactory, UserFactory
from tests.factories.voiding import ReviewTaskFactory, SessionVoidFactory
from tests.training.counting import queries_of
from tests.training.my_story import *  # noqa: F403 - fixtures
from tests.training.signed_story import act, signed_session, submitted_amendment
from training.actions.void_session import ask, confirm
from training.models import LicenseCheck, SessionVoid, SupervisedSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(person, supervisor):
    return signed_session(person, supervisor)


@pytest.fixture
def manager(clinic):
    found = UserFactory(role="manager")
    clinic.managers.add(found)
    return found


def html_of(user, name, *args, status=200):
    client = Client()
    client.force_login(user)
    reply = client.get(reverse(name, args=args))
    assert reply.status_code == status
    return reply.content.decode()


def test_a_therapist_amends_from_the_signed_entry(mine, session, person):
    html = html_of(person.user, "my:session", session.pk)
    assert reverse("my:session_amend", args=[session.pk]) in html
    url = reverse("my:session_amend", args=[session.pk])
    assert "Write nothing about a patient." in mine.get(url).content.decode()
    empty = mine.post(url, {"reason": ""})
    assert (empty.status_code, "Say what was wrong" in empty.content.decode()) == (422, True)
    reply = mine.post(url, {"reason": "Five needles."})
    made = session.amendments.get()
    assert reply.url == reverse("my:session_edit", args=[made.pk])
    form = mine.get(reply.url)
    assert form.context["form"]["needle_count"].value() == 3
    assert "Amend the session" in form.content.decode()
    assert "Five needles." in form.content.decode()
    again = mine.get(url).content.decode()
    assert "on its way already" in again


def test_both_versions_stay_readable_with_links_both_ways(session, person, supervisor, manager):
    made = submitted_amendment(session, needle_count=5, reason="Five needles.")
    readers = [(person.user, "my:session"), (supervisor.user, "supervise:session"), (manager, "desk:session")]
    for signed in (False, True):
        if signed:
            act(made)
        for user, name in readers:
            older, newer = (html_of(user, name, row.pk) for row in (session, made))
            assert reverse(name, args=[made.pk]) in older
            assert reverse(name, args=[session.pk]) in newer
            assert "Five needles." in newer
            assert ("Replaced on" in older) is signed


def test_the_supervisor_sees_what_changed_in_words_and_on_the_map(session, supervisor):
    made = submitted_amendment(session, spots=["quad-right"], needle_count=5)
    html = html_of(supervisor.user, "supervise:session", made.pk)
    assert "<del>3 needles, 0.25 × 40 mm</del>" in html
    assert "<ins>5 needles, 0.25 × 40 mm</ins>" in html
    assert "region on gone" in html
    assert "region on added" in html
    assert "Added, with a thick edge:</b> Front of thigh (right)" in html
    assert "Your signature says" in html


def test_another_supervisor_reads_the_version_that_they_amend_and_signs_nothing_on_it(session, clinic):
    other = PractitionerFactory(full_name="Ruth Abara", login=True, supervisor=True, clinic=clinic)
    LicenseFactory(practitioner=other, jurisdiction=clinic.jurisdiction, checked=True)
    html_of(other.user, "supervise:session", session.pk, status=404)
    made = submitted_amendment(session, supervisor=other)
    html = html_of(other.user, "supervise:session", session.pk)
    assert reverse("versions:ask", args=[session.pk]) not in html
    assert "Ruth Abara has the newer version." in html_of(session.supervisor.user, "supervise:session", session.pk)
    html_of(session.supervisor.user, "supervise:session", made.pk, status=404)


def test_unchanged_content_is_refused_in_the_form(mine, session):
    url = reverse("my:session_amend", args=[session.pk])
    edit = mine.post(url, {"reason": "Five needles."}).url
    form = mine.get(edit).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    data |= {"happened_on": session.happened_on.isoformat(), "clinic": "", "submit": "yes"}
    data |= {"supervisor": session.supervisor_id}
    reply = mine.post(edit, data)
    assert "Nothing differs from the signed version yet." in reply.content.decode()
    assert session.amendments.get().state == "draft"


def test_voiding_on_screen_from_asking_to_confirming(mine, session, person, supervisor, manager):
    assert reverse("versions:ask", args=[session.pk]) in html_of(person.user, "my:session", session.pk)
    mine.post(reverse("versions:ask", args=[session.pk]), {"reason": "It was another day."})
    void = SessionVoid.objects.get()
    assert "It was another day." in html_of(supervisor.user, "supervise:queue")
    assert reverse("versions:confirm", args=[void.pk]) in html_of(supervisor.user, "supervise:session", session.pk)
    assert "It was another day." in html_of(manager, "desk:reviews")
    assert "Sessions that somebody asks to void" in html_of(manager, "desk:today")
    client = Client()
    client.force_login(supervisor.user)
    reply = client.post(reverse("versions:confirm", args=[void.pk]))
    assert reply.url == reverse("supervise:session", args=[session.pk])
    readers = [(person.user, "my:session"), (supervisor.user, "supervise:session"), (manager, "desk:session")]
    for user, name in readers:
        html = html_of(user, name, session.pk)
        assert "Void since" in html
        assert "It was another day." in html
    for user, name in ((person.user, "my:sessions"), (supervisor.user, "supervise:signed"), (manager, "desk:sessions")):
        assert f"/{session.pk}/" in html_of(user, name)


def test_who_may_not_confirm_hears_why_and_nothing_is_written(mine, session, person):
    void = ask(by=person.user, session=session, reason="Another day.", now=NOW, today=TODAY)
    reply = mine.post(reverse("versions:confirm", args=[void.pk]), follow=True)
    assert "You asked for this, so somebody else decides." in reply.content.decode()
    reply = mine.post(reverse("versions:take_back", args=[void.pk]), follow=True)
    assert "Taken back." in reply.content.decode()


# The desk


@pytest.fixture
def desk(browser_of, manager):
    return browser_of(manager)


def test_a_manager_voids_evidence_with_a_reason(desk, person):
    row = EvidenceFactory(practitioner=person, accepted=True)
    url = reverse("desk:evidence_void", args=[row.pk])
    assert url in desk.get(reverse("desk:evidence_item", args=[row.pk])).content.decode()
    assert "No decision counted it" in desk.get(url).content.decode()
    assert desk.post(url, {"reason": ""}).status_code == 422
    assert desk.post(url, {"reason": "A false certificate."}).status_code == 302
    html = desk.get(reverse("desk:evidence_item", args=[row.pk])).content.decode()
    assert "A false certificate." in html
    assert url not in html
    assert row.title in desk.get(reverse("desk:practitioner", args=[person.pk])).content.decode()
    assert "A false certificate." in html_of(person.user, "my:evidence", row.pk)


def test_a_manager_voids_a_check_with_a_reason(desk, person, clinic):
    license = LicenseFactory(practitioner=person, jurisdiction=clinic.jurisdiction, checked=True)
    url = reverse("desk:check_void", args=[license.checks.get().pk])
    assert url in desk.get(reverse("desk:practitioner", args=[person.pk])).content.decode()
    assert desk.post(url, {"reason": "Another person's entry."}).status_code == 302
    assert LicenseCheck.entered.get(license=license).void_reason == "Another person's entry."
    assert "Another person" in desk.get(reverse("desk:check_new", args=[license.pk])).content.decode()
    assert "No check stands." in html_of(person.user, "my:license", license.pk)


def test_a_task_is_read_and_closed(desk, person, session):
    check = LicenseCheck.objects.get(license__practitioner=session.supervisor)
    named = [{"kind": "session", "id": session.pk}]
    task = ReviewTaskFactory(practitioner=person, check_of_license=check, rests_on=named)
    assert "Maya" in desk.get(reverse("desk:reviews")).content.decode()
    assert (
        reverse("desk:review", args=[task.pk])
        in desk.get(reverse("desk:practitioner", args=[person.pk])).content.decode()
    )
    html = desk.get(reverse("desk:review", args=[task.pk])).content.decode()
    assert "Signature of Daniel Okafor on the session of Maya Reyes" in html
    url = reverse("desk:review_close", args=[task.pk])
    assert desk.post(url, {"words": ""}).status_code == 422
    assert desk.post(url, {"words": "The license is shown by another look."}).status_code == 302
    assert "Nothing to look at again" in desk.get(reverse("desk:reviews")).content.decode()
    assert "shown by another look" in desk.get(reverse("desk:review", args=[task.pk])).content.decode()


def test_the_rail_counts_both_lists_and_today_agrees(desk, person):
    ReviewTaskFactory(check_of_license__license__practitioner=person)
    SessionVoidFactory.create_batch(2, session__practitioner=person)
    for page in ("desk:roster", "desk:today"):
        link = f'href="{reverse("desk:reviews")}"'
        rail = next(part for part in desk.get(reverse(page)).content.decode().split("<a") if link in part)
        assert '<span class="count">3</span>' in rail


def test_the_queue_costs_the_same_for_one_and_for_thirty(desk, person):
    def add(count):
        for _ in range(count):
            ReviewTaskFactory(check_of_license__license__practitioner=person)
            SessionVoidFactory(session__practitioner=person)

    add(1)
    url = reverse("desk:reviews")
    once = queries_of(lambda: desk.get(url))
    add(29)
    assert queries_of(lambda: desk.get(url)) == once


def test_a_void_amendment_brings_no_version_back(session, person, supervisor, manager):
    made = submitted_amendment(session, needle_count=5)
    act(made)
    void = ask(by=person.user, session=made, reason="No.", now=NOW + timedelta(hours=1), today=TODAY)
    confirm(by=supervisor.user, void=void, now=NOW + timedelta(hours=1), today=TODAY)
    assert not SupervisedSession.objects.current().filter(practitioner=person, state="signed").exists()
    assert "Replaced on" in html_of(person.user, "my:session", session.pk)
