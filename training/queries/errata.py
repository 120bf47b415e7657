"""Corrections of questions: which they concern, who answered the wording, and what somebody has yet to read."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from training.models import Attempt, Erratum, ErratumNotice, Module, ModuleRevision, Practitioner
from training.wordings import wording_of


def holding(module: Module, wording: str) -> list[ModuleRevision]:
    """The revisions in which a question stands in this wording, the oldest first."""
    rows = module.revisions.only("module", "number", "title", "questions").order_by("number")
    return [row for row in rows if question_in(row, wording)]


def question_in(revision: ModuleRevision, wording: str) -> dict | None:
    """The question of the revision in this wording."""
    return next((each for each in revision.questions if wording_of(each) == wording), None)


def tries_with(erratum: Erratum) -> QuerySet:
    """Tries at the revisions in which the wording stands; those that drew other questions are among them."""
    return Attempt.objects.filter(revision__in=holding(erratum.module, erratum.wording))


def untold(erratum: Erratum, *, trying: bool) -> list[int]:
    """The keys of those whose graded try asked the wording and who were not told; with `trying` also of those whose
    open try asks it."""
    told = erratum.notices.filter(practitioner=OuterRef("practitioner"))
    graded = Q() if trying else Q(submitted_at__isnull=False)
    rows = tries_with(erratum).filter(~Exists(told), graded).order_by("practitioner")
    found = rows.values_list("practitioner", "questions")
    return list(dict.fromkeys(person for person, asked in found if erratum.question in asked))


def last_tries(erratum: Erratum, people: Iterable[int]) -> dict[int, Attempt]:
    """The last graded try of each of these people that asked the wording."""
    rows = tries_with(erratum).filter(practitioner__in=people, submitted_at__isnull=False).order_by("number")
    return {each.practitioner_id: each for each in rows if erratum.question in each.questions}


def passed_by(module_id: int, people: Iterable[int]) -> set[int]:
    """Who of these people has passed the module's quiz at any time, and so has read its key."""
    rows = Attempt.objects.filter(module=module_id, practitioner__in=people, passed=True)
    return set(rows.order_by().values_list("practitioner", flat=True))


def errata_of(attempt: Attempt) -> dict[str, list[Erratum]]:
    """The errata about questions as this try asked them, by question, the oldest first."""
    rows = Erratum.objects.filter(module=attempt.module_id)
    return by_question(rows, attempt.revision, attempt.questions)


def by_question(rows: Iterable[Erratum], revision: ModuleRevision, asked: Iterable[str]) -> dict[str, list[Erratum]]:
    """Those of the errata that are about one of these questions in the words of the revision."""
    rows, found = list(rows), {}
    concerned = {row.question for row in rows} & set(asked)
    for question in (each for each in revision.questions if each["id"] in concerned):
        wording = wording_of(question)
        found[question["id"]] = [row for row in rows if row.wording == wording]
    return {question: errata for question, errata in found.items() if errata}


def forgiven(failed: list[Attempt], revision: ModuleRevision) -> frozenset[int]:
    """Which of these failed tries at the revision do not count, because an erratum forgives them."""
    if not failed:
        return frozenset()
    rows = Erratum.objects.filter(module=revision.module_id, forgives=True)
    wrong = by_question(rows, revision, {question for each in failed for question in each.questions})
    return frozenset(each.pk for each in failed if not wrong.keys().isdisjoint(each.questions))


def unread(practitioner: Practitioner, module: Module | None = None) -> list[ErratumNotice]:
    """What the person was told and has not read, the newest first.

    Each has `passed`: the words can be read; and `tried_since`: a later try was begun.
    """
    tries = Attempt.objects.filter(practitioner=practitioner, module=OuterRef("erratum__module"))
    rows = practitioner.erratum_notices.filter(seen_at=None, **({"erratum__module": module} if module else {}))
    rows = rows.select_related("erratum__module", "attempt").order_by("-noticed_at", "-pk")
    return list(
        rows.annotate(
            passed=Exists(tries.filter(passed=True)),
            tried_since=Exists(tries.filter(number__gt=OuterRef("attempt__number"))),
        )
    )


def to_read(notices: Iterable[ErratumNotice]) -> Iterator[ErratumNotice]:
    return (each for each in notices if each.passed)


def to_try_again(notices: Iterable[ErratumNotice]) -> Iterator[ErratumNotice]:
    """Whose failed try does not count, and who has begun no other."""
    return (each for each in notices if each.erratum.forgives and not each.passed and not each.tried_since)
