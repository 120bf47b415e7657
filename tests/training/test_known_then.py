"""What was known at an instant stays so: whatever is added later, the answers of then can be computed again."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from tests.factories import (
    NOW,
    TODAY,
    ClinicFactory,
    CompletionFactory,
    CycleFactory,
    DecisionFactory,
    EnrollmentFactory,
    EvidenceFactory,
    LicenseCheckFactory,
    LicenseFactory,
    ModuleFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    SessionFactory,
    UserFactory,
    days,
)
from tests.factories.records import sign
from training.actions.decision import decide
from training.actions.organization import save_organization
from training.actions.profile import OWN_FIELDS, update
from training.actions.standing import changing
from training.evaluation import clearance_timeline
from training.models import EvidenceStep, FormerSetting, HousePolicy, Module, Organization, Standing
from training.queries.decided import kept, recomputed
from training.queries.facts import load_facts
from training.queries.file import spans_of
from training.queries.integrity import standing_differences
from training.queries.my_facts import MyFacts
from training.queries.my_standing import place_of
from training.queries.organization import zone
from training.queries.pursuits import load_pursuits
from training.queries.rules import rule_versions
from training.queries.standing import certification, clearance, facts_of, tolerance
from training.trees import block
from training.views.asked import LAST, read

pytestmark = pytest.mark.django_db
LATER, HOUR = NOW + timedelta(days=3), timedelta(hours=1)
REQUIREMENTS = [
    block("hours", "hours", hours="20"),
    block(
        "any_of",
        "either",
        of=[block("sessions", "sessions", count=1), block("attestation", "letter", name="Supervisor's letter")],
    ),
    block("filing", "form", jurisdiction="US-FL", name="Form", within_days=60, anchor="training_met"),
]


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def person(manager):
    return PractitionerFactory(login=True, clinic=ClinicFactory(manager=manager))


@pytest.fixture
def place(person):
    """Florida, as its rule asks: hours, a session or a letter, a form within 60 days, and only what was taught."""
    rule = PracticeRuleFactory(
        jurisdiction=person.assignments.get().clinic.jurisdiction,
        requirements=REQUIREMENTS,
        provisional=[block("hours", "first-hours", hours="10")],
        provisional_months=48,
        provisional_scope=["neck"],
        scope_from_training=True,
        review_on=days(3000),
    )
    LicenseFactory(
        practitioner=person, jurisdiction=rule.jurisdiction, checked=True, recorded_at=NOW - timedelta(days=90)
    )
    return rule.jurisdiction


@pytest.fixture
def trained(person, place):
    """The hours and the session, of the last weeks."""
    EvidenceFactory(practitioner=person, accepted=True, taught=["neck", "knee", "deep"], happened_on=days(-60))
    SessionFactory(practitioner=person, signed=True, happened_on=days(-10), supervisor=supervisor())
    with changing(person):
        pass
    return person


def supervisor():
    return PractitionerFactory(supervisor=True, login=True)


def test_rows_facts_and_spans_say_the_same(trained, place):
    """What the new kinds of line answer is stored as it is computed: rows to facts, to spans, to rows."""
    computed = clearance_timeline(rule_versions(place, trained.profession), facts_of(trained), tolerance())
    stored = Standing.objects.filter(practitioner=trained, jurisdiction=place).order_by("starts_on")
    assert [
        (row.starts_on, row.ends_on, row.outcome, row.deadline, tuple(row.unmet), tuple(row.scope)) for row in stored
    ] == [(each.starts_on, each.ends_on, each.outcome, each.deadline, each.unmet, each.scope) for each in computed]
    assert list(standing_differences(None)) == []
    for row in stored:
        for day in {row.starts_on, row.ends_on, min(row.ends_on, row.starts_on + timedelta(days=1))}:
            said = clearance(trained, place, day)
            assert (said.outcome, list(said.scope), list(said.unmet)) == (row.outcome, row.scope, row.unmet)


def test_the_rule_of_a_row_is_asked_with_its_stage_its_scope_and_its_deadline(trained, place):
    answers = {day: clearance(trained, place, day) for day in (days(-20), days(-9), days(50), days(51))}
    assert [(str(each.outcome), each.scope) for each in answers.values()] == [
        ("provisional", ("deep", "neck")),
        ("cleared", ("deep", "knee", "neck")),
        ("cleared", ("deep", "knee", "neck")),
        ("provisional", ("deep", "neck")),
    ]
    form = {day: next(each for each in said.findings if each.id == "form") for day, said in answers.items()}
    assert [each.due_on for each in form.values()] == [None, days(50), days(50), None]


def everything_later(person, place, version):
    """One more row of every kind that an answer may rest on, each recorded after `NOW`, each about days before it."""
    late = {"practitioner": person, "recorded_at": LATER}
    EvidenceFactory(accepted=True, happened_on=days(-50), taught=["knee"], **late)
    EvidenceFactory(accepted=True, kind="filing", title="Form", jurisdiction=place, happened_on=days(-5), **late)
    EvidenceFactory(accepted=True, kind="attestation", title="Supervisor's letter", happened_on=days(-40), **late)
    EvidenceFactory(accepted=True, kind="exam", title="Exam", score=90, happened_on=days(-40), **late)
    EvidenceFactory(accepted=True, kind="credential", title="CPR", happened_on=days(-40), **late)
    CompletionFactory(practitioner=person, completed_on=days(-5), recorded_at=LATER)
    sign(SessionFactory(supervisor=supervisor(), happened_on=days(-6), **late), signed_at=LATER, proved_at=LATER)
    LicenseFactory(jurisdiction=place, checked=True, checked__recorded_at=LATER, **late)
    bad = {"checked_on": days(-20), "shows": False, "recorded_at": LATER}
    LicenseCheckFactory(license=person.licenses.order_by("pk").first(), **bad)
    PracticeRuleFactory(jurisdiction=place, status="prohibited", effective_from=days(-100), adopted_at=LATER)
    HousePolicy.objects.create(
        name="Later",
        effective_from=days(-300),
        requirements=[block("exam", "house-exam", name="Another exam", score=80)],
        adopted_at=LATER,
        adopted_by=UserFactory(),
    )
    DecisionFactory(practitioner=person, scheme=version.scheme, kind="suspend", decided_at=LATER, effective_on=days(3))


def correct(person, place):
    """A correction, a return and a new name of what was there: nothing of it was known before."""
    first = person.evidence.order_by("pk").first()
    type(first).objects.filter(pk=first.pk).update(superseded_at=LATER)
    EvidenceFactory(practitioner=person, accepted=True, happened_on=days(-30), replaces=first, recorded_at=LATER)
    session = person.sessions.order_by("pk").first()
    type(session).objects.filter(pk=session.pk).update(superseded_at=LATER)
    license = person.licenses.order_by("pk").first()
    type(license).objects.filter(pk=license.pk).update(superseded_at=LATER)
    rule = place.rules.order_by("pk").first()
    type(rule).objects.filter(pk=rule.pk).update(effective_until=days(-101), ended_at=LATER)


@pytest.fixture
def version():
    return SchemeVersionFactory(
        initial=[block("hours", "hours", hours="20"), block("exam", "exam", name="Exam", score=80)]
    )


def known_then(person, place, version):
    """The facts and the answers as known at `NOW`, at some days before, on and after it."""
    facts = load_facts([person.pk], NOW)[person.pk]
    pursuits = load_pursuits([person.pk], NOW)[person.pk]
    about = {
        day: clearance(person, place, day, NOW).digest for day in (days(-100), days(-9), TODAY, days(60), days(900))
    }
    held = {day: certification(person, version.scheme, day, NOW).digest for day in (days(-9), TODAY, days(900))}
    spans = clearance_timeline(rule_versions(place, person.profession, NOW), facts, tolerance())
    return facts, [each.spans(facts) for each in pursuits], about, held, spans


def test_what_is_recorded_later_is_invisible_at_the_row_level(trained, place, version):
    CycleFactory(practitioner=trained, version=version)
    EvidenceFactory(practitioner=trained, accepted=True, kind="exam", title="Final", score=90, happened_on=days(-20))
    before = known_then(trained, place, version)
    now_before = clearance(trained, place, TODAY).digest
    everything_later(trained, place, version)
    correct(trained, place)
    assert known_then(trained, place, version) == before
    assert clearance(trained, place, TODAY).digest != now_before, "they do count now"


def test_a_name_given_at_a_later_acceptance_was_not_known_before(trained):
    exam = EvidenceFactory(practitioner=trained, accepted=True, kind="exam", title="Final", score=90)
    EvidenceStep.objects.create(evidence=exam, state="accepted", at=LATER, by=UserFactory(), counts_as="Exam")
    names = [load_facts([trained.pk], at)[trained.pk].exams[0].name for at in (NOW, LATER, None)]
    assert names == ["Final", "Exam", "Exam"]


# A decision and what it saw


@pytest.fixture
def scheme_version():
    module = ModuleFactory(title="Needle safety")
    return SchemeVersionFactory(
        initial=[
            block("hours", "hours", hours="20"),
            block("modules", "module", modules=[str(module.key)]),
            *REQUIREMENTS[1:],
        ],
        throughout=[block("active_license", "license")],
    )


@pytest.fixture
def award(trained, scheme_version, manager):
    """An award, decided at `NOW` on what was known then."""
    EnrollmentFactory(practitioner=trained, version=scheme_version)
    module = Module.objects.get(title="Needle safety")
    CompletionFactory(practitioner=trained, revision=module.current, completed_on=days(-9), recorded_at=NOW)
    return made(manager, trained, scheme_version.scheme, "award")


def made(by, person, scheme, kind, **given):
    seen = {"seen_digest": certification(person, scheme, TODAY).digest, "seen_name": person.full_name}
    given = {"reason": "All is met.", "effective_on": TODAY, "now": NOW, "today": TODAY} | given
    return decide(by=by, practitioner=person, scheme=scheme, kind=kind, **seen, **given)


def assert_recomputed(decision):
    decision.refresh_from_db()
    again = recomputed(decision)
    assert kept(again) == decision.evaluation
    assert again.digest == decision.evaluation_digest


def test_an_award_is_recomputed_from_what_was_known(award):
    assert award.evaluation["outcome"] == "ready"
    assert_recomputed(award)


def test_an_award_is_recomputed_after_all_that_came_later(award, trained, place, scheme_version):
    everything_later(trained, place, scheme_version)
    correct(trained, place)
    SchemeVersionFactory(scheme=scheme_version.scheme, initial=[block("hours", "more", hours="80")])
    Module.objects.filter(title="Needle safety").update(title="The safe needle")
    assert certification(trained, scheme_version.scheme, TODAY).digest != award.evaluation_digest
    assert_recomputed(award)


def test_each_of_several_decisions_is_recomputed_without_those_after_it(award, trained, scheme_version, manager):
    suspended = made(manager, trained, scheme_version.scheme, "suspend", now=NOW + timedelta(hours=1))
    back = made(manager, trained, scheme_version.scheme, "reinstate", now=NOW + timedelta(hours=1))
    assert [each.evaluation["outcome"] for each in (award, suspended, back)] == ["ready", "active", "suspended"]
    for decision in (award, suspended, back):
        assert_recomputed(decision)


def test_a_row_of_the_past_that_somebody_edits_shows_in_the_recomputation(award, trained):
    credit = trained.evidence.get(kind="credit")
    credit.lines.update(minutes=1260)
    assert recomputed(award).digest != award.evaluation_digest


def test_history_that_was_brought_in_without_an_evaluation_is_not_recomputed():
    assert recomputed(CycleFactory().decision) is None


def test_settings_and_profession_of_then_answer_for_then(person, manager):
    """A later tolerance, zone or profession changes no answer by what was known before."""
    place = person.assignments.get().clinic.jurisdiction
    PracticeRuleFactory(jurisdiction=place, requirements=[], review_on=days(-30))
    LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    organization = Organization.objects.create(review_tolerance_days=90)
    before, year = clearance(person, place, TODAY, NOW), days(-200)
    assert before.outcome == "cleared"

    organization.review_tolerance_days, organization.time_zone = 0, "Asia/Tokyo"
    save_organization(by=UserFactory(role="administrator"), organization=organization, now=NOW + HOUR)
    person.refresh_from_db()
    mine = {name: getattr(person, name) for name in OWN_FIELDS} | {"profession": "athletic_trainer"}
    update(by=person.user, practitioner=person, values=mine, now=NOW + 2 * HOUR, today=TODAY)
    person.refresh_from_db()

    assert clearance(person, place, TODAY, NOW) == before
    assert clearance(person, place, TODAY, NOW + HOUR).outcome == "check_due"
    assert clearance(person, place, TODAY, NOW + 2 * HOUR).outcome == "needs_review"
    assert (zone(NOW).key, zone(NOW + HOUR).key, zone().key) == ("America/New_York", "Asia/Tokyo", "Asia/Tokyo")
    known = MyFacts(person, NOW)
    assert place_of(known, place, (), TODAY).evaluation == before
    assert [span.outcome for span in spans_of(known) if span.starts_on <= TODAY <= span.ends_on] == ["cleared"]
    asked = SimpleNamespace(today=TODAY, now=LATER, zone=zone(), GET={"known_at": year.isoformat()})
    assert read(asked).known_at == datetime.combine(year, LAST, zone(NOW))


def test_a_profession_changed_twice_is_each_in_its_time(person):
    for hours, profession in ((1, "athletic_trainer"), (2, "chiropractor")):
        person.refresh_from_db()
        mine = {name: getattr(person, name) for name in OWN_FIELDS} | {"profession": profession}
        update(by=person.user, practitioner=person, values=mine, now=NOW + hours * HOUR, today=TODAY)
    instants = [NOW, NOW + HOUR, NOW + 1.5 * HOUR, NOW + 2 * HOUR, None]
    found = [load_facts([person.pk], at)[person.pk].profession for at in instants]
    assert found == ["physical_therapist", "athletic_trainer", "athletic_trainer", "chiropractor", "chiropractor"]


def test_what_answers_do_not_rest_on_leaves_no_former_settings():
    organization = Organization.objects.create()
    organization.phone = "1"
    save_organization(by=UserFactory(role="administrator"), organization=organization, now=NOW)
    assert not FormerSetting.objects.exists()
