"""What rests on a session, a piece of evidence or a look at a license: the decisions and statements that counted it,
the signatures it proved."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from training.evaluation.facts import PRACTICE_TYPES
from training.models import (
    Decision,
    License,
    LicenseCheck,
    Practitioner,
    ReviewTask,
    SignOff,
    Statement,
    StatementState,
    SupervisedSession,
)
from training.models.session import Qualification
from training.queries.eligibility import EXPERIENCED, begins, covering, is_good, own_signed
from training.queries.statement_facts import fact_id
from training.queries.statements import sessions_in

Piece = tuple[str, str]  # kind and id, as a finding names its evidence


def decisions_on(practitioner: Practitioner, pieces: set[Piece], since: datetime | None = None) -> list[Decision]:
    """Decisions about the person whose stored evaluation counted one of the pieces, made after `since`."""
    rows = Decision.objects.filter(practitioner=practitioner).order_by("decided_at", "pk")
    rows = rows.filter(decided_at__gte=since) if since else rows
    return [row for row in rows if pieces & set(pieces_of(row.evaluation.get("findings", ())))]


def pieces_of(findings: Iterable[dict]) -> Iterator[Piece]:
    """Every piece of evidence that stored findings name."""
    for finding in findings:
        yield from ((str(kind), str(id)) for kind, id in finding.get("evidence", ()))
        yield from pieces_of(finding.get("children", ()))


def decisions_on_look(look: LicenseCheck) -> list[Decision]:
    """Decisions about the holder that counted the license, or a privilege resting on it, after the look was there."""
    licenses = [look.license_id, *look.license.privileges.values_list("pk", flat=True)]
    pieces = {("license", str(pk)) for pk in licenses}
    return decisions_on(look.license.practitioner, pieces, look.recorded_at)


def decisions_on_session(session: SupervisedSession, statements: list[Statement]) -> list[Decision]:
    """Decisions that counted the session, or a statement that rests on it."""
    stated = {("attestation", fact_id(row.pk)) for row in statements}
    return decisions_on(session.practitioner, {("session", str(session.pk))} | stated)


def signed_statements():
    """Statements that count."""
    rows = Statement.objects.current().filter(state=StatementState.SIGNED)
    return rows.select_related("practitioner", "supervisor", "jurisdiction").order_by("stated_on", "pk")


def statements_on_session(session: SupervisedSession) -> list[Statement]:
    """Statements about the person that counted the session when they were signed."""
    rows = signed_statements().filter(practitioner=session.practitioner, stated_on__gte=session.happened_on)
    return [row for row in rows if str(session.pk) in sessions_in(row)]


def signed_short_of(session: SupervisedSession) -> list[SignOff | Statement]:
    """What the person of a voided session signed as a supervisor with enough sessions of their own, for days on which
    without it there are fewer. Without what a task names already."""
    supervisor, since = session.practitioner, session.happened_on
    signed = list(counting_signatures(supervisor).filter(session__happened_on__gte=since))
    stated = list(signed_statements().filter(supervisor=supervisor, stated_on__gte=since))
    own = sorted(own_signed(supervisor).values_list("happened_on", flat=True))
    named = already_named({person_of(row).pk for row in [*signed, *stated]})
    asked = [
        row for row in [*signed, *stated] if Qualification.SESSIONS_25 in row.eligibility.get("qualifications", ())
    ]
    return [row for row in asked if bisect_right(own, day_of(row)) < EXPERIENCED and name_of(row) not in named]


def person_of(row: SignOff | Statement) -> Practitioner:
    """On whose record it stands."""
    return row.session.practitioner if isinstance(row, SignOff) else row.practitioner


def day_of(row: SignOff | Statement) -> date:
    """The day that its signer's eligibility was proven for."""
    return row.session.happened_on if isinstance(row, SignOff) else row.stated_on


def name_of(row: Decision | SignOff | Statement) -> tuple[str, int]:
    """How a task names it: a signature by its session."""
    if isinstance(row, SignOff):
        return "session", row.session_id
    return row._meta.model_name, row.pk


def counting_signatures(supervisor: Practitioner):
    """Signatures of a supervisor on sessions that count."""
    rows = SignOff.objects.filter(supervisor=supervisor, session__superseded_at=None, session__state="signed")
    return rows.select_related("session__practitioner").order_by("session__happened_on", "pk")


def signatures_proven_by(look: LicenseCheck) -> list[SignOff]:
    """Signatures whose stored eligibility names this very look."""
    return list(counting_signatures(look.license.practitioner).filter(eligibility__license__check=look.pk))


def statements_proven_by(look: LicenseCheck) -> list[Statement]:
    """The same of statements that count."""
    rows = signed_statements().filter(supervisor=look.license.practitioner)
    return list(rows.filter(eligibility__license__check=look.pk))


def signatures_unproven(look: LicenseCheck) -> list[SignOff]:
    """Signatures by the license of a look, or by a privilege that rests on it, which no look proves any more: on
    sessions from the first day that the look speaks of, by what is known now.

    Without those that a task names already, open or closed: nobody is asked about the same one twice.
    """
    rows = counting_signatures(look.license.practitioner).filter(
        session__happened_on__gte=begins(look) if is_good(look) else look.checked_on,
        eligibility__license__id__in=[look.license_id, *look.license.privileges.values_list("pk", flat=True)],
    )
    held = License.objects.current().filter(practitioner=look.license.practitioner).prefetch_related("checks")
    rows, licenses = list(rows), list(held)
    named = already_named({row.session.practitioner_id for row in rows})
    proven = {day: is_proven(licenses, day) for day in {row.session.happened_on for row in rows}}
    return [row for row in rows if not proven[row.session.happened_on] and name_of(row) not in named]


def is_proven(licenses: list[License], day: date) -> bool:
    """Whether a look shows one of the licenses in good standing on the day, and its home license too."""
    held = {row.pk: covering(row, day) for row in licenses}
    return any(
        held[row.pk] and row.type in PRACTICE_TYPES and (row.home_id is None or held.get(row.home_id))
        for row in licenses
    )


def already_named(people: set[int]) -> set[tuple[str, int]]:
    """What a task about one of these people names, open or closed."""
    said = ReviewTask.objects.filter(practitioner__in=people).values_list("rests_on", flat=True)
    return {(each["kind"], each["id"]) for named in said for each in named}
