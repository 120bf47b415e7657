"""Made-up people become rows: a batch in a transaction, each table at once, the spans by the ordinary computation."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from training.actions import Refused
from training.actions.standing import refresh
from training.chain import hash_of
from training.models import (
    Assignment,
    Attempt,
    AuditEvent,
    Completion,
    CreditLine,
    Cycle,
    Decision,
    Enrollment,
    Evidence,
    EvidenceStep,
    Jurisdiction,
    License,
    LicenseCheck,
    Practitioner,
    Renewal,
    SessionStep,
    SignOff,
    SupervisedSession,
    User,
)
from training.queries.spans import collector_at_rest
from training.seeding import certification, evidence, licenses, sessions
from training.seeding.people import Life, assignments, life, record, roster_of
from training.seeding.world import Signer, World

BATCH = 500
LEARNERS_PER_SIGNER = 60
RESERVED = r"[@.]example(\.(com|net|org))?$"  # RFC 2606: nobody real has such an address


def refuse_real_data(seed: int) -> None:
    """Raise `Refused` where real people may be on record, or this roster is."""
    if settings.PRODUCTION:
        raise Refused("Made-up people are for trials: this installation runs in production mode.")
    if User.objects.exclude(email__iregex=RESERVED).exists():
        raise Refused("Somebody who is not made up can sign in here. Made-up people go into a database of their own.")
    if Practitioner.objects.filter(email__endswith=f"@{roster_of(seed)}").exists():
        raise Refused(f"The roster of seed {seed} is here already. Choose another seed.")


def seed(world: World, seed: int, people: int) -> Iterator[int]:
    """Write so many people; yields how many are written after each batch. Who signs sessions comes first."""
    refuse_real_data(seed)
    signers = min(max(2, people // LEARNERS_PER_SIGNER), people)
    written = 0
    for first, last in [*spans(0, signers), *spans(signers, people)]:
        lives = [life(world, seed, number, signs=last <= signers) for number in range(first, last)]
        with collector_at_rest(), transaction.atomic():
            write(world, seed, lives)
        written += len(lives)
        yield written


def spans(first: int, last: int) -> list[tuple[int, int]]:
    return [(start, min(start + BATCH, last)) for start in range(first, last, BATCH)]


def write(world: World, seed: int, lives: list[Life]) -> None:
    """All rows of these people, their audit events and their spans."""
    people = [record(world, each, seed) for each in lives]
    save(User, [row.user for row in people if row.user])
    save(Practitioner, people)
    save(Assignment, [row for each in lives for row in assignments(world, each)])
    write_licenses(world, seed, lives)
    write_evidence(world, lives)
    write_sessions(world, lives)
    write_certifications(world, lives)
    save(AuditEvent, [made_up(world, row) for row in people])
    refresh([row.pk for row in people])


def save(model, rows: list) -> None:
    model.objects.bulk_create(rows, batch_size=2000)


def write_licenses(world: World, seed: int, lives: list[Life]) -> None:
    rows = {each.number: licenses.licenses(world, each, seed) for each in lives}
    looks = [(each, licenses.checks(world, each, rows[each.number])) for each in lives]
    save(License, [row for own in rows.values() for row in own if row.home is None])
    save(License, [row for own in rows.values() for row in own if row.home is not None])
    save(LicenseCheck, [look for _, own in looks for look in own])
    codes = dict(Jurisdiction.objects.values_list("pk", "code"))
    world.signers += [signer(each, own, codes) for each, own in looks if each.signs and own]


def signer(life: Life, looks: list[LicenseCheck], codes: dict[int, str]) -> Signer:
    """Who may sign from now on, with what proves the license."""
    home = looks[0].license_id
    proofs = tuple(proof(look, codes) for look in looks if look.license_id == home)
    return Signer(life.row.pk, life.row.user_id, life.row.full_name, life.start, proofs)


def proof(look: LicenseCheck, codes: dict[int, str]) -> dict:
    row = look.license
    return {
        "id": row.pk,
        "check": look.pk,
        "jurisdiction": codes[row.jurisdiction_id],
        "type": row.type,
        "number": row.number,
        "checked_on": look.checked_on.isoformat(),
        "issued_on": look.issued_on.isoformat(),
        "expires_on": look.expires_on.isoformat(),
    }


def write_evidence(world: World, lives: list[Life]) -> None:
    places = dict(Jurisdiction.objects.values_list("code", "pk"))
    courses = [pair for each in lives for pair in evidence.courses(world, each)]
    rows = [row for row, _ in courses] + [row for each in lives for row in evidence.papers(world, each, places)]
    save(Evidence, rows)
    save(CreditLine, [line for _, lines in courses for line in lines])
    save(EvidenceStep, evidence.steps(world, rows))
    passed = [pair for each in lives for pair in evidence.completions(world, each)]
    save(Attempt, [attempt for attempt, _ in passed])
    save(Completion, [completion for _, completion in passed])


def write_sessions(world: World, lives: list[Life]) -> None:
    entries = [entry for each in lives for entry in sessions.sessions(world, each)]
    save(SupervisedSession, [row for row, _, _ in entries])
    save(SignOff, [sessions.sign_off(world, *entry) for entry in entries if entry[0].state == "signed"])
    save(SessionStep, [step for entry in entries for step in sessions.steps(world, *entry)])


def write_certifications(world: World, lives: list[Life]) -> None:
    save(Enrollment, [row for each in lives for row in certification.enrollment(world, each)])
    own = {each.number: certification.cycles(world, each) for each in lives}
    taken = {each.number: certification.taken_away(world, each, own[each.number]) for each in lives}
    save(Decision, [row.decision for rows in own.values() for row in rows] + [row for r in taken.values() for row in r])
    save(Cycle, [row for rows in own.values() for row in rows])
    waiting = (certification.renewals(world, each, own[each.number], taken[each.number]) for each in lives)
    save(Renewal, [row for rows in waiting for row in rows])


def made_up(world: World, row: Practitioner) -> AuditEvent:
    """The first link of the person's chain: the whole record was made up at once, by this command."""
    event = AuditEvent(
        chain=f"p:{row.pk}",
        sequence=1,
        at=world.now,
        actor_id=world.by.pk,
        action="roster.make_up",
        subject_type="practitioner",
        subject_id=str(row.pk),
        fields=["full_name", "sort_name"],
    )
    event.hash = hash_of(event.link)
    return event
