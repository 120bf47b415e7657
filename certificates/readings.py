"""What each of many certificates reads on a day: what the readings rest on is loaded once for all."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import prefetch_related_objects

from certificates.models import Certificate
from certificates.reading import Reading, last, papers, read_completion, read_open, revoking, takes_over
from certificates.status import CertificateStatus as Status
from training.evaluation.outcomes import Certification
from training.models import Cycle, Decision, DecisionKind
from training.queries.spans import outcomes_on


def read_page(certificates: list[Certificate], as_of: date) -> list[Reading]:
    """The readings in the order of the certificates, as `reading.read` says them one by one.

    The number of queries does not depend on how many there are. Each should come with its cycle, the cycle's decision,
    its own decision and its completion.
    """
    courses = [row for row in certificates if row.is_of_completion]
    cycles = [row for row in certificates if not row.is_of_completion]
    found = dict(completions(courses, as_of)) | dict(closed(cycles, as_of))
    found |= dict(still_open([row for row in cycles if row.pk not in found], as_of))
    return [found[row.pk] for row in certificates]


def completions(rows: list[Certificate], as_of: date) -> Iterable[tuple[int, Reading]]:
    about = {row.completion_id for row in rows}
    made = Certificate.objects.filter(completion__in=about).order_by("pk") if rows else ()
    newest = {each.completion_id: each for each in made}
    return ((row.pk, read_completion(row, newest[row.completion_id], as_of)) for row in rows)


def closed(rows: list[Certificate], as_of: date) -> Iterable[tuple[int, Reading]]:
    """Those that a revocation or a newer paper met. A revocation comes first, as in `read`."""
    revocations, lines = acts_of(rows, DecisionKind.REVOKE, as_of), lines_of(rows)
    for row in rows:
        revoked = revoking(revocations[about(row.cycle)], row.cycle)
        newer = last(each for each in lines[about(row.cycle)] if takes_over(each, row, as_of))
        if revoked:
            yield row.pk, Reading(Status.REVOKED, revoked.effective_on)
        elif newer:
            yield row.pk, Reading(Status.REPLACED, by=newer)


def still_open(rows: list[Certificate], as_of: date) -> Iterable[tuple[int, Reading]]:
    """The others, from where their certifications stand."""
    if not rows:
        return
    prefetch_related_objects([row.cycle for row in rows], "acts")
    suspensions = acts_of(rows, DecisionKind.SUSPEND, as_of)
    outcomes = outcomes_on({row.cycle.practitioner_id for row in rows}, as_of)

    def suspended_on(cycle: Cycle, _as_of: date) -> date | None:
        act = last(suspensions[about(cycle)])
        return act and act.effective_on

    for row in rows:
        outcome = outcomes.get(about(row.cycle), Certification.NONE)
        yield row.pk, read_open(row, outcome, as_of, suspended_on)


def about(row: Cycle | Decision) -> tuple[int, int]:
    """The certification that a row is about, by person and scheme."""
    return row.practitioner_id, row.scheme_id


def acts_of(rows: list[Certificate], kind: str, as_of: date) -> dict[tuple[int, int], list[Decision]]:
    """The decisions of a kind in force by a day about these certifications, in order (`reading.acts`)."""
    people = {row.cycle.practitioner_id for row in rows}
    found = Decision.objects.filter(practitioner__in=people, kind=kind, effective_on__lte=as_of)
    return grouped(found.defer("evaluation", "reason").order_by("effective_on", "pk"), about)


def lines_of(rows: list[Certificate]) -> dict[tuple[int, int], list[Certificate]]:
    """All papers of these certifications, in order."""
    people = {row.cycle.practitioner_id for row in rows}
    return grouped(papers(cycle__practitioner__in=people), lambda row: about(row.cycle))


def grouped(rows: Iterable, key) -> dict:
    found = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
