"""Those whom a manager chose, with what a decision would give each, or why there can be none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from certificates.bulk.candidates import Candidate, Seen, candidates, people
from certificates.windows import Window, windows
from training.models import DecisionKind, Practitioner, Scheme
from training.permissions import may_decide

CHANGED = "Something changed since the list was shown. Look again."
GONE = "Nothing waits for a decision any more."


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of them. `reason` is empty where the decision can be taken."""

    person: Practitioner
    seen: Seen
    window: Window | None = None
    reason: str = ""

    @property
    def value(self) -> str:
        """As the form carries it."""
        return str(self.seen)

    @property
    def kind(self) -> DecisionKind:
        return DecisionKind(self.seen.kind)


def chosen(user, scheme: Scheme, seen: Sequence[Seen], effective_on: date, today: date) -> list[Chosen]:
    """Each of them, judged anew as the action will judge it; who is not this manager's is left out."""
    told = {each.practitioner: each for each in seen}
    rows = people(user, scheme, today).filter(pk__in=told)
    waiting = {each.person.pk: each for each in candidates(rows, scheme, today)}
    visible = Practitioner.objects.visible_to(user).filter(pk__in=told).order_by("list_key", "pk")
    about = (user, scheme, max(effective_on, today), today)
    return [judged(row, told[row.pk], waiting.get(row.pk), *about) for row in visible]


def judged(person, seen: Seen, now: Candidate | None, user, scheme: Scheme, day: date, today: date) -> Chosen:
    verdict = may_decide(user, person, today)
    if not verdict:
        return Chosen(person, seen, reason=str(verdict))
    if now is None:
        return Chosen(person, seen, reason=GONE)
    if now.seen != str(seen):
        return Chosen(person, seen, reason=CHANGED)
    if now.reason:
        return Chosen(person, seen, reason=now.reason)
    return Chosen(person, seen, windows([now.kind], person, scheme, None, now.renewal, day)[0])
