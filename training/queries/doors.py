"""Where to go with a line that is not met: what leads on from it, and how much of it is left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from training.evaluation import Evaluation, Finding
from training.evaluation.describe import hours
from training.evaluation.outcomes import Certification
from training.queries.my_facts import MyFacts
from training.queries.my_standing import Certified, Place
from training.queries.waits import every

PURSUED = {Certification.IN_PROGRESS, Certification.LAPSED, Certification.INACTIVE}
EXTERNAL = ("Add an external course", "credit", "Add the course")
DOORS = {
    "minute": ("Complete course hours", "learn:catalog", "See modules that count"),
    "session": ("Log supervised sessions", "my:session_new", "Log a session"),
    "module": ("Complete the modules that are asked for", "learn:catalog", "Open the training"),
    "exam": ("Add your exam result", "exam", "Add the exam"),
    "credential": ("Add your card or degree", "credential", "Add it"),
    "filing": ("Add the proof of your filing", "filing", "Add it"),
    "attestation": ("Sign the statement", "attestation", "Add it"),
    "license": ("Add your license", "my:license_new", "Add the license"),
}
MORE = {
    "minute": ("more course hour", "more course hours"),
    "session": ("more supervised session", "more supervised sessions"),
    "module": ("more module", "more modules"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """What to do about one line, in words, and the address where it is done."""

    action: str
    words: str
    url: str
    label: str


def doors(known: MyFacts, places: list[Place], schemes: list[Certified], today: date) -> Iterator[Door]:
    """A door for each line that the person can act on, places before schemes; nothing for what waits for others."""
    told = {"license"} if places else set()  # by `license_steps`, for each place
    barred = set() if known.practitioner.admitted_at else {"session"}
    units = DOORS.keys() - told - barred
    asked = [(place, place.name) for place in places]
    asked += [(each, each.scheme.name) for each in schemes if each.evaluation.outcome in PURSUED]
    for each, where in asked:
        found = [(now, better) for now, better in open_leaves(each) if now.unit in units]
        reach = each.under(known.within_reach(today)) if any(now.unit == "minute" for now, _ in found) else None
        for now, better in found:
            yield door(now, better, reach, where)


def open_leaves(each: Place | Certified) -> Iterator[tuple[Finding, Finding]]:
    """Each leaf that is missing even if all that waits is accepted, as it is and as it then would be."""
    hoped = by_id(each.hoped)
    for finding in each.evaluation.findings:
        if finding.truth == "missing" and hoped[finding.id].truth == "missing":
            for leaf in finding.children or (finding,):
                better = hoped.get(leaf.id, leaf)
                if leaf.truth == "missing" and better.truth == "missing":
                    yield leaf, better


def by_id(evaluation: Evaluation) -> dict[str, Finding]:
    return {finding.id: finding for finding in every(evaluation.findings)}


def door(now: Finding, better: Finding, reach: Evaluation | None, where: str) -> Door:
    action, target, label = DOORS[now.unit]
    if now.unit == "minute" and not is_within(reach, now):
        action, target, label = EXTERNAL
    url = reverse(target) if ":" in target else reverse("my:evidence_new", args=[target])
    return Door(action, words_of(better, where), url, label)


def is_within(reach: Evaluation, leaf: Finding) -> bool:
    """Whether the modules that are left can meet the line."""
    best = by_id(reach).get(leaf.id)
    return best is not None and best.truth == "met"


def words_of(leaf: Finding, where: str) -> str:
    """What is left once all that waits is accepted, and toward which line it counts."""
    if leaf.unit not in MORE:
        return f"{leaf.label}, for {where}."
    rest = leaf.need - leaf.have
    one = rest == (60 if leaf.unit == "minute" else 1)
    amount = hours(rest) if leaf.unit == "minute" else rest
    return f"{amount} {MORE[leaf.unit][not one]} for {where}, toward “{leaf.label}”."
