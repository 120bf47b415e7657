"""Who waits for a decision about a scheme: those ready for an award, and those with a renewal handed in."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from certificates.models import BulkItem
from certificates.offers import not_yet, reason_against
from training.evaluation import Evaluation
from training.models import DecisionKind, Practitioner, Renewal, Scheme
from training.queries.decidable import possible
from training.queries.facts import load_facts
from training.queries.pursuits import load_pursuits
from training.queries.queues import ready, renewals_waiting


@dataclass(frozen=True, slots=True)
class Seen:
    """What a manager saw of a person. Of two schemes with the same rules only the key tells them apart."""

    practitioner: int
    scheme: int
    kind: str
    digest: str
    rules_version: str
    name: str

    def __str__(self):
        """As a form carries it; the name comes last, because it may hold anything."""
        return "|".join(map(str, astuple(self)))

    @classmethod
    def read(cls, text: str) -> "Seen | None":
        """What a form brought back; None where it is not ours."""
        keys, parts = text.split("|", 5)[:2], text.split("|", 5)[2:]
        whole = len(parts) == 4 and all(each.isdecimal() and len(each) < 19 for each in keys) and len(parts[1]) == 64
        if not whole or parts[0] not in (DecisionKind.AWARD, DecisionKind.RENEW) or len(parts[3]) > 300:
            return None
        return cls(*map(int, keys), *parts) if len(parts[2]) <= 20 else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with what the rules say now. `reason` says why nothing can be decided, and is empty otherwise."""

    person: Practitioner
    scheme: int
    kind: DecisionKind
    evaluation: Evaluation
    rules_version: int
    renewal: Renewal | None = None
    reason: str = ""

    @property
    def seen(self) -> str:
        """What the manager sees of the person, as a form carries it."""
        parts = (self.kind.value, self.evaluation.digest, str(self.rules_version), self.person.full_name)
        return str(Seen(self.person.pk, self.scheme, *parts))


def people(user, scheme: Scheme, today: date) -> QuerySet[Practitioner]:
    """Everybody whom this manager may decide about and who waits, in the order of lists; never oneself.

    `in_bulk` of a row: somebody has decided about the person together with others, and it is not carried out yet.
    """
    awards = ready(user, today).filter(scheme=scheme).order_by().values("practitioner")
    renewals = renewals_waiting(user, today).filter(scheme=scheme).order_by().values("practitioner")
    rows = Practitioner.objects.filter(Q(pk__in=awards) | Q(pk__in=renewals))
    rows = rows.filter(Q(user=None) | ~Q(user=user))
    waiting = BulkItem.objects.filter(practitioner=OuterRef("pk"), bulk__scheme=scheme, finished_at=None)
    return rows.annotate(in_bulk=Exists(waiting)).order_by("list_key", "pk")


def renewing(scheme: Scheme) -> QuerySet[Renewal]:
    """Renewals of the scheme that wait for a decision."""
    return Renewal.objects.filter(scheme=scheme, state=Renewal.State.SUBMITTED).select_related(
        "cycle__scheme", "cycle__version"
    )


def candidates(rows: Iterable[Practitioner], scheme: Scheme, today: date) -> list[Candidate]:
    """These people with their evaluations made afresh; as many queries for one as for fifty."""
    rows = list(rows)
    keys = [row.pk for row in rows]
    pursuits, facts = load_pursuits(keys), load_facts(keys)
    renewals = {row.practitioner_id: row for row in renewing(scheme).filter(practitioner__in=keys)}
    version = Scheme.objects.values_list("rules_version", flat=True).get(pk=scheme.pk)
    found = []
    for row in rows:
        pursuit = next((each for each in pursuits[row.pk] if each.scheme == scheme), None)
        if pursuit:
            evaluation = pursuit.evaluation(facts[row.pk], today)
            found.append(candidate(row, scheme, evaluation, version, renewals.get(row.pk), today))
    return found


def candidate(person, scheme: Scheme, evaluation, version: int, renewal: Renewal | None, today: date) -> Candidate:
    kinds = possible(evaluation, renewal)
    kind = DecisionKind.RENEW if DecisionKind.RENEW in kinds else DecisionKind.AWARD
    about = (kind, person, scheme, evaluation, renewal, today)
    reason = reason_against(*about) if kind in kinds else not_yet(evaluation)
    return Candidate(person, scheme.pk, kind, evaluation, version, renewal, reason)
