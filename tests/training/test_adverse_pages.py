"""The pages of adverse events: who reads what, that each opening is written down, and what leaves with a file."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOW, ClinicFactory, PractitionerFactory, SessionFactory, UserFactory, days
from tests.training.adverse_story import ALL_YES, REPORT, clinic, manager, person, recorded  # noqa: F401
from tests.training.counting import queries_of
from training.actions import adverse
from training.models import AdverseEvent, AuditEvent

pytestmark = pytest.mark.django_db
SECRET = ("neumothorax", "Call me tonight", "hospital")


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(clinic, **changes):
    data = {"happened_on": days(-3), "noticed_on": days(-3), "clinic": clinic.pk, "grade": "major", "kind": "infection"}
    data |= {"care": ["physician"], "outcome": "better", "regions": ["neck"], "comment": ""}
    return data | {f"us-fl-{name}": "yes" for name in ALL_YES} | changes


def page(name, event):
    return reverse(name, args=[event.pk])


def test_a_therapist_records_an_event_and_sees_the_days_left(person, clinic):
    client = signed_in(person.user)
    assert "If it happened in Florida" in client.get(reverse("my:adverse_new")).content.decode()
    response = client.post(reverse("my:adverse_new"), form_of(clinic), follow=True)
    words = response.content.decode()
    assert "12 days left" in words and "Meets the definition" in words and "Read in a secondary source".lower() in words
    assert "12 days left" in client.get(reverse("my:standing")).content.decode()
    assert "12 days left" in client.get(reverse("my:adverse")).content.decode()


def test_a_session_gives_what_it_says_and_then_names_its_event(person, clinic):
    session = SessionFactory(practitioner=person, adverse_grade="moderate", clinic=clinic)
    client = signed_in(person.user)
    new = f"{reverse('my:adverse_new')}?session={session.pk}"
    assert new in client.get(reverse("my:session", args=[session.pk])).content.decode()
    initial = client.get(new).context["form"].initial
    assert (initial["session"], initial["grade"], initial["happened_on"]) == (session, "moderate", session.happened_on)
    client.post(new, form_of(clinic, session=session.pk))
    event = AdverseEvent.objects.get()
    assert event.session == session
    assert page("my:adverse_event", event) in client.get(reverse("my:session", args=[session.pk])).content.decode()


def test_somebody_elses_session_is_not_taken(person, clinic):
    client, others = signed_in(person.user), SessionFactory(adverse_grade="major")
    assert "session" not in client.get(f"{reverse('my:adverse_new')}?session={others.pk}").context["form"].initial
    assert client.post(reverse("my:adverse_new"), form_of(clinic, session=others.pk)).status_code == 422


def test_a_correction_and_a_report_by_the_therapist(person, clinic):
    event, client = recorded(person, clinic), signed_in(person.user)
    response = client.post(page("my:adverse_correct", event), form_of(clinic), follow=True)
    assert "Earlier versions" in response.content.decode() and "Pneumothorax suspected" in response.content.decode()
    new = AdverseEvent.objects.current().get()
    assert client.get(page("my:adverse_event", event)).headers["Location"] == page("my:adverse_event", new)
    assert client.post(page("my:adverse_report", new), REPORT | {"file_number": "Ms. Jones"}).status_code == 422
    words = client.post(page("my:adverse_report", new), REPORT, follow=True).content.decode()
    assert "file number 2026-1180" in words and "left" not in client.get(reverse("my:adverse")).content.decode()


def test_a_manager_opens_it_and_each_opening_is_written_down(person, clinic, manager, time_machine):
    event, client = recorded(person, clinic), signed_in(manager)
    opened = AuditEvent.objects.filter(action="adverse.open", actor=manager)
    for url in (reverse("desk:adverse"), page("desk:adverse_event", event)):
        words = client.get(url).content.decode()
        assert "12 days left" in words and not any(word in words for word in SECRET)
    assert client.get(page("desk:adverse_print", event)).status_code == 302
    assert opened.count() == 0
    words = client.post(page("desk:adverse_open", event), follow=True).content.decode()
    assert all(word.lower() in words.lower() for word in SECRET)
    client.get(page("desk:adverse_event", event))
    assert opened.count() == 1
    time_machine.shift(15 * 60)
    assert not any(word in client.get(page("desk:adverse_event", event)).content.decode() for word in SECRET)
    client.post(page("desk:adverse_open", event))
    assert opened.count() == 2


def test_a_manager_reports_and_closes(person, clinic, manager):
    event, client = recorded(person, clinic), signed_in(manager)
    client.post(page("desk:adverse_open", event))
    client.post(page("desk:adverse_close", event), {"closed_as": "reported"})
    event.refresh_from_db()
    assert event.state == "open"
    client.post(page("desk:adverse_report", event), REPORT)
    client.post(page("desk:adverse_close", event), {"closed_as": "reported"})
    event.refresh_from_db()
    assert event.state == "closed"
    assert list(client.get(reverse("desk:adverse")).context["events"]) == []
    assert len(client.get(reverse("desk:adverse"), {"state": "closed"}).context["events"]) == 1


def test_nobody_else_reads_it_wherever_the_therapist_works(person, clinic, manager):
    event = recorded(person, clinic)
    second = UserFactory(role="manager")
    there = ClinicFactory(name="Orlando", manager=second)
    person.assignments.create(clinic=there, starts_on=days(-100), recorded_at=NOW, recorded_by=manager)
    assert signed_in(second).get(reverse("desk:practitioner", args=[person.pk])).status_code == 200
    supervisor = PractitionerFactory(login=True, clinic=clinic, supervisor=True).user
    for user, denied in [(second, 404), (supervisor, 403), (UserFactory(role="editor"), 403)]:
        client = signed_in(user)
        assert client.get(page("desk:adverse_event", event)).status_code == denied
        assert client.post(page("desk:adverse_open", event)).status_code == denied
    assert list(signed_in(second).get(reverse("desk:adverse")).context["events"]) == []
    colleague = PractitionerFactory(login=True, clinic=clinic).user
    for user in (supervisor, colleague):
        assert signed_in(user).get(page("my:adverse_event", event)).status_code == 404
    assert signed_in(manager).get(page("desk:adverse_event", event)).status_code == 200
    assert signed_in(UserFactory(role="administrator")).get(page("desk:adverse_event", event)).status_code == 200


@pytest.mark.parametrize("left", ["the clinic", "the role"])
def test_a_former_manager_reads_it_no_more(person, clinic, manager, left):
    event, client = recorded(person, clinic), signed_in(manager)
    client.post(page("desk:adverse_open", event))
    if left == "the clinic":
        manager.manager_rows.all().delete()
    else:
        manager.groups.clear()
    assert client.get(page("desk:adverse_event", event)).status_code == (404 if left == "the clinic" else 403)


def test_a_manager_does_not_handle_their_own(person, clinic, manager):
    person.user.groups.add(*manager.groups.all())
    clinic.managers.add(person.user)
    event, client = recorded(person, clinic), signed_in(person.user)
    assert client.get(page("desk:adverse_event", event)).status_code == 404
    assert client.get(page("my:adverse_event", event)).status_code == 200


def test_it_is_in_no_file_log_search_or_roster(person, clinic, manager):
    event, client = recorded(person, clinic), signed_in(manager)
    adverse.open_for_manager(by=manager, event=event, now=NOW)
    urls = [reverse(f"desk:{name}", args=[person.pk]) for name in ("practitioner", "practitioner_log", "transcript")]
    urls += [reverse("desk:roster"), f"{reverse('site_search')}?q=pneumothorax"]
    for url in urls:
        words = client.get(url).content.decode().replace("Adverse events</a>", "")
        found = [word for word in ("adverse.", "Call me tonight", page("desk:adverse_event", event)) if word in words]
        assert not found, url
    assert client.get(reverse("desk:practitioner_log", args=[person.pk])).context["events"] == []


def test_the_menu_counts_what_is_not_closed(person, clinic, manager):
    client = signed_in(manager)
    assert client.get(reverse("desk:adverse")).context["nav"]["counts"]["adverse"] == 0
    recorded(person, clinic)
    assert client.get(reverse("desk:adverse")).context["nav"]["counts"]["adverse"] == 1
    words = client.get(reverse("desk:today")).content.decode()
    assert "first report: 12 days left" in words and "neumothorax" not in words


@pytest.mark.parametrize("side", ["my", "desk"])
def test_what_leaves_holds_the_definition_the_dates_and_the_source_and_no_comment(person, clinic, manager, side):
    event = recorded(person, clinic)
    adverse.report(by=manager, event=event, given=REPORT, now=NOW, today=days(0))
    client = signed_in(person.user if side == "my" else manager)
    if side == "desk":
        client.post(page("desk:adverse_open", event))
    printed = client.get(page(f"{side}:adverse_print", event)).content.decode()
    table = b"".join(client.post(page(f"{side}:adverse_csv", event)).streaming_content).decode()
    found = client.post(page(f"{side}:adverse_json", event))
    for words in (printed, table, found.content.decode()):
        assert "Fla. Admin. Code 64B17-6.008(1)(a)" in words and "pphc.co/resources" in words
        assert "2026-1180" in words and "Could you, as the therapist, have controlled it?" in words
        assert "Call me tonight" not in words
    data = json.loads(found.content)
    assert data["deadline"]["report_by"] == str(event.due_on)
    assert data["definition"]["result"] == "Meets the definition"
    assert data["therapist"]["name"] == person.full_name
    assert AuditEvent.objects.filter(action="adverse.export").count() == 2


def test_a_long_queue_asks_the_same_number_of_queries(clinic, manager):
    def counted(people):
        for _ in range(people):
            recorded(PractitionerFactory(login=True, clinic=clinic), clinic)
        client = signed_in(manager)
        return queries_of(lambda: client.get(reverse("desk:adverse")))

    assert counted(1) == counted(29)
