"""Does what is stored say what the rules say? Every difference is named; nothing is repaired silently."""

import hashlib
import secrets
from array import array
from collections.abc import Collection, Iterator
from itertools import islice
from random import Random

from django.db import transaction

from training.models import (
    Attempt,
    Jurisdiction,
    LinkSignature,
    ModuleRevision,
    Practitioner,
    Scheme,
    Standing,
    StandingPair,
    StoredFile,
    SupervisedSession,
)
from training.queries.cycle_faults import act_differences, cycle_differences
from training.queries.decision_faults import decision_differences
from training.queries.look_faults import look_differences
from training.queries.notice import Notice
from training.queries.publication_faults import publication_differences
from training.queries.signature_faults import signature_differences
from training.queries.standing_rows import BATCH, computed
from training.session_content import content_hash


def differences(sample: int | None = None, seed: int | None = None) -> Iterator[str]:
    """Every fault found, as a sentence.

    `sample` limits the recomputed practitioners to so many, chosen at random; the same `seed` chooses the same ones.
    A `Notice` among the sentences is no fault.
    """
    seed = secrets.randbits(32) if seed is None else seed
    yield from standing_differences(sample, seed)
    yield from decision_differences(None if sample is None else list(chosen(sample, seed)))
    yield from cycle_differences()
    yield from act_differences()
    yield from look_differences()
    yield from session_differences()
    yield from link_signature_differences()
    yield from signature_differences()
    yield from completion_differences()
    yield from publication_differences()
    yield from file_differences()


def standing_differences(sample: int | None = None, seed: int | None = None) -> Iterator[str]:
    """Recompute the spans of practitioners, a batch at a time, and compare them with the stored ones.

    Who differs is looked at again with the row locked: an act between the two reads is no fault. Answers that their
    own counters call out of date are not compared: after an upgrade those are all of them.
    """
    names, late = Names(), 0
    for batch in batches_of(chosen(sample, seed)):
        doubted = sorted({person for person, _ in compared_with_stored(batch, names)})
        if doubted:
            with transaction.atomic():
                held = Practitioner.objects.select_for_update(no_key=True).filter(pk__in=doubted).order_by("pk")
                found = list(compared_with_stored(list(held.values_list("pk", flat=True)), names))
            yield from (words for _, words in found if words)
            late += len({person for person, words in found if not words})
    if late:
        yield out_of_date(late)


def compared_with_stored(people: list[int], names: "Names") -> Iterator[tuple[int, str]]:
    """Each difference with the person whom it is about; without words where the answer is out of date."""
    rows, pairs = computed(people)
    stored, kept = (list(model.objects.filter(practitioner__in=people)) for model in (Standing, StandingPair))
    late = behind(pairs, kept)
    rows, pairs, stored, kept = (
        [row for row in each if about(row) not in late] for each in (rows, pairs, stored, kept)
    )
    yield from ((person, "") for person, *_ in late)
    yield from compared("answer", map(names.span, rows), map(names.span, stored))
    yield from compared("counters", map(names.pair, pairs), map(names.pair, kept))


def behind(expected: Collection[StandingPair], kept: Collection[StandingPair]) -> set[tuple]:
    """What the pairs are about that say themselves that facts, rules or code moved on. None of them can be ahead."""
    now, then = ({about(pair): counters(pair) for pair in pairs} for pairs in (expected, kept))
    return {
        key
        for key in now.keys() & then.keys()
        if now[key] != then[key] and all(old <= new for old, new in zip(then[key], now[key], strict=True))
    }


def about(row: Standing | StandingPair) -> tuple:
    return row.practitioner_id, row.jurisdiction_id, row.scheme_id


def counters(pair: StandingPair) -> tuple[int, int, int]:
    return pair.facts_version, pair.rules_version, pair.code_version


def out_of_date(people: int) -> Notice:
    whose = "1 practitioner are" if people == 1 else f"{people:,} practitioners are"
    return Notice(
        f"Stored answers of {whose} out of date, as their counters say, and were not compared: "
        "`manage.py refresh_standings --stale` brings them up to date."
    )


def chosen(sample: int | None, seed: int | None) -> Iterator[int]:
    """The keys of the practitioners to recompute, in order: all of them, or some at random."""
    people = Practitioner.objects.order_by("pk").values_list("pk", flat=True)
    if sample is None:
        return people.iterator()
    keys = array("q", people.iterator())
    return iter(sorted(Random(seed).sample(keys, min(sample, len(keys)))))  # noqa: S311  no secret, only a choice


def batches_of(keys: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(keys, BATCH)):
        yield batch


def compared(word: str, expected, found) -> Iterator[tuple[int, str]]:
    """What the rules say and is not stored, and what is stored and the rules do not say."""
    expected, found = dict(expected), dict(found)
    for key in sorted(expected.keys() - found.keys(), key=str):
        yield key[0], f"Practitioner {expected[key]} is missing ({word})."
    for key in sorted(found.keys() - expected.keys(), key=str):
        yield key[0], f"Practitioner {found[key]} is stored, but the rules say otherwise ({word})."


class Names:
    """Rows as what makes them equal, with the words that name them."""

    def __init__(self):
        self.places = dict(Jurisdiction.objects.values_list("pk", "code"))
        self.schemes = dict(Scheme.objects.values_list("pk", "slug"))

    def about(self, row) -> str:
        if row.jurisdiction_id:
            return f"jurisdiction {self.places[row.jurisdiction_id]}"
        return f"scheme {self.schemes[row.scheme_id]}"

    def span(self, row: Standing) -> tuple[tuple, str]:
        said = (row.outcome, row.deadline, tuple(row.unmet), tuple(row.scope))
        key = (row.practitioner_id, self.about(row), row.starts_on, row.ends_on, *said)
        about = {"deadline": row.deadline, "unmet": ", ".join(row.unmet), "scope": ", ".join(row.scope)}
        more = "".join(f", {name} {value}" for name, value in about.items() if value)
        words = f"{row.practitioner_id}, {self.about(row)}: {row.outcome} from {row.starts_on} to {row.ends_on}{more}"
        return key, words

    def pair(self, row: StandingPair) -> tuple[tuple, str]:
        said = counters(row)
        words = "{}, {}: facts {}, rules {}, code {}".format(row.practitioner_id, self.about(row), *said)
        return (row.practitioner_id, self.about(row), *said), words


def session_differences() -> Iterator[str]:
    """A signed session has its signature, on exactly its text as it stands; no other has one."""
    for session in SupervisedSession.objects.filter(state="signed", sign_off=None).iterator():
        yield f"Session {session.pk} is signed, but has no signature."
    for session in SupervisedSession.objects.filter(state="void").exclude(voids__outcome="confirmed").iterator():
        yield f"Session {session.pk} is void, but nobody confirmed it."
    for session in SupervisedSession.objects.filter(voids__outcome="confirmed").exclude(state="void").iterator():
        yield f"Session {session.pk} was voided, but is {session.state}."
    for session in SupervisedSession.objects.filter(state="signed", superseded_at__isnull=False).iterator():
        if not session.amendments.filter(state__in=["signed", "void"]).exists():
            yield f"Session {session.pk} was replaced, but no signed version replaces it."
    for session in SupervisedSession.objects.exclude(sign_off=None).select_related("sign_off").iterator():
        if session.sign_off.content_hash != session.content_hash:
            yield f"Session {session.pk}: the signature is on another text."
        elif content_hash(session) != session.content_hash:
            yield f"Session {session.pk}: what was signed was changed afterward."


def link_signature_differences() -> Iterator[str]:
    """What waits to be verified has one signature by link that waits, on exactly its text; nothing else has one."""
    waiting = LinkSignature.objects.filter(outcome=LinkSignature.Outcome.WAITING)
    unsigned = SupervisedSession.objects.filter(state="to_verify").exclude(pk__in=waiting.values("session"))
    for session in unsigned.iterator():
        yield f"Session {session.pk} waits to be verified, but has no signature by link."
    for each in waiting.select_related("session").iterator():
        if each.session.state != "to_verify":
            yield f"Session {each.session_id} has a signature that waits to be verified, but is {each.session.state}."
        elif content_hash(each.session) != each.content_hash:
            yield f"Session {each.session_id}: what was signed by link was changed afterward."


def completion_differences() -> Iterator[str]:
    """A passed attempt has its completion; a module's current revision is one of its own."""
    for attempt in Attempt.objects.filter(passed=True, completion=None).iterator():
        yield f"Attempt {attempt.pk} passed, but has no completion."
    for revision in ModuleRevision.objects.exclude(module__current=None).select_related("module__current"):
        if revision.module.current.module_id != revision.module_id:
            yield f"Module {revision.module_id}: the current revision belongs to another module."


def file_differences() -> Iterator[str]:
    """Each stored file is there, with the bytes it was stored with."""
    for row in StoredFile.objects.iterator():
        try:
            with row.file.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            yield f"File {row.pk} is missing."
            continue
        if found != row.sha256:
            yield f"File {row.pk} was changed: its hash differs."
