"""One act of a demonstration's life each, by the same actions that the screens call."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from allauth.account.models import EmailAddress
from weasyprint import HTML

from certificates.issue import issue_all
from certificates.issue_completion import issue_completion
from certificates.reading import read
from certificates.sharing.shares import of_person, open_share
from cms.demo.house import CPR, PASSWORD, STATEMENT, House
from training.actions import (
    accommodation,
    assignment,
    decision,
    enrollment,
    evidence_review,
    evidence_submit,
    joining,
    learning,
    license,
    license_check,
    profile,
    renewal,
    session,
    sign,
)
from training.models import Jurisdiction, Module, Practitioner, SupervisedSession, User
from training.queries.organization import zone
from training.queries.standing import certification
from training.uploads import Upload

BOARDS = {
    "US-FL": "Florida Department of Health, license search",
    "US-CO": "Colorado DORA, license look-up",
    "US-PA": "Pennsylvania Department of State, license search",
    "US-NY": "New York Office of the Professions, license search",
    "US-TN": "Tennessee Department of Health, license verification",
    "US-MD": "Maryland Board of Physical Therapy Examiners, license verification",
}


NUMBERS = {
    "US-FL": "PT {}",
    "US-CO": "PTL.00{}",
    "US-PA": "PT0{}",
    "US-NY": "0{}-01",
    "US-TN": "PT000{}",
    "US-MD": "2{}",
}


def at(day: date, hour: int = 15) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=zone())


@dataclass
class Life:
    """One person while their history is played."""

    house: House
    person: Practitioner
    luck: random.Random
    licenses: dict = field(default_factory=dict)

    @property
    def actor(self) -> User:
        """Who enters it: the person, or the manager for somebody without a login."""
        return self.person.user or self.house.manager


def born(
    house: House,
    name: str,
    sort_name: str,
    email: str,
    code: str,
    day: date,
    luck: random.Random,
    profession: str = "physical_therapist",
) -> Life:
    """Signs up, makes a record, and is admitted by the manager on the same day."""
    first, _, last = name.partition(" ")
    user = User.objects.create_user(email, None, first_name=first[:150], last_name=last[:150])
    if email.endswith("@pinpoint.example"):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    person = profile.create(
        by=user,
        full_name=name,
        sort_name=sort_name,
        profession=profession,
        phone="",
        clinic=house.clinics[code],
        now=at(day, 9),
    )
    person = joining.admit(by=house.manager, request=person.join_requests.get(), now=at(day, 10), today=day)
    return Life(house, person, luck)


def also_at(life: Life, day: date, code: str) -> None:
    assignment.assign(
        by=life.house.manager,
        practitioner=life.person,
        clinic=life.house.clinics[code],
        starts_on=day,
        ends_on=None,
        now=at(day, 9),
        today=day,
    )


def licensed(life: Life, day: date, code: str, issued_on: date, expires_on: date) -> None:
    life.licenses[code] = license.add(
        by=life.actor,
        practitioner=life.person,
        jurisdiction=Jurisdiction.objects.get(code=code),
        type="license",
        number=NUMBERS[code].format(life.luck.randrange(10_000, 99_999)),
        home=None,
        issued_on=issued_on,
        expires_on=expires_on,
        now=at(day, 10),
        today=day,
    )


def checked(life: Life, day: date, code: str, *, good: bool = True, expires_on: date | None = None) -> None:
    row = life.licenses[code]
    look = {
        "checked_on": day,
        "method": "web",
        "source": BOARDS[code],
        "source_url": "",
        "shows": True,
        "status_shown": "CLEAR/ACTIVE" if good else "NULL AND VOID",
        "in_good_standing": good,
        "encumbered": False,
        "issued_on": row.issued_on,
        "expires_on": expires_on or row.expires_on,
        "note": "",
    }
    license_check.record_check(by=life.house.manager, license=row, look=look, now=at(day, 11), today=day)


@lru_cache
def paper(title: str) -> bytes:
    """A plain course certificate, so that the evidence has a file one can open."""
    html = f"<title>{title}</title><h1>{title}</h1><p>Certificate of attendance. Made for the demonstration.</p>"
    return HTML(string=html).write_pdf()


def evidenced(life: Life, day: date, kind: str, title: str, *, lines=(), accept_after: int | None = 3, **given):
    """Submit evidence; the manager accepts it some days later, unless `accept_after` is None."""
    values = {"title": title, "provider": "", "approval_number": "", "happened_on": day, "ends_on": None}
    values |= {"jurisdiction": None, "score": None} | given
    uploads = [] if kind == "attestation" else [Upload(f"{title}.pdf", "application/pdf", paper(title))]
    row = evidence_submit.submit(
        by=life.actor,
        practitioner=life.person,
        kind=kind,
        values=values,
        lines=lines,
        uploads=uploads,
        now=at(day, 18),
        today=day,
    )
    if accept_after is not None:
        read_on = day + timedelta(days=accept_after)
        hour = 9 if accept_after else 19  # on the same day after it was handed in
        evidence_review.accept(by=life.house.manager, evidence=row, now=at(read_on, hour), today=read_on)
    return row


def course(life: Life, day: date, title: str, hours: dict[str, int], mode: str = "in_person", **given):
    lines = [{"subject": subject, "mode": mode, "minutes": 60 * amount} for subject, amount in hours.items()]
    provider = given.pop("provider", "Meridian Needling Institute")
    return evidenced(life, day, "credit", title, lines=lines, provider=provider, **given)


# What the demonstration's courses teach: body regions and techniques.
UPPER = ["neck", "upper_back", "shoulder", "upper_arm", "forearm_hand", "superficial", "deep"]
LOWER = ["low_back", "hip_buttock", "thigh", "knee", "lower_leg", "superficial", "deep"]
FOUNDATIONS = {"theory": 4, "technique": 6, "indications": 4, "skill": 9, "aftercare": 4}
ADVANCED = {"technique": 8, "indications": 3, "skill": 12, "aftercare": 4}


def cpr(life: Life, day: date) -> None:
    evidenced(
        life, day, "credential", CPR, ends_on=day.replace(day=1, year=day.year + 2), provider="American Red Cross"
    )


FLORIDA_FILING = "Dry needling attestation (DH5057-MQA)"
FINDING = "Instructor's finding of psychomotor skill"
NO_MORE_SESSIONS = "Supervisor's statement that no more supervised sessions are needed"
SESSIONS_ELSEWHERE = "Statement of 25 sessions as a licensed physical therapist or in the armed forces"
SCHOOL = "Statement that school covered the 50 foundation hours"
TENNESSEE_APPROVAL = "Approval of training taken out of state"


def filed(life: Life, day: date, code: str, name: str) -> None:
    evidenced(life, day, "filing", name, jurisdiction=Jurisdiction.objects.get(code=code), accept_after=1)


def stated(life: Life, day: date, name: str = STATEMENT) -> None:
    evidenced(life, day, "attestation", name, accept_after=0)


def learned(life: Life, day: date, module: Module, *, wrong: int = 0) -> None:
    """Read every part and take the quiz, with so many wrong answers."""
    revision = module.current
    for lesson in revision.lessons:
        learning.read_lesson(
            by=life.actor, practitioner=life.person, revision=revision, lesson=lesson["id"], now=at(day, 19)
        )
    attempt = learning.start(by=life.actor, practitioner=life.person, module=module, now=at(day, 20))
    asked = [question for question in revision.questions if question["id"] in attempt.questions]
    chosen = {question["id"]: list(question["answer"]) for question in asked}
    chosen |= {question["id"]: [wrong_answer(question)] for question in asked[:wrong]}
    learning.answer(by=life.actor, attempt=attempt, chosen=chosen, now=at(day, 20))
    learning.submit(by=life.actor, attempt=attempt, now=at(day, 20) + timedelta(minutes=12), today=day)


def printed(life: Life, day: date, code: str) -> None:
    """Ask for the certificate of the first module, with the number of a license."""
    issue_completion(
        by=life.actor,
        completion=life.person.completions.select_related("revision", "practitioner").earliest("pk"),
        license=life.licenses[code],
        seen_name=life.person.full_name,
        seen_code="",
        now=at(day, 21),
        today=day,
    )


def shared(life: Life, day: date) -> None:
    """Give the first certificate a page to send, without its PDF."""
    paper = of_person(life.person).earliest("pk")
    open_share(by=life.actor, certificate=paper, reading=read(paper, day), with_pdf=False, now=at(day, 21))


def wrong_answer(question: dict) -> str:
    others = [option["id"] for option in question["options"] if option["id"] not in question["answer"]]
    return others[0] if others else "0"


def more_time(life: Life, day: date) -> None:
    """The manager grants half as much time again at quizzes."""
    accommodation.grant(
        by=life.house.manager,
        practitioner=life.person,
        extra_percent=50,
        basis="Agreed with human resources, whose letter is on file there.",
        starts_on=day,
        ends_on=None,
        now=at(day, 9),
        today=day,
    )


SPOTS = [
    "neck-back-left",
    "glute-right",
    "calf-left",
    "forearm-back-right",
    "quad-left",
    "delt-back-right",
    "low-back-left",
]


def practiced(
    life: Life, day: date, supervisor: Practitioner, code: str, *, outcome: str = "signed"
) -> SupervisedSession:
    """Log a session; the supervisor signs or returns it the next day, or it waits (`submitted`, `draft`)."""
    values = entry(life, day, supervisor, code)
    row = session.draft(by=life.actor, practitioner=life.person, values=values, now=at(day, 17))
    if outcome != "draft":
        row = session.submit(by=life.actor, session=row, now=at(day, 18))
    next_day = at(day + timedelta(days=1), 8)
    if outcome == "signed":
        sign.sign(
            by=supervisor.user,
            session=row,
            content_hash=row.content_hash,
            proof="password",
            proved_at=next_day - timedelta(minutes=2),
            now=next_day,
        )
    if outcome == "returned":
        comment = "The needle count does not match the two spots. Look again, then send it back."
        sign.send_back(by=supervisor.user, session=row, content_hash=row.content_hash, comment=comment, now=next_day)
    return row


def entry(life: Life, day: date, supervisor: Practitioner, code: str) -> dict:
    """What was written of a session: nobody is in the room by telehealth."""
    luck = life.luck
    values = {
        "supervisor": supervisor,
        "happened_on": day,
        "clinic": life.house.clinics[code],
        "mode": "telehealth" if luck.random() < 0.15 else "in_person",
        "supervision": luck.choice(["hands_on", "in_room", "in_room", "observed"]),
        "spots": sorted(luck.sample(SPOTS, luck.choice([1, 1, 2]))),
        "lung_technique": "",
        "needle_gauge": luck.choice([25, 30, 30, 35]),
        "needle_length_mm": luck.choice([30, 40, 50]),
        "needle_count": luck.randrange(2, 9),
        "stimulation": luck.random() < 0.2,
        "twitch": luck.random() < 0.7,
        "screened": True,
        "consented": True,
        "first_with_patient": luck.random() < 0.4,
        "age_band": luck.choice(["18_39", "40_64", "over_64"]),
        "response": luck.choice(["better", "better", "same"]),
        "adverse_grade": "mild" if luck.random() < 0.06 else "none",
        "competencies": sorted(luck.sample(["palpation", "insertion", "manipulation", "surface_anatomy"], 2)),
    }
    if values["mode"] == "telehealth" and values["supervision"] == "in_room":
        values["supervision"] = "remote"
    return values


def enrolled(life: Life, day: date) -> None:
    enrollment.enroll(by=life.actor, practitioner=life.person, scheme=life.house.scheme, now=at(day, 12), today=day)


def decided(life: Life, day: date, kind: str, reason: str, **given) -> None:
    """The manager decides, and what the decision calls for is printed."""
    person, scheme = life.person, life.house.scheme
    made = decision.decide(
        by=life.house.manager,
        practitioner=person,
        scheme=scheme,
        kind=kind,
        reason=reason,
        effective_on=day,
        seen_digest=certification(person, scheme, day).digest,
        seen_name=person.full_name,
        now=at(day, 14),
        today=day,
        **given,
    )
    issue_all(decision=made, by=life.house.manager, now=at(day, 14))


def submitted_renewal(life: Life, day: date) -> None:
    renewal.submit(by=life.actor, practitioner=life.person, scheme=life.house.scheme, now=at(day, 13), today=day)
