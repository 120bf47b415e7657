"""Supervised sessions and the signatures under them, each by a supervisor whose license was looked at by then."""

from datetime import date, timedelta

from training.actions.sign import MEANING
from training.body import spots
from training.models import SessionStep, SignOff, SupervisedSession
from training.seeding.people import Life, moment
from training.seeding.world import Signer, World
from training.session_content import content_hash

SPOTS = tuple(spots().values())
SUPERVISION = ("observed", "hands_on", "in_room", "in_room", "independent")


def sessions(world: World, life: Life) -> list[tuple[SupervisedSession, Signer, date]]:
    """The log of training over half a year, by two supervisors; who signs for others trained before their time here."""
    if life.signs or not world.signers:
        return []
    mine, count = life.luck.sample(world.signers, min(2, len(world.signers))), how_many(life)
    days = sorted(life.day(life.needled, life.needled + timedelta(days=190)) for _ in range(count))
    return [session(world, life, life.luck.choice(mine), day) for day in days if day <= life.last]


def how_many(life: Life) -> int:
    """One in four keeps a log of 25 to 30 sessions, the others of six to ten; learners some of them."""
    if life.stage in ("new", "learning"):
        return 0 if life.stage == "new" else life.luck.randrange(0, 12)
    return life.luck.randrange(25, 31) if life.luck.random() < 0.25 else life.luck.randrange(6, 11)


def session(world: World, life: Life, signer: Signer, day: date) -> tuple[SupervisedSession, Signer, date]:
    luck, spot = life.luck, life.luck.choice(SPOTS)
    signed_on = day + timedelta(days=luck.randrange(0, 12))
    row = SupervisedSession(
        practitioner=life.row,
        supervisor_id=signer.practitioner,
        state="signed" if signed_on <= world.today else "submitted",
        happened_on=day,
        clinic=life.clinic,
        mode="in_person" if luck.random() < 0.9 else "telehealth",
        supervision=luck.choice(SUPERVISION),
        spots=[spot.id],
        regions=[spot.region.value],
        side=spot.side.value,
        lung_technique="to_bone" if spot.over_lung else "",
        needle_gauge=30,
        needle_length_mm=luck.choice((30, 40, 50)),
        needle_count=luck.randrange(1, 9),
        stimulation=luck.random() < 0.2,
        twitch=luck.random() < 0.6,
        screened=True,
        consented=True,
        first_with_patient=luck.random() < 0.4,
        age_band=luck.choice(("18_39", "40_64", "over_64")),
        response=luck.choice(("better", "better", "same", "worse")),
        adverse_grade="mild" if luck.random() < 0.08 else "none",
        submitted_at=moment(world, day, 17),
        recorded_at=moment(world, day, 17),
        recorded_by=world.by,
    )
    row.content_hash = content_hash(row)
    return row, signer, signed_on


def sign_off(world: World, row: SupervisedSession, signer: Signer, day: date) -> SignOff:
    """The supervisor's word, with what proved the license that day."""
    at = moment(world, day, 18)
    return SignOff(
        session=row,
        supervisor_id=signer.practitioner,
        signed_by_id=signer.user,
        signed_at=at,
        printed_name=signer.name,
        meaning=MEANING,
        content_hash=row.content_hash,
        proof="password",
        proved_at=at,
        eligibility=proof_of(signer, row.happened_on),
    )


def proof_of(signer: Signer, day: date) -> dict:
    """The newest look by the day, as `queries.eligibility` stores it; the first one where there is none before."""
    look = next((each for each in reversed(signer.looks) if each["checked_on"] <= day.isoformat()), signer.looks[0])
    return {
        "eligible": True,
        "reason": f"License {look['number']}, seen in good standing on {look['checked_on']}.",
        "qualifications": ["licensed_1y", "certified"],
        "license": look,
    }


def steps(world: World, row: SupervisedSession, signer: Signer, day: date) -> list[SessionStep]:
    """Submitted by the desk in the person's name, then signed."""
    submitted = SessionStep(session=row, state="submitted", at=row.submitted_at, by=world.by)
    if row.state != "signed":
        return [submitted]
    return [submitted, SessionStep(session=row, state="signed", at=moment(world, day, 18), by_id=signer.user)]
