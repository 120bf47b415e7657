"""Letters before something ends: 90, 60, 30 and 7 days before, and on the day. Each goes out once.

Before extra time at quizzes ends there is one letter, a week before. Who was asked to read a material change of a
module and has not confirmed it hears of it once more, after 30 days. A supervisor for whom 25 sessions wait, or one
for 30 days, is told at most once a week; without a login they get their link again.

The words give the date, not the stage, so a letter that a missed day delays is still right.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from training.actions import signing_link
from training.actions.mail import address_of, queue_mail
from training.evaluation.outcomes import Certification
from training.models import Accommodation, Cycle, License, OutgoingMail, Practitioner, Reattestation
from training.queries import filings_due, organization, unsigned
from training.queries.expiring import cycles_ending, licenses_ending
from training.queries.filings_due import Due
from training.queries.publications import requests_to_read
from training.queries.quiz_time import extra_time_ending
from training.queries.signing import signs_by_link
from training.queries.standing import certification, clearance
from training.queries.unsigned import Pile

log = logging.getLogger(__name__)

STAGES = (90, 60, 30, 7, 0)
WEEK, MONTH = timedelta(days=7), timedelta(days=30)
AT_A_TIME = 500
IN_FORCE = {Certification.ACTIVE, Certification.RENEWAL_OPEN}


@dataclass(frozen=True, slots=True)
class Reminder:
    """One letter that is due: about what, to whom, until when."""

    key: str
    practitioner: Practitioner
    ends_on: date
    template: str
    subject: str
    about: Cycle | License | Due | Accommodation | Reattestation | Pile


@dataclass(frozen=True, slots=True)
class Report:
    queued: int
    failed: int


def send_reminders(*, now: datetime) -> Report:
    """Queue every reminder that is due on the organization's day at `now` and was not queued before.

    A day that was missed is caught up with one letter, the newest due. A letter that cannot be written is logged
    and does not stop the others.
    """
    today = organization.today(now)
    queued = failed = 0
    for reminder in not_queued_yet(due(today)):
        try:
            queued += remind(reminder, today=today, now=now)
        except Exception:
            log.exception("The reminder %s could not be written", reminder.key)
            failed += 1
    return Report(queued, failed)


def due(today: date) -> Iterator[Reminder]:
    """The newest stage due of each certification and license that ends soon, and of each paper to file by a day."""
    last = today + timedelta(days=STAGES[0])
    for cycle in cycles_ending(today, last).iterator(AT_A_TIME):
        yield of_cycle(cycle, today)
    for license in licenses_ending(today, last).iterator(AT_A_TIME):
        yield of_license(license, today)
    for filing in filings_due.everybody(today, timedelta(days=STAGES[0])):
        yield of_filing(filing, today)
    for granted in extra_time_ending(today, today + WEEK).iterator(AT_A_TIME):
        yield of_extra_time(granted)
    for asked in asked_long_ago(today).iterator(AT_A_TIME):
        yield of_change(asked, today)
    for pile in unsigned.to_nudge(today):
        yield of_pile(pile, today)


def asked_long_ago(today: date):
    """What people were asked to read 30 days before or earlier, and have not."""
    until = datetime.combine(today - MONTH + timedelta(days=1), time.min, organization.zone())
    asked = requests_to_read(opened_at__lt=until).order_by("pk")
    return asked.select_related("practitioner__user", "publication__revision", "publication__module")


def stage(ends_on: date, today: date) -> int:
    """The newest stage reached, in days before the end: with 45 days left it is 60."""
    return min(days for days in STAGES if days >= (ends_on - today).days)


def of_cycle(cycle: Cycle, today: date) -> Reminder:
    return Reminder(
        key=f"reminder:cycle:{cycle.pk}:{stage(cycle.ending_on, today)}d:{cycle.ending_on}",
        practitioner=cycle.practitioner,
        ends_on=cycle.ending_on,
        template="reminder_certification",
        subject=f"Your certification ends on {in_words(cycle.ending_on)}: {cycle.scheme}",
        about=cycle,
    )


def of_license(license: License, today: date) -> Reminder:
    """The key names the license itself, not its row: a corrected row does not remind again."""
    name = f"{license.jurisdiction.code}:{license.type}:{license.normalized_number}"
    kind = license.get_type_display().lower()
    return Reminder(
        key=f"reminder:license:{name}:{stage(license.ends_on, today)}d:{license.ends_on}",
        practitioner=license.practitioner,
        ends_on=license.ends_on,
        template="reminder_license",
        subject=f"Your {kind} in {license.jurisdiction} ends on {in_words(license.ends_on)}",
        about=license,
    )


def of_filing(filing: Due, today: date) -> Reminder:
    """The key names the person, the place and the paper's last day: computing answers anew does not remind again."""
    row = filing.standing
    name = f"{row.practitioner_id}:{row.jurisdiction.code}:{filing.line}"
    return Reminder(
        key=f"reminder:filing:{name}:{stage(filing.due_on, today)}d:{filing.due_on}",
        practitioner=row.practitioner,
        ends_on=filing.due_on,
        template="reminder_filing",
        subject=f"To file with the board of {row.jurisdiction} by {in_words(filing.due_on)}",
        about=filing,
    )


def of_extra_time(granted: Accommodation) -> Reminder:
    return Reminder(
        key=f"extra-time:{granted.pk}:ends:{granted.ends_on}",
        practitioner=granted.practitioner,
        ends_on=granted.ends_on,
        template="reminder_extra_time",
        subject=f"Your extra time at quizzes ends on {in_words(granted.ends_on)}",
        about=granted,
    )


def of_change(asked: Reattestation, today: date) -> Reminder:
    return Reminder(
        key=f"reminder:change:{asked.pk}:30d",
        practitioner=asked.practitioner,
        ends_on=today,
        template="reminder_material_change",
        subject=f"Still to read: what changed in “{asked.publication.revision.title}”",
        about=asked,
    )


def of_pile(pile: Pile, today: date) -> Reminder:
    """The key names the day: two ticks of one day write one letter, and `to_nudge` leaves a week between two."""
    count = f"{pile.count} session{'' if pile.count == 1 else 's'}"
    return Reminder(
        key=f"{unsigned.KEY}{pile.supervisor.pk}:{today}",
        practitioner=pile.supervisor,
        ends_on=today,
        template="reminder_to_sign",
        subject=f"{count} to sign, the oldest since {in_words(organization.today(pile.oldest))}",
        about=pile,
    )


def not_queued_yet(reminders: Iterable[Reminder]) -> Iterator[Reminder]:
    """Leave out what was queued before, with one query for many."""
    reminders = iter(reminders)
    while chunk := list(islice(reminders, AT_A_TIME)):
        keys = [reminder.key for reminder in chunk]
        queued = set(OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True))
        yield from (reminder for reminder in chunk if reminder.key not in queued)


def remind(reminder: Reminder, *, today: date, now: datetime) -> bool:
    """Queue one letter, unless what it is about is not in force."""
    if not still_true(reminder, today):
        return False
    if isinstance(reminder.about, Pile) and signs_by_link(reminder.practitioner):
        return nudge_by_link(reminder, now)
    mail = queue_mail(
        key=reminder.key,
        to=address_of(reminder.practitioner),
        subject=reminder.subject,
        template=reminder.template,
        context={
            "practitioner": reminder.practitioner,
            "about": reminder.about,
            "ends_on": reminder.ends_on,
            "days": (reminder.ends_on - today).days,
            "today": today,
        },
        practitioner=reminder.practitioner,
        now=now,
    )
    return mail is not None


def nudge_by_link(reminder: Reminder, now: datetime) -> bool:
    """Who signs without a login reads the same, with a link."""
    given = {"key": reminder.key, "subject": reminder.subject, "context": {"oldest": reminder.about.oldest}}
    return signing_link.remind(supervisor=reminder.practitioner, **given, now=now) is not None


def still_true(reminder: Reminder, today: date) -> bool:
    """Asked afresh: a certification in force, a paper not filed, a change not read. A license's day is read from its
    looks anyway."""
    if isinstance(reminder.about, Cycle):
        return in_force(reminder.about, today)
    if isinstance(reminder.about, Reattestation):
        return requests_to_read(pk=reminder.about.pk).exists()
    return not isinstance(reminder.about, Due) or is_to_file(reminder.about, today)


def is_to_file(filing: Due, today: date) -> bool:
    row = filing.standing
    findings = clearance(row.practitioner, row.jurisdiction, today).findings
    return any(each.due_on == filing.due_on for each in findings)


def in_force(cycle: Cycle, today: date) -> bool:
    """Asked afresh: nobody is reminded of a certification that is suspended, revoked or not valid anyway."""
    evaluation = certification(cycle.practitioner, cycle.scheme, today)
    return evaluation is not None and evaluation.outcome in IN_FORCE


def in_words(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
