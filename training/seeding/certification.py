"""Enrollments, and certifications as imported history: awards, renewals, and the few that were taken away."""

from datetime import date, timedelta

from training.chain import digest_of
from training.evaluation.dates import cycle
from training.models import Cycle, Decision, Enrollment, Renewal
from training.seeding.people import Life, moment
from training.seeding.world import World

SEEN = {"outcome": "ready", "findings": []}
REASON = "Imported history of a made-up roster."


def enrollment(world: World, life: Life) -> list[Enrollment]:
    """Everybody who has begun to train, some weeks later."""
    day = life.needled + timedelta(days=14)
    if life.stage == "new" or day > life.last:
        return []
    return [
        Enrollment(
            practitioner=life.row,
            scheme=world.version.scheme,
            version=world.version,
            enrolled_on=day,
            agreed_at=moment(world, day),
            recorded_at=moment(world, day),
        )
    ]


def cycles(world: World, life: Life) -> list[Cycle]:
    """A row of cycles from one anchor, up to the one that runs; for some the last one was never renewed."""
    plan, found = world.plan, []
    if life.stage not in ("certified", "lapsed", "left"):
        return found
    anchor = life.day(life.needled + timedelta(days=220), life.needled + timedelta(days=400))
    window = cycle(anchor, 0, plan.months, plan.window, plan.grace)
    while window.starts_on <= life.last:
        found.append(opened(world, life, window))
        window = cycle(anchor, window.number + 1, plan.months, plan.window, plan.grace)
    return found[:-1] if life.stage == "lapsed" and len(found) > 1 else found


def opened(world: World, life: Life, window) -> Cycle:
    kind = "renew" if window.number else "award"
    return Cycle(
        practitioner=life.row,
        scheme=world.version.scheme,
        version=world.version,
        decision=decision(world, life, kind, window.starts_on),
        anchor=window.anchor,
        number=window.number,
        starts_on=window.starts_on,
        valid_until=window.valid_until,
        window_opens_on=window.window_opens_on,
        grace_until=window.grace_until,
    )


def decision(world: World, life: Life, kind: str, day: date) -> Decision:
    """An imported decision: it saw no evaluation of ours, and says so."""
    return Decision(
        practitioner=life.row,
        scheme=world.version.scheme,
        kind=kind,
        decided_at=moment(world, day),
        decided_by=world.by,
        effective_on=day,
        reason=REASON,
        evaluation=SEEN,
        evaluation_digest=digest_of("", SEEN),
        imported=True,
    )


def taken_away(world: World, life: Life, own: list[Cycle]) -> list[Decision]:
    """One in a hundred is suspended, one in three hundred revoked, while the last cycle runs."""
    fate = life.luck.random()
    if not own or life.signs or fate > 0.013:
        return []
    day = life.day(own[-1].starts_on, min(own[-1].valid_until, world.today))
    return [decision(world, life, "revoke" if fate < 0.003 else "suspend", day)]


def renewals(world: World, life: Life, own: list[Cycle], taken: list[Decision]) -> list[Renewal]:
    """Of those whose window is open, one in three has submitted the renewal."""
    if not own or taken or life.luck.random() > 0.33:
        return []
    last = own[-1]
    if not last.window_opens_on < world.today <= last.valid_until:
        return []
    day = life.day(last.window_opens_on, world.today)
    return [
        Renewal(
            practitioner=life.row,
            scheme=last.scheme,
            cycle=last,
            submitted_on=day,
            submitted_at=moment(world, day),
            evaluation=SEEN,
        )
    ]
