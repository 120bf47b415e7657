"""Completions and their certificates: which there are, whether one can be printed, and with which license."""

from dataclasses import dataclass
from datetime import date

from certificates.models import Certificate
from training.models import Completion, License, Practitioner, User
from training.permissions import YES, Verdict, no
from training.queries.license_ends import READ_WITH, end_of


@dataclass(frozen=True, slots=True)
class Course:
    """A completion of somebody, and its newest certificate, if one was asked for."""

    completion: Completion
    certificate: Certificate | None


def newest_of(completion: Completion) -> Certificate | None:
    """The certificate that stands for a completion now."""
    return Certificate.objects.filter(completion=completion).order_by("pk").last()


def courses_of(practitioner: Practitioner) -> list[Course]:
    """What somebody completed, the newest first. Two queries, however many."""
    rows = Completion.objects.current().filter(practitioner=practitioner).select_related("revision__module")
    rows = rows.defer("revision__lessons", "revision__questions").order_by("-completed_on", "-pk")
    made = Certificate.objects.filter(completion__practitioner=practitioner).order_by("pk")
    newest = {each.completion_id: each for each in made}
    return [Course(row, newest.get(row.pk)) for row in rows]


def last_course(practitioner: Practitioner, module) -> Course | None:
    """The newest completion of a module by somebody."""
    rows = Completion.objects.current().filter(practitioner=practitioner, revision__module=module)
    row = rows.order_by("completed_on", "pk").last()
    return Course(row, newest_of(row)) if row else None


def may_print(user: User, person: Practitioner, completion: Completion) -> Verdict:
    """May the certificate of a completion be made now? It is the holder's to ask for."""
    if completion.practitioner_id != person.pk or person.user_id != user.pk:
        return no("Only the person who completed the module asks for its certificate.")
    if completion.superseded_at:
        return no("This completion was taken back, so nothing is printed of it.")
    if person.name_confirmed_at is None:
        return no("Your name is not confirmed as it is on your license.", "Confirm it in your profile first.")
    return YES


def printable_licenses(person: Practitioner, today: date) -> list[License]:
    """The licenses whose number may be printed: those on record that have not ended, unless the source was looked at
    and does not show them.
    """
    rows = License.objects.current().filter(practitioner=person).select_related("jurisdiction", "home__jurisdiction")
    return [row for row in rows.prefetch_related(*READ_WITH) if is_printable(row, today)]


def is_printable(row: License, today: date) -> bool:
    look, end = row.last_check, end_of(row, today)
    return (look is None or look.shows) and (end is None or end.on >= today)
