"""Where to go with a line that is not met: what leads on from it, and how much of it is left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from training.evaluation import Evaluation, Finding
from training.evaluation.describe import hours
from training.evaluation.outcomes import Certification
from training.models import License
from training.queries.lines import Act
from training.queries.my_facts import MyFacts
from training.queries.my_records import current
from training.queries.my_standing import Certified, Place
from training.queries.waits import every
from training.statements import Wording, wordings

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
ASK = "Ask for it"
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
        found = [leaf for leaf in open_leaves(each) if leaf.now.unit in units]
        asks_hours = any(leaf.now.unit == "minute" for leaf in found)
        reach = each.under(known.within_reach(today)) if asks_hours else None
        logging = any(leaf.now.unit == "session" for leaf in found)
        for leaf in found:
            wording = stated_by_supervisor(each, leaf.now)
            if wording is None:
                yield door(leaf, reach, where, each.titles)
            elif not (wording.needs_log and logging):
                yield Door(wording.ask, words_of(leaf.better, where), asking(wording), ASK)


def stated_by_supervisor(each: Place | Certified, finding: Finding) -> Wording | None:
    """The fixed words of the statement that a line asks a supervisor for; none where anybody states it on paper."""
    if finding.unit != "attestation" or not isinstance(each, Place):
        return None
    return wordings().get((each.jurisdiction.code, each.titles.get(finding.id, "")))


def asking(wording: Wording) -> str:
    which = urlencode({"which": f"{wording.jurisdiction}|{wording.name}"})
    return f"{reverse('my:statement_new')}?{which}"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf that is missing: as it is, as it would be were all accepted, and the statement that would stand for it."""

    now: Finding
    better: Finding
    instead: str = ""


def open_leaves(each: Place | Certified) -> Iterator[Leaf]:
    """Each leaf that is missing even if all that waits is accepted, as it is and as it then would be."""
    hoped = by_id(each.hoped)
    for finding in each.evaluation.findings:
        if is_open(finding, hoped[finding.id]):
            for leaf, instead in leaves(finding):
                better = hoped.get(leaf.id, leaf)
                if is_open(leaf, better):
                    yield Leaf(leaf, better, instead)


def is_open(now: Finding, better: Finding) -> bool:
    """Missing, whatever is accepted; a time limit that only starts anew fills nothing."""
    is_late = now.since is not None and better.due_on is not None
    return now.truth == "missing" and (better.truth == "missing" or is_late)


def leaves(finding: Finding, instead: str = "") -> Iterator[tuple[Finding, str]]:
    """What can be acted on below a line, each with the statement that would do instead: of an alternative the ways to
    take."""
    if not finding.children:
        yield finding, instead
    ways = ways_of(finding) if finding.unit == "option" else finding.children
    left_out = [way.label for way in finding.children if way.unit == "attestation" and way not in ways]
    for way in ways:
        yield from leaves(way, "; ".join(left_out) or instead)


def ways_of(finding: Finding) -> tuple[Finding, ...]:
    """The way that is begun, or else all but statements: one signs only what is true already."""
    most = max(finding.children, key=progress)
    if progress(most):
        return (most,)
    return tuple(way for way in finding.children if way.unit != "attestation") or finding.children


def progress(finding: Finding) -> float:
    """How much of a line is done, in parts of it: for display, it decides nothing."""
    if finding.children and finding.unit == "requirement":
        return sum(map(progress, finding.children)) / len(finding.children)
    return min(1, finding.have / finding.need) if finding.need else 0


def by_id(evaluation: Evaluation) -> dict[str, Finding]:
    return {finding.id: finding for finding in every(evaluation.findings)}


def door(leaf: Leaf, reach: Evaluation | None, where: str, titles: dict[str, str]) -> Door:
    now, instead = leaf.now, f" Or, if it is true of you: {leaf.instead}." if leaf.instead else ""
    action, target, label = DOORS[now.unit]
    if now.unit == "minute" and not is_within(reach, now):
        action, target, label = EXTERNAL
    return Door(action, words_of(leaf.better, where) + instead, address(target, now, titles), label)


def address(target: str, leaf: Finding, titles: dict[str, str]) -> str:
    """Where it is done; the form of a record opens with the name that the line asks for."""
    if ":" in target:
        return reverse(target)
    title = titles.get(leaf.id)
    return reverse("my:evidence_new", args=[target]) + (f"?{urlencode({'title': title})}" if title else "")


def acts_of(known: MyFacts, each: Place | Certified) -> dict[str, Act]:
    """What to press on each leaf that is missing, by its id, on a page that tells the whole answer."""
    barred = set() if known.practitioner.admitted_at else {"session"}
    units = DOORS.keys() - barred - (set() if each.jurisdiction_pk else {"license"})
    leaves = [leaf for leaf in every(each.evaluation.findings) if leaf.truth == "missing" and not leaf.children]
    mine = [leaf for leaf in leaves if leaf.unit in units and leaf.who == "therapist"]
    asks_hours = any(leaf.unit == "minute" for leaf in mine)
    reach = each.under(known.within_reach(each.evaluation.as_of)) if asks_hours else None
    licenses = [row for row in current(known.records.licenses) if row.jurisdiction.pk == each.jurisdiction_pk]
    return {leaf.id: act(leaf, each, reach, licenses) for leaf in mine}


def act(finding: Finding, each: Place | Certified, reach: Evaluation | None, licenses: list[License]) -> Act:
    """A license that is on record is opened there; it was checked, or ended, or waits."""
    if finding.unit == "license" and licenses:
        return Act(reverse("my:license", args=[licenses[-1].pk]), "Open the license")
    if wording := stated_by_supervisor(each, finding):
        return Act(asking(wording), ASK)
    _, target, label = DOORS[finding.unit]
    if finding.unit == "minute" and not is_within(reach, finding):
        _, target, label = EXTERNAL
    query = f"?jurisdiction={each.jurisdiction_pk}" if finding.unit == "license" else ""
    return Act(address(target, finding, each.titles) + query, label)


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
