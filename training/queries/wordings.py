"""Every wording in which a module has ever asked a question, and how many people answered it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from training.models import Attempt, Module, ModuleRevision
from training.wordings import wording_of


@dataclass(frozen=True, slots=True)
class Wording:
    """A question in the same words. `numbers` are the revisions in which it stands; `number` is its place in the
    current one, None where that asks it no more; `people` were graded on it, and `trying` are about to be."""

    key: str
    question: dict
    revisions: tuple[ModuleRevision, ...]
    number: int | None
    people: int
    trying: int

    @property
    def is_asked(self) -> bool:
        return self.number is not None

    @property
    def numbers(self) -> str:
        """“revision 2”, “revisions 1 to 3”, “revisions 1, 3 to 5”."""
        runs = [list(run) for _, run in groupby(enumerate(self.revisions), lambda each: each[1].number - each[0])]
        ends = [(run[0][1].number, run[-1][1].number) for run in runs]
        words = ", ".join(f"{first}" if first == last else f"{first} to {last}" for first, last in ends)
        return f"revision{'s' if len(self.revisions) > 1 else ''} {words}"


def wordings(module: Module) -> list[list[Wording]]:
    """Its questions, each with its wordings, the newest first: those asked now in their order, then those of before."""
    revisions = list(module.revisions.only("module", "number", "title", "questions", "draws").order_by("number"))
    asked, stands = {}, defaultdict(list)
    for revision in revisions:
        for question in revision.questions:
            key = wording_of(question)
            asked[key] = question
            stands[key].append(revision)
    places = places_in(module, revisions)
    graded, trying = (askers(revisions, rows) for rows in tries_of(module))
    found = defaultdict(list)
    for key, question in asked.items():
        rows, id = tuple(stands[key]), question["id"]
        counts = (len(who_answered(rows, id, answered)) for answered in (graded, trying))
        found[id].append(Wording(key, question, rows, places.get(key), *counts))
    groups = [sorted(each, key=lambda row: -row.revisions[-1].number) for each in found.values()]
    return sorted(groups, key=lambda each: min((row.number or len(asked) + 1) for row in each))


def places_in(module: Module, revisions: Iterable[ModuleRevision]) -> dict[str, int]:
    """The place of each wording in the current revision."""
    current = next((each for each in revisions if each.pk == module.current_id), None)
    return {wording_of(question): place for place, question in enumerate(current.questions if current else (), 1)}


def tries_of(module: Module):
    """Graded tries and open ones."""
    rows = Attempt.objects.filter(module=module).order_by()
    return rows.filter(submitted_at__isnull=False), rows.filter(submitted_at=None)


def askers(revisions: Iterable[ModuleRevision], tries) -> dict[tuple[int, str], set[int]]:
    """Who was asked what: by revision and question, or by revision alone where every try asks all of its questions."""
    whole = {each.pk for each in revisions if not each.draws}
    found = defaultdict(set)
    for revision, person in tries.filter(revision__in=whole).values_list("revision", "practitioner").distinct():
        found[revision, ""].add(person)
    drawn = tries.exclude(revision__in=whole).values_list("revision", "practitioner", "questions")
    for revision, person, questions in drawn.iterator():
        for question in questions:
            found[revision, question].add(person)
    return found


def who_answered(revisions: Iterable[ModuleRevision], question: str, asked: dict) -> set[int]:
    return set().union(*(asked.get((each.pk, "" if not each.draws else question), ()) for each in revisions))
