"""What changed in a module since somebody completed it, or since they last confirmed having read it."""

from dataclasses import dataclass

from django.db.models import Max

from training.models import Module, ModuleRevision, Practitioner, Publication, Reattestation
from training.queries.publications import material_after, requests_to_read
from training.wordings import asked_of, written_of

Closed = Reattestation.Closed


@dataclass(frozen=True, slots=True)
class Changed:
    """`before` is the revision that the person knows, `notes` the material acts since it, the oldest first.

    `lessons` are those of today's revision that are new or say something else, with `number` and `is_new`; `gone` are
    titles of lessons that are no more.
    """

    asked: Reattestation
    before: ModuleRevision
    notes: list[Publication]
    lessons: list[dict]
    gone: list[str]
    quiz_changed: bool

    @property
    def module(self) -> Module:
        return self.asked.module

    @property
    def revision(self) -> ModuleRevision:
        return self.module.current

    @property
    def statement(self) -> str:
        """What the person confirms."""
        return f"I have read what changed in “{self.revision.title}” since revision {self.before.number}."

    def place_of(self, number: int) -> int | None:
        """Where among the changed lessons the lesson with this number stands, from 0; None where it did not change."""
        return next((place for place, each in enumerate(self.lessons) if each["number"] == number), None)


def waiting(practitioner: Practitioner, **about) -> list[Reattestation]:
    """What the person is asked to read, the newest first."""
    rows = requests_to_read(practitioner=practitioner, **about)
    return list(rows.select_related("publication__revision", "module__current").order_by("-opened_at", "-pk"))


def what_changed(asked: Reattestation) -> Changed:
    """From the revision that the person completed or confirmed last, whichever is later, to today's."""
    before, place = last_known(asked)
    lessons, gone = compared(before.lessons, asked.module.current.lessons)
    return Changed(
        asked=asked,
        before=before,
        notes=notes_for(asked, place),
        lessons=lessons,
        gone=gone,
        quiz_changed=quiz_of(before) != quiz_of(asked.module.current),
    )


def notes_since(asked: Reattestation) -> list[Publication]:
    """The material acts since the revision that the person knows."""
    return notes_for(asked, last_known(asked)[1])


def notes_for(asked: Reattestation, place: int) -> list[Publication]:
    return material_after(asked.module, place) or [asked.publication]


def last_known(asked: Reattestation) -> tuple[ModuleRevision, int]:
    """The revision that the person completed, or confirmed to have read the changes of, and its act of publishing."""
    rows = ModuleRevision.objects.filter(module=asked.module_id, completions__practitioner=asked.practitioner_id)
    done = max(rows.annotate(place=Max("publications")), key=lambda row: (row.place or 0, row.number))
    confirmed = last_confirmed(asked)
    if confirmed and confirmed.pk > (done.place or 0):
        return confirmed.revision, confirmed.pk
    return done, done.place or 0


def last_confirmed(asked: Reattestation) -> Publication | None:
    mine = {"reattestations__practitioner": asked.practitioner_id, "reattestations__closed": Closed.ATTESTED}
    rows = Publication.objects.filter(module=asked.module_id, **mine)
    return rows.select_related("revision").order_by("pk").last()


def compared(before: list[dict], after: list[dict]) -> tuple[list[dict], list[str]]:
    """Lessons that are new or changed, by their ids and what was written of them, and the titles of those gone."""
    old = {each["id"]: written_of(each) for each in before}
    changed = [
        each | {"number": number, "is_new": each["id"] not in old}
        for number, each in enumerate(after, 1)
        if old.get(each["id"]) != written_of(each)
    ]
    left = {each["id"] for each in after}
    return changed, [each["title"] for each in before if each["id"] not in left]


def quiz_of(revision: ModuleRevision) -> dict:
    """What the quiz asks and how, by question."""
    questions = {each["id"]: asked_of(each) for each in revision.questions}
    return {"questions": questions, "draws": revision.draws, "needed": revision.pass_correct}


def last_ended(practitioner: Practitioner, module: Module) -> Reattestation | None:
    """The request about the module that ended last."""
    rows = Reattestation.objects.filter(practitioner=practitioner, module=module, closed_at__isnull=False)
    return rows.order_by("closed_at", "pk").last()
