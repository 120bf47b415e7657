"""Recording adverse events, correcting, reporting and closing them; the letters; and that no standing changes."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import uuid
from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    ClinicFactory,
    JurisdictionFactory,
    LicenseFactory,
    PractitionerFactory,
    SessionFactory,
    UserFactory,
    days,
)
from tests.training.adverse_story import ALL_YES, REPORT, clinic, manager, person, recorded, said  # noqa: F401
from training.actions import Refused, adverse
from training.actions.adverse_mail import remind_of_reports
from training.actions.standing import refresh
from training.models import AdverseEvent, AuditEvent, ClinicManager, OutgoingMail, Standing
from training.queries.adverse import adverse_steps, steps_of, timer, waiting

pytestmark = pytest.mark.django_db


def kinds(event):
    return [step.kind for step in steps_of(event)]


def steps_for(person):
    return list(adverse_steps(person, list(person.sessions.current()), TODAY))


def reported(by, event, **changes):
    return adverse.report(by=by, event=event, given=REPORT | changes, now=NOW, today=TODAY)


def test_all_four_answers_yes_is_due_on_the_fifteenth_day_with_its_sources(person, clinic):
    event = recorded(person, clinic)
    assert (event.meets, event.citation) == ("yes", "Fla. Admin. Code 64B17-6.008(1)(a)")
    assert (event.due_on, event.due_confidence) == (days(-3) + timedelta(days=15), "secondary")
    assert timer(event, TODAY).words == "12 days left"
    assert kinds(event) == ["recorded", "told"]


@pytest.mark.parametrize(
    ("answers", "meets", "is_due"),
    [(ALL_YES, "yes", True), ({}, "unclear", True), (ALL_YES | {"tied": "no"}, "no", False)],
)
def test_what_is_not_answered_runs_and_one_no_ends_it(person, clinic, answers, meets, is_due):
    event = recorded(person, clinic, answers)
    assert (event.meets, event.due_on is not None) == (meets, is_due)


def test_where_no_duty_was_read_nothing_is_asked_and_nothing_is_due(person):
    denver = ClinicFactory(jurisdiction=JurisdictionFactory(code="US-CO"))
    AssignmentFactory(practitioner=person, clinic=denver)
    event = recorded(person, denver, {})
    assert (event.meets, event.elements, event.due_on, event.citation) == ("", [], None, "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"happened_on": days(1)}, "happened_on"),
        ({"noticed_on": days(-4)}, "noticed_on"),
        ({"noticed_on": days(1)}, "noticed_on"),
        ({"grade": "moderate"}, "grade"),
        ({"grade": "mild", "care": ["watched"]}, "grade"),
        ({"happened_on": days(-1000), "noticed_on": days(-1000)}, "clinic"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(person, clinic, changes, field):
    with pytest.raises(Refused) as refused:
        recorded(person, clinic, **changes)
    assert refused.value.field == field
    assert not AdverseEvent.objects.exists()


def test_who_was_sent_on_was_sent_on(person, clinic):
    with pytest.raises(Refused) as refused:
        recorded(person, clinic, ALL_YES | {"referred": "no"})
    assert refused.value.field == "referred"


def test_the_session_is_one_of_theirs(person, clinic):
    mine, others = SessionFactory(practitioner=person), SessionFactory()
    assert recorded(person, clinic, session=mine).session == mine
    with pytest.raises(Refused) as refused:
        recorded(person, clinic, session=others)
    assert refused.value.field == "session"


def test_a_double_click_makes_one(person, clinic):
    page = uuid.uuid4()
    given = {"practitioner": person, "values": said(clinic), "answers": ALL_YES, "page": page, "now": NOW}
    assert adverse.add(by=person.user, **given) == adverse.add(by=person.user, **given)
    assert AdverseEvent.objects.count() == 1


def test_a_report_changes_no_standing(person, clinic):
    LicenseFactory(practitioner=person, checked=True)
    refresh([person.pk])
    before = list(Standing.objects.filter(practitioner=person).order_by("pk").values())
    event = recorded(person, clinic)
    adverse.correct(by=person.user, event=event, values=said(clinic), answers={}, now=NOW)
    version = person.facts_version
    person.refresh_from_db()
    assert before and person.facts_version == version
    assert list(Standing.objects.filter(practitioner=person).order_by("pk").values()) == before
    refresh([person.pk])
    columns = ("outcome", "starts_on", "ends_on", "deadline", "unmet")
    after = Standing.objects.filter(practitioner=person).order_by("starts_on", "pk").values_list(*columns)
    assert list(after) == [tuple(row[name] for name in columns) for row in before]


def test_a_correction_is_a_new_version_and_the_old_one_stays(person, clinic):
    old = recorded(person, clinic, {})
    new = adverse.correct(
        by=person.user, event=old, values=said(clinic, outcome="well"), answers=ALL_YES | {"tied": "no"}, now=NOW
    )
    old.refresh_from_db()
    assert (old.outcome, old.meets, old.superseded_at) == ("better", "unclear", NOW)
    assert (new.outcome, new.meets, new.first_pk, new.state) == ("well", "no", old.pk, "open")
    assert kinds(new) == ["recorded", "told", "corrected", "told"]
    with pytest.raises(Refused, match="newest version"):
        adverse.correct(by=person.user, event=old, values=said(clinic), answers={}, now=NOW)


def test_a_correction_of_what_was_reported_stays_reported_and_of_what_was_closed_opens_again(person, clinic, manager):
    event = recorded(person, clinic)
    reported(person.user, event)
    adverse.close(by=manager, event=event, closed_as="reported", now=NOW)
    again = adverse.correct(by=person.user, event=event, values=said(clinic), answers=ALL_YES, now=NOW)
    third = adverse.correct(by=person.user, event=again, values=said(clinic), answers=ALL_YES, now=NOW)
    assert (again.state, third.state, third.first_pk) == ("reported", "reported", event.pk)


def test_the_therapist_or_a_manager_writes_down_the_report_once(person, clinic, manager):
    event = recorded(person, clinic)
    step = reported(manager, event)
    assert (step.reported_on, step.way, step.reporter, step.file_number) == tuple(REPORT.values())
    event.refresh_from_db()
    assert (event.state, timer(event, TODAY)) == ("reported", None)
    with pytest.raises(Refused, match="just been changed"):
        reported(person.user, event)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reported_on": days(1)}, "reported_on"),
        ({"reported_on": days(-4)}, "reported_on"),
        ({"file_number": "John Smith"}, "file_number"),
    ],
)
def test_a_report_has_a_possible_day_and_a_number_that_is_one(person, clinic, changes, field):
    event = recorded(person, clinic)
    with pytest.raises(Refused) as refused:
        reported(person.user, event, **changes)
    assert refused.value.field == field


def test_nothing_is_closed_while_a_report_is_due(person, clinic, manager):
    event = recorded(person, clinic)
    for way in ("reported", "not_meant", "no_duty"):
        with pytest.raises(Refused, match="reported first"):
            adverse.close(by=manager, event=event, closed_as=way, now=NOW)
    reported(person.user, event)
    assert adverse.close(by=manager, event=event, closed_as="reported", now=NOW).closed_as == "reported"
    assert list(waiting(manager)) == []


def test_only_managers_of_the_clinic_close_and_nobody_their_own(person, clinic, manager):
    event = recorded(person, clinic, ALL_YES | {"tied": "no"})
    ClinicManager.objects.create(user=person.user, clinic=clinic)
    person.user.groups.add(*manager.groups.all())
    elsewhere = UserFactory(role="manager")
    ClinicFactory(manager=elsewhere)
    for user in (person.user, elsewhere, UserFactory(role="editor")):
        with pytest.raises(Refused, match="managers of the clinic"):
            adverse.close(by=user, event=event, closed_as="not_meant", now=NOW)
    adverse.close(by=manager, event=event, closed_as="not_meant", now=NOW)


def test_letters_say_that_there_is_one_and_never_what(person, clinic, manager):
    recorded(person, clinic)
    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.subject) == (manager.email, "An adverse event was recorded")
    for word in ("neumothorax", "ajor", person.full_name, "hospital", "Call me"):
        assert word not in letter.body + letter.subject


def test_without_a_manager_the_administrators_are_told(person, clinic, manager):
    clinic.manager_rows.all().delete()
    administrator = UserFactory(role="administrator")
    recorded(person, clinic)
    assert [letter.to for letter in OutgoingMail.objects.all()] == [administrator.email]


def test_reminders_at_seven_and_two_days_and_on_the_day_to_both_once(person, clinic, manager):
    event = recorded(person, clinic)
    OutgoingMail.objects.all().delete()
    sent = {}
    for left in range(12, -4, -1):
        for _ in range(2):
            assert remind_of_reports(now=NOW + timedelta(days=12 - left)) == 0
        sent[left] = OutgoingMail.objects.count()
    assert [left for left in range(11, -4, -1) if sent[left] != sent[left + 1]] == [7, 2, 0]
    assert sent[-3] == 6
    key = f"adverse:{event.pk}:7d:{event.due_on}:"
    assert set(OutgoingMail.objects.filter(key__startswith=key).values_list("to", flat=True)) == {
        person.user.email,
        manager.email,
    }
    assert not any("neumothorax" in letter.body for letter in OutgoingMail.objects.all())


def test_a_missed_day_is_caught_up_and_nobody_is_reminded_of_what_was_reported(person, clinic):
    event = recorded(person, clinic)
    OutgoingMail.objects.all().delete()
    remind_of_reports(now=NOW + timedelta(days=14))
    assert set(OutgoingMail.objects.values_list("key", flat=True)) and OutgoingMail.objects.count() == 2
    assert all(":0d:" in key for key in OutgoingMail.objects.values_list("key", flat=True))
    reported(person.user, event)
    OutgoingMail.objects.all().delete()
    assert remind_of_reports(now=NOW + timedelta(days=12)) == 0
    assert not OutgoingMail.objects.exists()


def test_next_steps_last_until_it_is_reported_or_closed(person, clinic, manager):
    assert steps_for(person) == []
    due, harmless = recorded(person, clinic), recorded(person, clinic, ALL_YES | {"tied": "no"})
    assert [step.is_mine for step in steps_for(person)] == [True, False]
    reported(person.user, due)
    adverse.close(by=manager, event=harmless, closed_as="not_meant", now=NOW)
    assert steps_for(person) == []


@pytest.mark.parametrize(("grade", "count"), [("none", 0), ("mild", 0), ("moderate", 1), ("major", 1)])
def test_a_session_with_more_than_a_mild_event_asks_for_its_record(person, clinic, grade, count):
    session = SessionFactory(practitioner=person, adverse_grade=grade)
    assert len(steps_for(person)) == count
    recorded(person, clinic, ALL_YES | {"tied": "no"}, session=session)
    assert not any(step.label == "Record it" for step in steps_for(person))


def test_each_act_is_on_the_audit_record_without_a_value(person, clinic, manager):
    event = recorded(person, clinic)
    adverse.open_for_manager(by=manager, event=event, now=NOW)
    reported(person.user, event)
    adverse.close(by=manager, event=event, closed_as="reported", now=NOW)
    rows = AuditEvent.objects.filter(chain=f"p:{person.pk}").order_by("sequence")
    assert list(rows.values_list("action", "actor")) == [
        ("adverse.record", person.user_id),
        ("adverse.open", manager.pk),
        ("adverse.report", person.user_id),
        ("adverse.close", manager.pk),
    ]


def test_overdue_comes_first(manager, clinic):
    people = [PractitionerFactory(login=True, clinic=clinic) for _ in range(3)]
    late = recorded(people[0], clinic, happened_on=days(-20), noticed_on=days(-20))
    free = recorded(people[1], clinic, ALL_YES | {"tied": "no"})
    soon = recorded(people[2], clinic)
    assert list(waiting(manager)) == [late, soon, free]
    assert timer(late, TODAY).words == "5 days overdue"
