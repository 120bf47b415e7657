"""Reminders: 90, 60, 30, 7 days before and on the day; once; a missed day is caught up with one letter."""

from datetime import date

import pytest
from django.core.management import call_command

from tests.factories import (
    NOW,
    TODAY,
    CycleFactory,
    DecisionFactory,
    LicenseFactory,
    PractitionerFactory,
    UserFactory,
    days,
)
from training.actions import reminders
from training.models import DecisionKind, License, OutgoingMail, Renewal

pytestmark = pytest.mark.django_db


def cycle_ending_in(count, **given):
    """A certification whose last valid day is so many days from today."""
    cycle = CycleFactory(anchor=days(-600), **given)
    cycle.valid_until, cycle.grace_until = days(count), days(count + 60)
    cycle.window_opens_on = days(count - 90)
    cycle.save()
    return cycle


def run(day=TODAY):
    return reminders.send_reminders(now=NOW + (day - TODAY))


def keys():
    return list(OutgoingMail.objects.order_by("pk").values_list("key", flat=True))


@pytest.mark.parametrize(
    ("left", "stage"), [(90, 90), (89, 90), (61, 90), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 0)]
)
def test_the_newest_stage_is_due(left, stage):
    assert reminders.stage(days(left), TODAY) == stage


@pytest.mark.parametrize("left", [91, -1])
def test_before_and_after_there_is_none(left):
    cycle_ending_in(left)
    assert run() == reminders.Report(0, 0)


def test_thirty_days_before_one_letter_goes_out_once():
    cycle = cycle_ending_in(30)
    assert run() == reminders.Report(1, 0)
    assert run() == reminders.Report(0, 0)
    [letter] = OutgoingMail.objects.all()
    assert letter.key == f"reminder:cycle:{cycle.pk}:30d:{days(30)}"
    assert letter.to == cycle.practitioner.email
    assert letter.subject == f"Your certification ends on March 31, 2027: {cycle.scheme}"
    assert "ends in 30 days" in letter.body
    assert f"/my/schemes/{cycle.scheme.slug}/renew/" in letter.body


def test_every_day_until_the_end_gives_five_letters():
    cycle_ending_in(90)
    for day in range(95):
        run(days(day))
    assert [key.split(":")[3] for key in keys()] == ["90d", "60d", "30d", "7d", "0d"]


def test_missed_days_are_caught_up_with_one_letter():
    cycle_ending_in(27)
    assert run() == reminders.Report(1, 0)
    assert keys()[0].split(":")[3] == "30d"


def test_the_last_day_says_today():
    cycle_ending_in(0)
    run()
    assert "ends today" in OutgoingMail.objects.get().body


@pytest.mark.parametrize("kind", [DecisionKind.SUSPEND, DecisionKind.REVOKE])
def test_what_is_not_in_force_reminds_nobody(kind):
    cycle = cycle_ending_in(30)
    assert run(days(-1)).queued == 1
    OutgoingMail.objects.all().delete()
    DecisionFactory(practitioner=cycle.practitioner, scheme=cycle.scheme, kind=kind, effective_on=days(-5))
    assert run() == reminders.Report(0, 0)


def test_a_renewed_certification_reminds_nobody():
    cycle = cycle_ending_in(30)
    next_one = CycleFactory(practitioner=cycle.practitioner, version=cycle.version, anchor=days(31))
    assert next_one.scheme == cycle.scheme
    assert run() == reminders.Report(0, 0)


def test_a_waiting_renewal_reminds_nobody():
    cycle = cycle_ending_in(30)
    renewal = Renewal.objects.create(
        practitioner=cycle.practitioner, scheme=cycle.scheme, cycle=cycle, submitted_on=TODAY, submitted_at=NOW,
        evaluation={},
    )  # fmt: skip
    assert run() == reminders.Report(0, 0)
    renewal.state = Renewal.State.WITHDRAWN
    renewal.save()
    assert run() == reminders.Report(1, 0)


def test_the_retired_and_closed_logins_get_none():
    cycle_ending_in(30, practitioner=PractitionerFactory(retired_on=days(-1)))
    cycle_ending_in(30, practitioner=PractitionerFactory(user=UserFactory(is_active=False)))
    assert run() == reminders.Report(0, 0)


def test_who_leaves_on_a_coming_day_is_reminded_until_then():
    """The last day counts; before it nobody has left."""
    for left in (0, 20, 200):
        cycle_ending_in(30, practitioner=PractitionerFactory(retired_on=days(left)))
    assert run() == reminders.Report(3, 0)


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(monkeypatch):
    cycles = [cycle_ending_in(30), cycle_ending_in(30)]
    queue = reminders.queue_mail

    def poisoned(**given):
        if given["practitioner"] == cycles[0].practitioner:
            raise ValueError("a poison row")
        return queue(**given)

    monkeypatch.setattr(reminders, "queue_mail", poisoned)
    assert run() == reminders.Report(1, 1)
    assert OutgoingMail.objects.get().practitioner == cycles[1].practitioner


def test_a_license_reminds_by_the_date_that_the_register_showed():
    license = LicenseFactory(expires_on=days(200), checked=True, checked__expires_on=days(30))
    assert run() == reminders.Report(1, 0)
    letter = OutgoingMail.objects.get()
    assert letter.subject == "Your license in Florida ends on March 31, 2027"
    assert license.number in letter.body


def test_without_a_look_the_claimed_date_counts():
    LicenseFactory(expires_on=days(7))
    LicenseFactory(expires_on=None)
    assert run() == reminders.Report(1, 0)


def test_a_corrected_row_of_the_same_license_does_not_remind_again():
    old = LicenseFactory(expires_on=days(30))
    run()
    License.objects.filter(pk=old.pk).update(superseded_at=NOW)
    LicenseFactory(practitioner=old.practitioner, number=old.number, expires_on=days(30), replaces=old)
    assert run() == reminders.Report(0, 0)
    assert len(keys()) == 1


def test_a_license_that_was_extended_reminds_of_its_new_date():
    license = LicenseFactory(expires_on=days(30), checked=True)
    run()
    license.checks.update(expires_on=days(760))
    assert run() == reminders.Report(0, 0)
    assert run(days(740)) == reminders.Report(1, 0)


def test_today_is_the_organizations():
    LicenseFactory(expires_on=date(2027, 3, 31))
    late = NOW.replace(day=1, hour=3)  # still the last of February in New York: 31 days left
    assert reminders.send_reminders(now=late).queued == 1
    assert keys()[0].split(":")[5] == "60d"


def test_the_command_says_how_many(capsys, time_machine):
    time_machine.move_to(NOW)
    cycle_ending_in(30)
    call_command("send_reminders")
    assert capsys.readouterr().out == "Reminders queued: 1\n"


@pytest.mark.parametrize("people", [1, 30])
def test_a_second_run_costs_the_same_for_one_and_for_thirty(people, django_assert_num_queries):
    for _ in range(people):
        cycle_ending_in(30)
    run()
    with django_assert_num_queries(11):
        run()
