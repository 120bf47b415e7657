"""Asking those who completed a module to read what a material change brought. Nothing that they completed changes.

The module's row is locked before a person's request is opened or ended by an act on the module: `freeze` and `retire`
hold it, and so does `settle` for somebody who completes the module at the same moment. A person's own act, `attest`,
needs their row alone.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from training.actions import Refused
from training.actions.audit import record
from training.actions.mail import Letter, address_of, queue_many
from training.actions.once import held
from training.models import Completion, Module, ModuleRevision, Practitioner, Publication, Reattestation
from training.queries.publications import MATERIAL, completed, concerned, material_after, open_requests, place_of

AT_A_TIME = 500
Closed = Reattestation.Closed


def ask(publication: Publication, *, now: datetime) -> int:
    """Take what an act of publishing means to each person who completed the module; how many are asked to read.

    Who completed the very revision that people start now has nothing to read any more. The caller holds the module.
    """
    module, revision = publication.module, publication.revision
    end(open_requests(module=module, practitioner__in=holders_of(revision)), Closed.UNDONE, now)
    if publication.change != MATERIAL:
        return 0
    end(open_requests(module=module), Closed.REPLACED, now)
    people = list(concerned(module, revision.content_hash))
    for start in range(0, len(people), AT_A_TIME):
        batch = Practitioner.objects.filter(pk__in=people[start : start + AT_A_TIME]).select_related("user")
        open_for(batch, publication, now)
    return len(people)


def holders_of(revision: ModuleRevision):
    return Completion.objects.current().filter(revision=revision).values("practitioner")


def open_for(people: Iterable[Practitioner], publication: Publication, now: datetime) -> None:
    """Open a request for each, and write each a letter: a constant number of statements."""
    people = list(people)
    given = {"module": publication.module, "publication": publication, "opened_at": now}
    Reattestation.objects.bulk_create(Reattestation(practitioner=person, **given) for person in people)
    queue_many([letter(person, publication) for person in people], now=now)


def letter(person: Practitioner, publication: Publication) -> Letter:
    """One for a person and an act of publishing."""
    return Letter(
        key=f"change:{publication.pk}:{person.pk}",
        to=address_of(person),
        subject=f"What changed in “{publication.revision.title}”",
        template="material_change",
        context={"practitioner": person, "publication": publication, "revision": publication.revision},
        practitioner=person,
    )


def end(requests, how: str, now: datetime) -> int:
    """Close these open requests in one statement; how many there were. An act that began earlier ends no earlier."""
    ended = requests.filter(opened_at__lte=now).update(closed=how, closed_at=now)
    for row in requests.filter(opened_at__gt=now):
        ended += requests.filter(pk=row.pk).update(closed=how, closed_at=row.opened_at)
    return ended


def settle(*, person: Practitioner, revision: ModuleRevision, now: datetime) -> None:
    """What a completion, written a moment ago in this transaction, means for the requests of its module.

    It ends an open one, if it holds every material change. If it is of an older revision, the person is asked: those
    who publish at the same moment may not have seen the completion. The lock decides who sees whom.
    """
    module = Module.objects.select_for_update(no_key=True).get(pk=revision.module_id)
    since = material_after(module, place_of(revision))
    if not since:
        end(open_requests(module=module, practitioner=person), Closed.PASSED, now)
    elif module.current_id and not is_known(person, since[-1]):
        open_for([person], since[-1], now)
        opened = Reattestation.objects.get(practitioner=person, publication=since[-1])
        record(action="reattestation.open", by=None, subject=opened, practitioner=person, now=now)


def is_known(person: Practitioner, publication: Publication) -> bool:
    """Whether the person was asked about this change, or holds a completion of what people start now."""
    asked = publication.reattestations.filter(practitioner=person).exists()
    module = publication.module
    return asked or completed(module).filter(practitioner=person, revision=module.current_id).exists()


@transaction.atomic
def attest(*, by, asked: Reattestation, statement: str, now: datetime) -> Reattestation:
    """The person confirms, in these words, to have read what changed. A second click changes nothing."""
    person = held(asked.practitioner)
    words = {"closed": Closed.ATTESTED, "closed_at": max(now, asked.opened_at), "statement": statement}
    if open_requests(pk=asked.pk).update(**words):
        record(
            action="reattestation.attest",
            by=by,
            subject=asked,
            practitioner=person,
            fields=["statement"],
            values=statement,
            now=now,
        )
    asked.refresh_from_db()
    if asked.closed != Closed.ATTESTED:
        raise Refused(WHY[asked.closed])
    return asked


WHY = {
    Closed.REPLACED: "The module changed again meanwhile. Read what changed since, then confirm it.",
    Closed.RETIRED: "The module was retired meanwhile, so there is nothing left to confirm.",
    Closed.UNDONE: "The change was taken back meanwhile, so there is nothing left to confirm.",
    Closed.PASSED: "You passed the newest revision meanwhile, so there is nothing left to confirm.",
}
