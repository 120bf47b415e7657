"""What the story needs before it begins: the demonstration's house, a supervisor, a small module and a small scheme."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from allauth.account.models import EmailAddress

from cms.demo import acts, house
from training.actions import assignment
from training.actions.module import freeze
from training.actions.scheme import adopt_scheme_version
from training.models import Module, Scheme, SchemeVersion
from training.trees import block

START = datetime(2027, 3, 1, 16, 0, tzinfo=UTC)  # 11 in New York, 9 in Denver
MANAGER, SUPERVISOR, THERAPIST = "manager@pinpoint.example", "supervisor@pinpoint.example", "nora@example.org"
KIM = "kim@pinpoint.example"
PASSWORD = house.PASSWORD
RIGHT = {"What comes first?": "Screening", "A used needle goes into": "The sharps container"}


@dataclass(frozen=True)
class World:
    place: house.House
    scheme: Scheme
    module: Module


def question(place: int, text: str, right: str, wrong: str) -> dict:
    options = [{"id": "a", "text": wrong}, {"id": "b", "text": right}]
    key = {"answer": ["b"], "feedback": f"{right}, always.", "reference": "29 CFR 1910.1030"}
    return {"id": f"q{place}", "kind": "single", "text": text, "options": options} | key


def small_module(by, now: datetime) -> Module:
    revision = freeze(
        key=uuid.uuid4(),
        page_id=0,
        slug="before-the-needle",
        content={
            "title": "Before the needle",
            "summary": "Screening, consent and the sharps container.",
            "credit": [{"subject": "safety", "mode": "self_paced", "minutes": 60}],
            "competencies": ["safety"],
            "taught": [],
            "lessons": [
                {"id": "one", "title": "Screen first", "minutes": 10, "html": "<p>Ask, look, then decide.</p>"},
                {"id": "two", "title": "After the needle", "minutes": 10, "html": "<p>Count what went in and out.</p>"},
            ],
            "questions": [
                question(1, "What comes first?", "Screening", "The needle"),
                question(2, "A used needle goes into", "The sharps container", "The bin"),
            ],
            "draws": {},
            "shuffle_questions": False,
            "shuffle_options": False,
            "time_limit_minutes": 0,
            "pass_correct": 2,
            "max_attempts": 0,
            "cool_down_hours": 0,
        },
        by=by,
        now=now,
    )
    return revision.module


def small_scheme(place: house.House, module: Module, now: datetime, today: date) -> Scheme:
    """One module, 50 hours, one signed session and a license; four hours in the cycle to renew."""
    scheme = Scheme.objects.create(name="Dry Needling Practitioner", slug="practitioner", summary="For the story.")
    license_line = block("active_license", "license", label="A license in good standing", types=["license"])
    version = SchemeVersion.objects.create(
        scheme=scheme,
        number=1,
        effective_from=date(2020, 1, 1),
        initial=[
            block("modules", "modules", modules=[str(module.key)], label="The module, passed"),
            block("hours", "hours", hours="50", label="50 course hours"),
            block("sessions", "sessions", count=1, label="One supervised session, signed"),
            license_line,
        ],
        renewal=[block("hours", "hours", hours="4", label="4 course hours in this cycle"), license_line],
        throughout=[license_line],
        cycle_months=24,
        window_months=3,
        grace_months=2,
        certificate_words="has met every requirement of the scheme Dry Needling Practitioner",
    )
    adopt_scheme_version(by=place.manager, version=version, now=now, today=today)
    return scheme


def build(today: date) -> World:
    began = today - timedelta(days=900)
    now = acts.at(began)
    place = house.build(now=now)
    adopted = today - timedelta(days=60)
    house.adopt_rules(place, now=acts.at(adopted), today=adopted, review_on=today + timedelta(days=900))
    module = small_module(place.editor, now)
    scheme = small_scheme(place, module, now, began)
    supervisor(place, began, today)
    return World(place, scheme, module)


def supervisor(place: house.House, began: date, today: date) -> None:
    life = acts.born(place, "Inés Zamora", "Zamora, Inés", SUPERVISOR, "US-CO", began, luck=acts.random.Random(1))
    assignment.admit_supervisor(by=place.manager, practitioner=life.person, now=acts.at(began), today=began)
    ends = today + timedelta(days=900)
    acts.licensed(life, began, "US-CO", began - timedelta(days=2000), ends)
    acts.checked(life, began + timedelta(days=1), "US-CO")
    acts.checked(life, today - timedelta(days=20), "US-CO")
    assert EmailAddress.objects.filter(email=SUPERVISOR, verified=True).exists()
