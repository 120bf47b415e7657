"""Random facts, trees, rules and certifications for hypothesis, crowded into four years so that things meet."""

from datetime import date, timedelta

from hypothesis import strategies as st

from training.evaluation import (
    ActFact,
    ActiveLicense,
    AllOf,
    AnyOf,
    Attestation,
    AttestationFact,
    CheckFact,
    CompletionFact,
    Credential,
    CredentialFact,
    CreditFact,
    CycleFact,
    Exam,
    ExamFact,
    Facts,
    Filing,
    FilingFact,
    HoldingFact,
    Holds,
    Hours,
    LicensedFor,
    LicenseFact,
    Modules,
    PursuitFact,
    RuleVersion,
    SessionFact,
    Sessions,
    Stage,
    Unknown,
    Within,
    add_months,
)
from training.evaluation.facts import LICENSE_TYPES, MODES
from training.evaluation.requirements import FILING_ANCHORS

FIRST, LAST = date(2024, 1, 1), date(2027, 12, 31)
LATEST = date(2029, 12, 1)  # what turns later than this turns by nothing but time
any_day = st.integers(0, (LAST - FIRST).days).map(lambda count: FIRST + timedelta(days=count))
# Days that meet: one is the last in time, or the first too late, for what began on another.
meeting = [
    add_months(start, months) + timedelta(days=apart)
    for start in (date(2024, 1, 31), date(2024, 2, 29))
    for months in (0, 1, 6, 12, 18)
    for apart in (-1, 0, 1)
]
days = st.sampled_from(meeting) | any_day
codes = st.sampled_from(["US-CO", "US-FL"])
names = st.sampled_from(["a", "b"])
subjects = st.sampled_from(["dry_needling", "ethics"])
modes = st.sampled_from(MODES)
some = {"max_size": 2, "unique": True}
maybe_day = st.none() | days


def _several(build, least=0, most=4, first=0):
    """Up to a few facts, each with an id of its own."""
    return st.lists(build, min_size=least, max_size=most).map(
        lambda made: tuple(each(f"f{index}") for index, each in enumerate(made, first))
    )


def either(*strategies):
    """One of them, each as likely: `one_of` would first take apart those that are choices themselves."""
    return st.sampled_from(strategies).flatmap(lambda chosen: chosen)


def _made(cls, **values):
    return st.fixed_dictionaries(values).map(lambda given: lambda id: cls(id, **given))


def tuples(values):
    return st.lists(values, **some).map(tuple)


minutes = st.lists(
    st.tuples(subjects, modes, st.integers(1, 10).map(lambda each: each * 60)), min_size=1, max_size=3
).map(tuple)
taught = tuples(st.sampled_from(["neck", "hip", "superficial", "deep"]))
ordered = st.tuples(days, days).map(sorted)
checks = st.builds(
    CheckFact,
    days,
    days,
    shows=st.sampled_from([True, True, True, False]),
    in_good_standing=st.sampled_from([True, True, True, False]),
    encumbered=st.sampled_from([False, False, False, True]),
    issued_on=maybe_day,
    expires_on=maybe_day,
    sequence=st.integers(0, 2),
)
_license = _made(
    LicenseFact,
    jurisdiction=codes,
    type=st.sampled_from(["license", "license", "compact_privilege", "registration"]),
    profession=st.sampled_from(["pt", "pt", "at"]),
    home_id=st.sampled_from([None, "f0", "f1"]),
    checks=st.lists(checks, max_size=4).map(tuple),
)


good_checks = st.builds(
    CheckFact,
    st.sampled_from([FIRST, date(2024, 6, 1)]),
    st.sampled_from([date(2025, 12, 31), LAST, LATEST]),
    issued_on=st.sampled_from([None, date(2022, 1, 1)]),
    expires_on=st.sampled_from([None, None, date(2027, 6, 30)]),
)
home = st.builds(
    LicenseFact,
    st.just("f0"),
    st.just("US-CO"),
    profession=st.just("pt"),
    checks=st.tuples(good_checks) | st.tuples(good_checks, checks),
)
licenses = _several(_license, most=3)
home_and_more = st.tuples(home, _several(_license, most=2, first=1)).map(lambda made: (made[0], *made[1]))
credit = _made(CreditFact, on=days, minutes=minutes, taught=taught)
completion = _made(CompletionFact, on=days, module=names, revision=st.integers(1, 3), minutes=minutes, taught=taught)
session = _made(
    SessionFact,
    on=days,
    mode=modes,
    supervision=st.sampled_from(["", "direct"]),
    regions=tuples(names),
    eligible=st.sampled_from([True, True, False]),
    qualifications=tuples(names),
    new_patient=st.booleans(),
)
holding = st.builds(HoldingFact, names, days, maybe_day)


def _facts(licenses, least):
    """Somebody's facts, with at least so many of each kind but licenses."""
    return st.builds(
        Facts,
        profession=st.just("pt"),
        licenses=licenses,
        credits=_several(credit, least),
        completions=_several(completion, least),
        sessions=_several(session, least),
        exams=_several(_made(ExamFact, on=days, name=names, score=st.integers(0, 3)), least),
        credentials=_several(_made(CredentialFact, name=names, starts_on=days, ends_on=maybe_day), least),
        filings=_several(_made(FilingFact, jurisdiction=codes, name=names, on=days), least),
        attestations=_several(_made(AttestationFact, name=names, on=days), least),
        holdings=st.lists(holding, min_size=least, max_size=3).map(tuple),
    )


busy_facts = _facts(home_and_more, 2)
facts = either(_facts(licenses, 0), busy_facts, busy_facts)


def _dated(build):
    """The leaf, sometimes counting only what is dated in a span."""
    return st.tuples(build, st.none() | st.none() | ordered).map(
        lambda made: made[0](**({"since": made[1][0], "until": made[1][1]} if made[1] else {}))
    )


def _leaf(cls, **values):
    return st.fixed_dictionaries(values).map(lambda given: lambda **dates: cls(**given, **dates))


few = tuples(subjects) | st.just(())
leaves_of = {
    "hours": _dated(
        _leaf(Hours, minutes=st.sampled_from([1, 60, 300, 600, 900]), subjects=few, modes=tuples(modes) | st.just(()))
    ),
    "sessions": _dated(
        _leaf(
            Sessions,
            count=st.integers(1, 3),
            regions=tuples(names) | st.just(()),
            modes=tuples(modes) | st.just(()),
            supervision=st.sampled_from([(), (), ("direct",)]),
            qualifications=tuples(names) | st.just(()),
            new_patients=st.sampled_from([False, False, True]),
        )
    ),
    "modules": _dated(
        _leaf(Modules, modules=st.sampled_from([("a",), ("a", "b")]), min_count=st.sampled_from([None, 1]))
    ),
    "exam": _dated(_leaf(Exam, name=names, score=st.integers(0, 3))),
    "credential": _dated(_leaf(Credential, name=names)),
    "filing": _dated(_leaf(Filing, jurisdiction=codes, name=names)),
    "attestation": _dated(_leaf(Attestation, name=names, max_age_months=st.sampled_from([None, 1, 12]))),
    "holds": st.builds(Holds, names),
    "unknown": st.just(Unknown("something")),
    "active_license": st.builds(
        ActiveLicense,
        st.none() | codes,
        types=tuples(st.sampled_from(LICENSE_TYPES)) | st.just(()),
        professions=st.sampled_from([(), (), ("pt",)]),
    ),
    "licensed_for": st.builds(
        LicensedFor,
        st.sampled_from([1, 2, 6, 12, 18]),
        st.none() | codes,
        before=st.sampled_from(["practice", "practice", "training"]),
        subjects=few,
    ),
}
# What more evidence can only help; licenses are left out, for a look may take away.
monotone_leaves = either(*(leaves_of[kind] for kind in sorted(set(leaves_of) - {"active_license", "licensed_for"})))
timed_filings = st.builds(
    Filing, codes, names, within_days=st.sampled_from([1, 60, 400]), anchor=st.sampled_from(FILING_ANCHORS)
)
leaves = either(*leaves_of.values(), timed_filings)


def _groups(below):
    several = st.lists(below, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(AllOf, several), st.builds(AnyOf, several), _limit(below))


def _limit(below):
    return st.builds(Within, months, st.sampled_from(["first_course", "first_session"]), below)


months = st.sampled_from([1, 2, 6, 12, 18])
training_leaves = either(leaves_of["hours"], leaves_of["modules"], leaves_of["sessions"])
training_trees = st.recursive(training_leaves, _groups, max_leaves=3)
limits = _limit(training_trees | st.recursive(leaves, _groups, max_leaves=4))
monotone_trees = st.recursive(monotone_leaves, _groups, max_leaves=5)
trees = st.recursive(leaves, _groups, max_leaves=5)
easy_trees = either(monotone_leaves, training_leaves, training_trees, trees)
maybe_tree = either(st.none(), easy_trees)


EARLY = Stage(Hours(60), 36)  # as in Colorado


@st.composite
def rule_versions(draw):
    """A few versions of one jurisdiction's rule, adopted or not, that may overlap or leave gaps."""
    made = []
    for index in range(draw(st.sampled_from([1, 1, 2, 3, 0]))):
        starts_on, ends_on = draw(ordered)
        starts_on = draw(st.sampled_from([FIRST, FIRST, starts_on]))
        stage = st.builds(
            Stage,
            either(training_leaves, easy_trees),
            st.sampled_from([6, 12, 18, 36]),
            st.sampled_from(["first_course", "first_session"]),
            taught,
        )
        made.append(
            RuleVersion(
                id=f"v{index}",
                status=draw(st.sampled_from(["permitted"] * 6 + ["prohibited", "silent", "unclear"])),
                effective_from=starts_on,
                effective_until=draw(st.sampled_from([None, ends_on])),
                adopted_on=draw(st.sampled_from([starts_on, starts_on, starts_on, None])),
                tree=draw(maybe_tree),
                provisional=draw(either(st.none(), stage, st.just(EARLY))),
                house=draw(either(st.none(), maybe_tree)),
                position=draw(st.sampled_from([None, "permitted", "prohibited"])),
                review_on=draw(st.sampled_from([None, date(2025, 6, 30), LAST])),
                jurisdiction="US-CO",
                profession=draw(st.sampled_from(["pt", "pt", "pt", "", "at"])),
                scope=draw(taught),
                scope_from_training=draw(st.sampled_from([False, False, True])),
            )
        )
    return tuple(made)


@st.composite
def cycles(draw):
    """A few cycles with their dates in order; they may overlap or leave gaps."""
    made = []
    for index in range(draw(st.integers(0, 3))):
        starts_on, window, ends_on, grace = sorted(draw(st.lists(days, min_size=4, max_size=4)))
        decided_on, later, scope = draw(st.tuples(maybe_day, maybe_day, taught))
        effective_on = max(decided_on, later) if decided_on and later else None
        made.append(CycleFact(f"c{index}", starts_on, ends_on, window, grace, decided_on, effective_on, scope))
    return tuple(made)


acts = st.lists(
    st.builds(
        ActFact,
        st.sampled_from(["suspend", "reinstate", "revoke", "extend", "extend", "reduce_scope"]),
        days,
        valid_until=days,
        cycle=st.sampled_from([None, "c0", "c1"]),
        scope=st.sampled_from([("neck",), ("hip", "deep")]),
    ),
    max_size=4,
).map(tuple)
pursuits = either(st.none(), st.builds(PursuitFact, st.just(FIRST)), st.builds(PursuitFact, days))
certifications = st.tuples(
    easy_trees, maybe_tree, maybe_tree, facts, either(st.just(()), cycles(), cycles()), acts, pursuits
)
