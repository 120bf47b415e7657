"""A table of cases for each kind of requirement: what it asks, what there is, and when it is met."""

from dataclasses import replace

import pytest

from training.evaluation import (
    AllOf,
    AnyOf,
    Attestation,
    AttestationFact,
    Credential,
    CredentialFact,
    CreditFact,
    Exam,
    ExamFact,
    Filing,
    FilingFact,
    HoldingFact,
    Holds,
    Hours,
    LicensedFor,
    Modules,
    Sessions,
    Truth,
    Unknown,
    Within,
)
from training.evaluation.answers import answer, truth_of

from .make import check, completion, credit, day, facts, license, sessions

JAN, FEB, MAR = "2026-01-10", "2026-02-10", "2026-03-10"
MIXED = facts(credits=(credit(JAN, 30), credit(FEB, 10, "live_online"), credit(MAR, 10, subject="ethics")))
THREE = facts(sessions=sessions(JAN, FEB, MAR, mode="in_person", regions=("neck",), supervision="direct"))


def met_spans(node, given):
    """The spans on which a requirement is met, as texts; "open" without an end."""
    return [
        (str(starts_on), "open" if ends_on.year == 9999 else str(ends_on))
        for starts_on, ends_on, value in truth_of(node, given).spans()
        if value is Truth.MET
    ]


def since(on):
    return [(on, "open")]


NEVER = []

CASES = {
    "hours add up": (Hours(40 * 60), MIXED, since(FEB)),
    "hours: a minute short is short": (Hours(50 * 60 + 1), MIXED, NEVER),
    "hours: exactly enough is enough": (Hours(50 * 60), MIXED, since(MAR)),
    "hours by mode": (Hours(40 * 60, modes=("in_person",)), MIXED, since(MAR)),
    "hours by either mode": (Hours(40 * 60, modes=("in_person", "live_online")), MIXED, since(FEB)),
    "hours by subject": (Hours(60, subjects=("ethics",)), MIXED, since(MAR)),
    "hours by both": (Hours(60, subjects=("ethics",), modes=("live_online",)), MIXED, NEVER),
    "hours since a day": (Hours(10 * 60, since=day("2026-01-11")), MIXED, since(FEB)),
    "hours on the very day": (Hours(30 * 60, since=day(JAN), until=day(JAN)), MIXED, since(JAN)),
    "hours until a day": (Hours(31 * 60, until=day("2026-02-09")), MIXED, NEVER),
    "hours of modules": (Hours(60), facts(completions=(completion(JAN, "m"),)), since(JAN)),
    "a module's hours count once": (
        Hours(120),
        facts(completions=(completion(JAN, "m"), completion(FEB, "m"))),
        NEVER,
    ),
    "a longer revision adds its difference": (
        Hours(180),
        facts(completions=(completion(JAN, "m", 1), completion(FEB, "m", 3, revision=2))),
        since(FEB),
    ),
    "a shorter revision takes nothing away": (
        Hours(180),
        facts(completions=(completion(JAN, "m", 3), completion(FEB, "m", 1, revision=2))),
        since(JAN),
    ),
    "a minute counts in each leaf whose filter it meets": (
        AllOf((Hours(30 * 60), Hours(30 * 60, modes=("in_person",)))),
        MIXED,
        since(JAN),
    ),
    "sessions add up": (Sessions(3), THREE, since(MAR)),
    "sessions: one short": (Sessions(4), THREE, NEVER),
    "sessions by region": (Sessions(1, regions=("neck", "hip")), THREE, since(JAN)),
    "sessions of another region": (Sessions(1, regions=("hip",)), THREE, NEVER),
    "sessions by mode": (Sessions(1, modes=("live_online",)), THREE, NEVER),
    "sessions by supervision": (Sessions(3, supervision=("direct",)), THREE, since(MAR)),
    "sessions of another supervision": (Sessions(1, supervision=("remote",)), THREE, NEVER),
    "sessions ask for every qualification": (
        Sessions(1, qualifications=("a", "b")),
        facts(sessions=sessions(JAN, qualifications=("a",))),
        NEVER,
    ),
    "sessions with every qualification": (
        Sessions(1, qualifications=("a", "b")),
        facts(sessions=sessions(JAN, qualifications=("b", "c", "a"))),
        since(JAN),
    ),
    "sessions without an eligible supervisor": (Sessions(1), facts(sessions=sessions(JAN, eligible=False)), NEVER),
    "sessions with new patients": (Sessions(1, new_patients=True), THREE, NEVER),
    "sessions since": (Sessions(2, since=day(FEB)), THREE, since(MAR)),
    "every module": (
        Modules(("a", "b")),
        facts(completions=(completion(JAN, "a"), completion(FEB, "b"))),
        since(FEB),
    ),
    "a module twice is one module": (
        Modules(("a", "b")),
        facts(completions=(completion(JAN, "a"), completion(FEB, "a"))),
        NEVER,
    ),
    "some of the modules": (Modules(("a", "b"), min_count=1), facts(completions=(completion(FEB, "b"),)), since(FEB)),
    "exam passed": (Exam("final", 80), facts(exams=(ExamFact("e", day(JAN), "final", 80),)), since(JAN)),
    "exam failed": (Exam("final", 80), facts(exams=(ExamFact("e", day(JAN), "final", 79),)), NEVER),
    "exam of another name": (Exam("final", 80), facts(exams=(ExamFact("e", day(JAN), "other", 99),)), NEVER),
    "credential": (
        Credential("CPR"),
        facts(credentials=(CredentialFact("c", "CPR", day(JAN), day(FEB)),)),
        [(JAN, FEB)],
    ),
    "credential renewed without a gap": (
        Credential("CPR"),
        facts(
            credentials=(
                CredentialFact("c", "CPR", day(JAN), day(FEB)),
                CredentialFact("d", "CPR", day("2026-02-11"), day(MAR)),
            )
        ),
        [(JAN, MAR)],
    ),
    "credential renewed with a gap": (
        Credential("CPR"),
        facts(
            credentials=(
                CredentialFact("c", "CPR", day(JAN), day(FEB)),
                CredentialFact("d", "CPR", day("2026-02-12")),
            )
        ),
        [(JAN, FEB), ("2026-02-12", "open")],
    ),
    "certification held": (
        Holds("dn"),
        facts(holdings=(HoldingFact("dn", day(JAN), day(FEB)), HoldingFact("other", day(JAN)))),
        [(JAN, FEB)],
    ),
    "filing": (Filing("US-FL", "form"), facts(filings=(FilingFact("f", "US-FL", "form", day(JAN)),)), since(JAN)),
    "filing elsewhere": (Filing("US-FL", "form"), facts(filings=(FilingFact("f", "US-GA", "form", day(JAN)),)), NEVER),
    "attestation": (Attestation("x"), facts(attestations=(AttestationFact("a", "x", day(JAN)),)), since(JAN)),
    "attestation with an age": (
        Attestation("x", 12),
        facts(attestations=(AttestationFact("a", "x", day(JAN)),)),
        [(JAN, "2027-01-09")],
    ),
    "licensed for": (
        LicensedFor(24),
        facts(
            licenses=(
                license(
                    check("2026-01-05", issued_on="2024-02-29"),
                ),
            )
        ),
        since("2026-02-28"),
    ),
    "licensed for, here": (
        LicensedFor(24, "US-FL"),
        facts(
            licenses=(
                license(
                    check("2026-01-05", issued_on="2020-01-01"),
                ),
            )
        ),
        NEVER,
    ),
    "licensed for, over two states": (
        LicensedFor(24),
        facts(
            licenses=(
                license(check("2020-01-05", issued_on="2020-01-01", expires_on="2020-12-31")),
                license(check("2023-01-05", issued_on="2023-01-01"), id="L2", jurisdiction="US-FL"),
            )
        ),
        since("2024-01-01"),
    ),
    "licensed for needs no unbroken row of checks": (
        LicensedFor(12),
        facts(
            licenses=(
                license(
                    check("2020-01-05", "2020-02-01", issued_on="2020-01-01"),
                ),
            )
        ),
        since("2021-01-01"),
    ),
    "licensed for does not count a time shown as not good": (
        LicensedFor(24),
        facts(
            licenses=(
                license(
                    check("2020-01-01", issued_on="2020-01-01"),
                    check("2021-01-01", in_good_standing=False),
                    check("2022-01-01"),
                ),
            )
        ),
        since("2023-01-01"),
    ),
    "licensed for counts licenses only": (
        LicensedFor(12),
        facts(licenses=(license(check("2020-01-05", issued_on="2020-01-01"), type="registration"),)),
        NEVER,
    ),
    "licensed for counts the same profession only": (
        LicensedFor(12),
        facts(licenses=(license(check("2020-01-05", issued_on="2020-01-01"), profession="at"),)),
        NEVER,
    ),
    "licensed before training": (
        LicensedFor(24, before="training"),
        facts(licenses=(license(check("2024-01-01", issued_on="2024-01-01")),), credits=(credit("2026-01-01", 8),)),
        since("2026-01-01"),
    ),
    "trained a day too early": (
        LicensedFor(24, before="training"),
        facts(licenses=(license(check("2024-01-01", issued_on="2024-01-01")),), credits=(credit("2025-12-31", 8),)),
        NEVER,
    ),
    "an early course in another subject does not matter": (
        LicensedFor(24, before="training", subjects=("dry_needling",)),
        facts(
            licenses=(license(check("2024-01-01", issued_on="2024-01-01")),),
            credits=(credit("2024-12-31", 8, subject="ethics"),),
        ),
        since("2026-01-01"),
    ),
    "within, in time": (Within(2, "first_course", Hours(50 * 60)), MIXED, since(MAR)),
    "within, on its last day": (
        Within(1, "first_course", Hours(40 * 60)),
        MIXED,
        since(FEB),
    ),
    "within, a day late": (
        Within(1, "first_course", Hours(40 * 60)),
        facts(credits=(credit(JAN, 30), credit("2026-02-11", 10))),
        NEVER,
    ),
    "within, from a later start": (
        Within(1, "first_course", Hours(40 * 60)),
        facts(credits=(credit("2020-01-01", 30), credit(JAN, 30), credit(FEB, 10))),
        since(FEB),
    ),
    "within does not count what came before the start": (
        Within(1, "first_course", Hours(40 * 60)),
        facts(credits=(credit("2020-01-01", 30), credit(JAN, 10))),
        NEVER,
    ),
    "within, from the first session": (Within(1, "first_session", Sessions(2)), THREE, since(FEB)),
    "within, an unrelated course starts nothing": (
        Within(1, "first_course", Hours(10 * 60, modes=("live_online",))),
        facts(credits=(credit("2020-01-01", 30), credit(JAN, 10, "live_online"))),
        since(JAN),
    ),
    "within, sessions from the first course": (
        Within(1, "first_course", Sessions(1)),
        facts(credits=(credit(JAN, 1),), sessions=sessions("2025-12-01", FEB)),
        since(FEB),
    ),
    "within stays met": (
        Within(1, "first_course", AllOf((Hours(60), Exam("theory")))),
        facts(credits=(credit(JAN, 1),), exams=(ExamFact("e", day(JAN), "theory", 80),)),
        since(JAN),
    ),
    "all of": (AllOf((Hours(30 * 60), Exam("x"))), MIXED, NEVER),
    "any of": (AnyOf((Hours(30 * 60), Exam("x"))), MIXED, since(JAN)),
    "unknown is never a pass": (Unknown("exam"), MIXED, NEVER),
    "unknown does not spoil a met option": (AnyOf((Unknown("exam"), Hours(60))), MIXED, since(JAN)),
    "unknown spoils a met list": (AllOf((Unknown("exam"), Hours(60))), MIXED, NEVER),
}


@pytest.mark.parametrize("name", CASES)
def test_when_it_is_met(name):
    node, given, expected = CASES[name]
    assert met_spans(node, given) == expected


def test_what_is_unknown_answers_unknown_and_what_is_missing_answers_missing():
    unknown, short = Unknown("exam"), Hours(10**6)
    assert truth_of(AllOf((unknown, Hours(60))), MIXED).value_on(day(MAR)) is Truth.UNKNOWN
    assert truth_of(AllOf((unknown, short)), MIXED).value_on(day(MAR)) is Truth.NOT_MET
    assert truth_of(AnyOf((unknown, short)), MIXED).value_on(day(MAR)) is Truth.UNKNOWN


def test_a_time_limit_over_an_unknown_stays_unknown():
    node = Within(1, "first_course", AllOf((Hours(60), Unknown("exam"))))
    assert truth_of(node, MIXED).value_on(day("2030-01-01")) is Truth.UNKNOWN


def test_the_figure_grows_on_the_day_of_the_evidence():
    line = answer(Hours(50 * 60), MIXED)
    assert [(str(day_), value.have) for day_, value in zip(line.days[1:], line.values[1:], strict=True)] == [
        (JAN, 1800), (FEB, 2400), (MAR, 3000),
    ]  # fmt: skip


def test_months_licensed_are_counted_one_by_one():
    line = answer(LicensedFor(24), facts(licenses=(license(check("2020-01-31", issued_on="2020-01-31")),)))
    assert [line.value_on(day(text)).have for text in ("2020-02-28", "2020-02-29", "2022-01-30", "2022-01-31")] == [
        0, 1, 23, 24,
    ]  # fmt: skip


def test_one_course_may_have_parts():
    course = CreditFact("c", day(JAN), (("dry_needling", "in_person", 60), ("dry_needling", "live_online", 30)))
    assert answer(Hours(90), facts(credits=(course,))).value_on(day(JAN)).have == 90
    assert answer(Hours(90, modes=("in_person",)), facts(credits=(course,))).value_on(day(JAN)).have == 60


def test_the_order_of_facts_does_not_matter():
    turned = replace(MIXED, credits=MIXED.credits[::-1])
    assert answer(Hours(2400), MIXED) == answer(Hours(2400), turned)
