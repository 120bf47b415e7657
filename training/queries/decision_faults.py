"""Does the evaluation kept with a decision say what was known when it was decided? Each difference is named."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from training.evaluation.evaluation import canonical
from training.models import Decision
from training.queries.decided import recomputed
from training.queries.notice import Notice
from training.queries.standing import CODE_VERSION

WORDS = {"digest", "code_version", "label", "note", "findings", "children"}  # said otherwise it is no other answer
SHOWN = 5  # of the parts that differ


def decision_differences(people: Iterable[int] | None = None) -> Iterator[str]:
    """Recompute the evaluations of the decisions about these practitioners, or about all.

    A decision of an earlier version of the code is recomputed too. Where that gives another answer, the code or a row
    may be the reason, which nobody can tell apart: it is counted, and no difference.
    """
    rows = Decision.objects.select_related("practitioner", "scheme").order_by("pk")
    unclear = []
    for decision in (rows if people is None else rows.filter(practitioner__in=people)).iterator(chunk_size=500):
        if fault := fault_of(decision):
            yield fault
        elif parts := differing(decision):
            if decision.evaluation.get("code_version") == CODE_VERSION:
                yield f"{named(decision)}: what was known then gives another answer now: {'; '.join(parts)}."
            else:
                unclear.append(decision.pk)
    if unclear:
        yield earlier_code(unclear)


def fault_of(decision: Decision) -> str:
    """What is wrong with the stored evaluation itself. History that was brought in may have none."""
    stored = decision.evaluation
    if "as_of" not in stored:
        return "" if decision.imported else f"{named(decision)} has no evaluation."
    if not decision.evaluation_digest == stored.get("digest") == digest_of(stored):
        return f"{named(decision)}: the stored evaluation is not the one that it was decided on."
    return ""


def differing(decision: Decision) -> list[str]:
    """The parts of the answer that are others now; nothing where there is no evaluation."""
    if "as_of" not in decision.evaluation:
        return []
    again = recomputed(decision)
    if again is None:
        return ["no enrollment was known"]
    before, after = dict(parts_of(decision.evaluation)), dict(parts_of(again.to_json()))
    names = [name for name in before | after if before.get(name) != after.get(name)]
    said = [f"{name} was {shown(before.get(name))} and is {shown(after.get(name))}" for name in names[:SHOWN]]
    return [*said, f"and {len(names) - SHOWN} more"] if len(names) > SHOWN else said


def parts_of(said: dict, path: str = "") -> Iterator[tuple[str, object]]:
    """What an evaluation or a finding answers, without its words; a finding's parts under its name."""
    for name, value in said.items():
        if name not in WORDS | {"id"} and value is not None:
            yield f"{path}{name}", value
    for each in said.get("findings") or said.get("children") or ():
        yield from parts_of(each, f"{each['id']} ")


def digest_of(stored: dict) -> str:
    """The digest that a stored evaluation ought to have (`Evaluation.digest`)."""
    plain = {name: value for name, value in stored.items() if name not in ("digest", "code_version")}
    return sha256(canonical(plain).encode()).hexdigest()


def named(decision: Decision) -> str:
    return f"Decision {decision.pk} ({decision.kind}, practitioner {decision.practitioner_id})"


def shown(value) -> str:
    if isinstance(value, list):
        return ", ".join(" ".join(each) if isinstance(each, list) else str(each) for each in value) or "empty"
    return "empty" if value in (None, "") else str(value)


def earlier_code(unclear: list[int]) -> Notice:
    many, last = len(unclear), ", ".join(map(str, unclear[:SHOWN]))
    were, they = ("decision was", "it was") if many == 1 else ("decisions were", "they were")
    return Notice(
        f"{many:,} {were} made by an earlier version of the code, and this one answers otherwise ({last}"
        f"{', …' if many > SHOWN else ''}). What {they} decided on is unchanged; whether a row behind it was changed "
        "cannot be told."
    )
