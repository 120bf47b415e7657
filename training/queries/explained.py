"""Where a certification stands, in sentences: since when, why, and what leads on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from training.evaluation import Evaluation
from training.evaluation.certification import never_begins
from training.evaluation.dates import long_date
from training.evaluation.describe import describe
from training.evaluation.node import Node
from training.evaluation.outcomes import Certification
from training.models import Cycle, Decision, DecisionKind, Renewal
from training.queries.pursuits import Pursuit
from training.queries.scopes import limit_words
from training.words import midway

TAKING = (DecisionKind.SUSPEND, DecisionKind.REVOKE)


@dataclass(frozen=True, slots=True)
class History:
    """The cycles of one person in one scheme that begin, the oldest first; every suspension and revocation."""

    cycles: tuple[Cycle, ...] = ()
    acts: tuple[Decision, ...] = ()

    def running(self, as_of: date) -> Cycle | None:
        """The cycle that began last by the day."""
        return next((each for each in reversed(self.cycles) if each.starts_on <= as_of), None)

    def following(self, as_of: date) -> Cycle | None:
        """A cycle that is decided and begins after the day."""
        return next((each for each in self.cycles if each.starts_on > as_of), None)

    def act(self, kind: str, as_of: date) -> Decision | None:
        """The last decision of a kind in effect on the day."""
        return next((each for each in reversed(self.acts) if each.kind == kind and each.effective_on <= as_of), None)


@dataclass(frozen=True, slots=True)
class Explained:
    """What holds, the reason that the holder was told, and the way back or on. Empty where nothing is to be said."""

    what: str = ""
    reason: str = ""
    way: str = ""


def history_of(pursuit: Pursuit) -> History:
    taking = sorted((row for row in pursuit.act_rows if row.kind in TAKING), key=lambda row: (row.effective_on, row.pk))
    pairs = zip(pursuit.cycle_rows, pursuit.cycles, strict=True)
    return History(tuple(row for row, fact in pairs if not never_begins(fact, pursuit.acts)), tuple(taking))


def explained(
    evaluation: Evaluation,
    history: History,
    waiting: Renewal | None = None,
    nodes: Mapping[str, Node] = MappingProxyType({}),
) -> Explained:
    """The sentences of an outcome on the evaluation's day; `waiting` is a renewal that nobody has decided, `nodes` what
    the scheme asks for, by the ids of its lines.
    """
    writer = WRITERS.get(evaluation.outcome)
    said = writer(evaluation, history, waiting) if writer else Explained()
    if evaluation.outcome is Certification.INACTIVE:
        said = inactive(evaluation, nodes)
    return replace(said, what=" ".join(filter(None, (said.what, *changed(evaluation, history)))))


def changed(evaluation: Evaluation, history: History) -> Iterable[str]:
    """What an extension or a reduction of scope made of a certification that is held."""
    running = history.running(evaluation.as_of)
    if running and evaluation.deadline and evaluation.outcome.is_held and evaluation.deadline > running.valid_until:
        yield f"Extended: it ended on {long_date(running.valid_until)}, and the next cycle counts from there."
    if evaluation.scope:
        yield f"It covers only {limit_words(evaluation.scope)}."


def begun(evaluation, history, waiting):
    """Before the first cycle: something is to be said only where one is decided for a coming day."""
    following = history.following(evaluation.as_of)
    if following is None:
        return Explained()
    first, last = long_date(following.starts_on), long_date(following.valid_until)
    return Explained(f"Awarded: valid from {first} until {last}.")


def active(evaluation, history, waiting):
    following, running = history.following(evaluation.as_of), history.running(evaluation.as_of)
    if following:
        rest = f"Renewed already: the next cycle is valid until {long_date(following.valid_until)}."
    elif running and running.window_opens_on > evaluation.as_of and not waiting:
        rest = f"You may renew from {long_date(running.window_opens_on)}."
    else:
        rest = ""
    return Explained(f"Valid until {long_date(evaluation.deadline)}.", way=rest)


def renewal_open(evaluation, history, waiting):
    running = history.running(evaluation.as_of)
    rest = "The renewal is open."
    if running and running.grace_until > running.ends_on(evaluation.as_of):
        rest += f" After the last valid day you may still catch up until {long_date(running.grace_until)}."
    return Explained(f"Valid until {long_date(evaluation.deadline)}.", way="" if waiting else rest)


def inactive(evaluation: Evaluation, nodes: Mapping[str, Node]) -> Explained:
    """What must hold on every day of the cycle and does not; a renewal that asks for the same shows it once."""
    labels = {each.id: each.label for each in evaluation.findings if each.truth != "met"}
    labels |= {id: describe(nodes[id]) for id in evaluation.unmet if id in nodes and id not in labels}
    open_lines = [labels[id] for id in evaluation.unmet if id in labels]
    reason = "; ".join(map(midway, open_lines)) or "a condition of the scheme that must hold on every day"
    what = f"Not valid since {long_date(evaluation.since)}. Not met: {reason}."
    return Explained(what, way=f"Valid again once that is met, until {long_date(evaluation.deadline)} at the latest.")


def grace(evaluation, history, waiting):
    running = history.running(evaluation.as_of)
    ended = running.ends_on(evaluation.as_of)
    last = f"The last valid day was {long_date(ended)}. Not certified until it is renewed."
    until = long_date(evaluation.deadline)
    return Explained(last, way="" if waiting else f"The last day to renew is {until}; after it the way back is longer.")


def lapsed(evaluation, history, waiting):
    running, following = history.running(evaluation.as_of), history.following(evaluation.as_of)
    ended = running.ends_on(evaluation.as_of)
    what = f"Lapsed since {long_date(evaluation.since)}. The last valid day was {long_date(ended)}."
    if following:
        return Explained(what, way=begun(evaluation, history, waiting).what)
    return Explained(what, way="" if waiting else way_of_lapsed(evaluation.findings))


def way_of_lapsed(findings: Iterable) -> str:
    """Back by the requirements of a first certification; a manager decides."""
    open_lines = sum(each.truth != "met" for each in findings)
    if not open_lines:
        return "All requirements of a first certification are met. A compliance manager decides."
    are = "requirement is" if open_lines == 1 else "requirements are"
    return (
        f"The way back is a first certification: {open_lines} {are} open. "
        "Once all are met, a compliance manager decides."
    )


def suspended(evaluation, history, waiting):
    act = history.act(DecisionKind.SUSPEND, evaluation.as_of)
    since = act.effective_on if act else evaluation.since
    way = "A compliance manager can reinstate it once the reason is settled. Talk to them about it."
    return Explained(f"Suspended since {long_date(since)}.", act.reason if act else "", way)


def revoked(evaluation, history, waiting):
    act = history.act(DecisionKind.REVOKE, evaluation.as_of)
    since = act.effective_on if act else evaluation.since
    way = (
        "It does not come back by itself. Once every requirement of a first certification is met, "
        "a compliance manager may award it anew. Talk to them first."
    )
    return Explained(f"Revoked on {long_date(since)}.", act.reason if act else "", way)


WRITERS = {
    Certification.IN_PROGRESS: begun,
    Certification.READY: begun,
    Certification.ACTIVE: active,
    Certification.RENEWAL_OPEN: renewal_open,
    Certification.GRACE: grace,
    Certification.LAPSED: lapsed,
    Certification.SUSPENDED: suspended,
    Certification.REVOKED: revoked,
}
