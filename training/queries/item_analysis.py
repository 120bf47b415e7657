"""What the answers to a module's quiz tell about each of its questions."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from training.item_statistics import Figures, Flag, Given, figures
from training.keys import among_keys
from training.models import Answer, Attempt, Module, ModuleRevision
from training.question_kinds import is_right

NEWEST = 1_000  # tries; older ones tell of other readers
WRITTEN = 5  # numbers shown
SAME = ("kind", "text", "options", "answer", "tolerance", "unit", "figure")  # what makes a question another one


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the quiz as it is now, how many answered it as it is, and its figures once there are enough."""

    number: int
    question: dict
    answers: int
    figures: Figures | None

    @property
    def is_to_look_at(self) -> bool:
        """An option that nobody takes is said beside the question, and calls nobody to it."""
        return bool(self.figures and set(self.figures.flags) - {Flag.UNUSED})


def item_analysis(module: Module) -> list[Item]:
    """Each question of the newest revision, from the first try of each person that asked it with the same words.

    Later tries are left out: who has seen the result no longer answers on his own. At most `NEWEST` tries are read, and
    who began before them is left out, too.
    """
    revisions = list(module.revisions.order_by("number"))
    revision = module.current or (revisions[-1] if revisions else None)
    if revision is None:
        return []
    given = by_question(module, revisions, same_questions(revision, revisions))
    return [item(number, question, given[question["id"]]) for number, question in enumerate(revision.questions, 1)]


def item(number: int, question: dict, given: list[Given]) -> Item:
    options = [option["id"] for option in question["options"]]
    if options:
        return Item(number, question, len(given), figures(given, options, frozenset(question["answer"])))
    written = commonest(given)  # numbers, not options: none of them is there to distract
    return Item(number, question, len(given), figures(given, written, frozenset(written)))


def commonest(given: list[Given]) -> list[str]:
    """What was written most often."""
    counted = Counter(words for each in given for words in each.chosen)
    return [words for words, _ in counted.most_common(WRITTEN)]


def same_questions(revision: ModuleRevision, revisions: Iterable[ModuleRevision]) -> dict[int, set[str]]:
    """By revision, the questions that it asks exactly as `revision` does."""
    now = {question["id"]: words_of(question) for question in revision.questions}
    return {each.pk: {q["id"] for q in each.questions if now.get(q["id"]) == words_of(q)} for each in revisions}


def words_of(question: dict) -> list:
    return [question.get(name) for name in SAME]


def by_question(
    module: Module, revisions: Iterable[ModuleRevision], same: dict[int, set[str]]
) -> dict[str, list[Given]]:
    """The first answer of each person to each question; a try that kept no answer at all tells nothing."""
    tries = Attempt.objects.filter(module=module, submitted_at__isnull=False).order_by("-pk")[:NEWEST]
    tries = sorted(tries, key=lambda each: (each.practitioner_id, each.number))
    rows, asked = rows_of(tries), {each.pk: {q["id"]: q for q in each.questions} for each in revisions}
    found, seen, begun = defaultdict(list), set(), {each.practitioner_id for each in tries if each.number == 1}
    for attempt in (each for each in tries if rows[each.pk] and each.practitioner_id in begun):
        for question, given in answers_of(attempt, asked[attempt.revision_id], rows[attempt.pk]):
            if question in same[attempt.revision_id] and (attempt.practitioner_id, question) not in seen:
                seen.add((attempt.practitioner_id, question))
                found[question].append(given)
    return found


def rows_of(tries: Iterable[Attempt]) -> dict[int, list[tuple]]:
    """`(question, chosen, saved_at)` of each try, in the order of saving."""
    found = defaultdict(list)
    rows = Answer.objects.filter(among_keys([each.pk for each in tries], "attempt")).order_by("saved_at", "pk")
    for attempt, *row in rows.values_list("attempt", "question", "chosen", "saved_at"):
        found[attempt].append(tuple(row))
    return found


def answers_of(attempt: Attempt, asked: dict[str, dict], rows: list[tuple]) -> Iterable[tuple[str, Given]]:
    """Each question that the try asked of those of its revision, in its place among the others."""
    chosen, times = {question: given for question, given, _ in rows}, seconds_of(attempt, rows)
    right = {id: is_right(asked[id], chosen.get(id, [])) for id in attempt.questions}
    others, total = len(right) - 1, sum(right.values())
    for id in attempt.questions:
        rest = (total - right[id]) / others if others else None
        yield id, Given(frozenset(chosen.get(id, [])), right[id], rest, times.get(id))


def seconds_of(attempt: Attempt, rows: list[tuple]) -> dict[str, float]:
    """Seconds from the save before it, or the start. Answers that were saved at the same instant tell no time."""
    saved = [(None, attempt.started_at), *((question, at) for question, _, at in rows)]
    return {question: (at - before).total_seconds() for (_, before), (question, at) in pairwise(saved) if at > before}
