"""Does what is stored say what the rules say? Every difference is named; nothing is repaired silently."""

import hashlib
from collections.abc import Iterator

from training.actions.standing import BATCH, computed
from training.models import (
    Attempt,
    Cycle,
    ModuleRevision,
    Practitioner,
    Standing,
    StandingPair,
    StoredFile,
    SupervisedSession,
)
from training.session_content import content_hash


def differences(sample: int | None = None) -> Iterator[str]:
    """Every fault found, as a sentence; `sample` limits the recomputed practitioners."""
    yield from standing_differences(sample)
    yield from cycle_differences()
    yield from session_differences()
    yield from completion_differences()
    yield from file_differences()


def standing_differences(sample: int | None) -> Iterator[str]:
    """Recompute the spans of practitioners and compare them with the stored ones."""
    people = list(Practitioner.objects.order_by("pk").values_list("pk", flat=True)[:sample])
    for start in range(0, len(people), BATCH):
        batch = people[start : start + BATCH]
        rows, pairs = computed(batch)
        yield from compared(
            "span", batch, map(span_key, rows), map(span_key, Standing.objects.filter(practitioner__in=batch))
        )
        yield from compared(
            "pair", batch, map(pair_key, pairs), map(pair_key, StandingPair.objects.filter(practitioner__in=batch))
        )


def compared(word: str, batch, expected, found) -> Iterator[str]:
    expected, found = set(expected), set(found)
    for key in sorted(expected - found, key=str):
        yield f"Practitioner {key[0]}: the {word} {key[1:]} is missing."
    for key in sorted(found - expected, key=str):
        yield f"Practitioner {key[0]}: the {word} {key[1:]} is stored, but the rules say otherwise."


def span_key(row: Standing) -> tuple:
    about = f"jurisdiction {row.jurisdiction_id}" if row.jurisdiction_id else f"scheme {row.scheme_id}"
    return (
        row.practitioner_id,
        about,
        row.starts_on,
        row.ends_on,
        row.outcome,
        row.deadline,
        tuple(row.unmet),
        tuple(row.scope),
    )


def pair_key(row: StandingPair) -> tuple:
    about = f"jurisdiction {row.jurisdiction_id}" if row.jurisdiction_id else f"scheme {row.scheme_id}"
    return (row.practitioner_id, about, row.facts_version, row.rules_version, row.code_version)


def cycle_differences() -> Iterator[str]:
    """Two cycles of one person and scheme never overlap."""
    last = {}
    for cycle in Cycle.objects.order_by("practitioner", "scheme", "starts_on"):
        key = (cycle.practitioner_id, cycle.scheme_id)
        before = last.get(key)
        if before and cycle.starts_on <= before.valid_until:
            yield f"Cycle {cycle.pk} starts before cycle {before.pk} ends, on {before.valid_until}."
        last[key] = cycle


def session_differences() -> Iterator[str]:
    """A signed session has its signature, on exactly its text as it stands; no other has one."""
    for session in SupervisedSession.objects.filter(state="signed", sign_off=None):
        yield f"Session {session.pk} is signed, but has no signature."
    for session in SupervisedSession.objects.exclude(sign_off=None).select_related("sign_off").iterator():
        if session.sign_off.content_hash != session.content_hash:
            yield f"Session {session.pk}: the signature is on another text."
        elif content_hash(session) != session.content_hash:
            yield f"Session {session.pk}: what was signed was changed afterward."


def completion_differences() -> Iterator[str]:
    """A passed attempt has its completion; a module's current revision is one of its own."""
    for attempt in Attempt.objects.filter(passed=True, completion=None):
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
