"""The seeded rules: each a tree with citations, no number that research does not have, the unknowns left unknown."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
import yaml

from tests.evaluation import make
from tests.factories import NOW
from tests.training.rule_story import adopted, manager
from training import rule_fields
from training.actions.jurisdiction import clean, load
from training.actions.research import versions_of
from training.blocks import RequirementsBlock
from training.evaluation import AttestationFact, CredentialFact, FilingFact, evaluate_clearance
from training.evaluation.requirements import Unknown, children, walk
from training.management.commands.load_jurisdictions import DATA, RULES
from training.models import Jurisdiction, PracticeRule
from training.queries.rules import rule_versions
from training.trees import tree_of_raw

PT = "physical_therapist"
ROWS = yaml.safe_load(DATA.read_text())
DOCUMENTS = [yaml.safe_load(path.read_text()) for path in sorted(RULES.glob("*.yaml"))]
VERSIONS = versions_of(DOCUMENTS, {row["code"] for row in ROWS})
BY_KEY = {(each.code, each.key): each for each in VERSIONS}
STATES = {
    "US-FL", "US-UT", "US-CO", "US-DE", "US-MD", "US-AZ", "US-TN", "US-LA", "US-NV", "US-NJ", "US-IL", "US-WA", "US-IN",
    "US-SD", "US-VA", "US-GA", "US-OR", "US-MS",
}  # fmt: skip
# The version of each state that the research table speaks of.
TODAYS = {
    "US-FL": "rule-2021", "US-UT": "law-2014", "US-CO": "rule-1.5", "US-DE": "regulation-15.4", "US-MD": "comar-2018",
    "US-AZ": "rule-313", "US-TN": "rule-22", "US-LA": "rules-123-311", "US-NV": "r054-19", "US-NJ": "law-2021-382",
    "US-IL": "section-1.5", "US-WA": "law-2023", "US-IN": "rule-2024", "US-SD": "rule-2023", "US-VA": "section-121",
    "US-GA": "rule-490-9-.05",
}  # fmt: skip
OTHER_PROFESSIONS = {
    ("US-FL", "chiropractor"), ("US-AZ", "athletic_trainer"), ("US-IL", "athletic_trainer"),
    ("US-IL", "occupational_therapist"), ("US-MD", "athletic_trainer"), ("US-MD", "occupational_therapist"),
    ("US-MD", "physical_therapist_assistant"), ("US-MS", "occupational_therapist"), ("US-NV", "athletic_trainer"),
    ("US-UT", "occupational_therapist"),
}  # fmt: skip
ROW = {row["code"]: row for row in ROWS}


def name(version) -> str:
    return f"{version.code} {version.key}"


each_version = pytest.mark.parametrize("version", VERSIONS, ids=name)
each_state = pytest.mark.parametrize("code", TODAYS)


def nodes(version) -> list:
    trees = [tree_of_raw(version.values[part]) for part in ("requirements", "provisional")]
    return [node for tree in trees if tree for node in walk(tree) if node.id != "root" and not node.id.endswith("/all")]


def leaves(version) -> list:
    return [node for node in nodes(version) if not children(node)]


def today(code: str):
    return BY_KEY[code, TODAYS[code]]


def lines(version) -> dict:
    """Every line of the full rule by its id, wherever it stands."""
    return {node.id: node for node in walk(tree_of_raw(version.values["requirements"]))}


def test_the_states_and_professions_that_were_asked_for_are_there():
    assert {each.code for each in VERSIONS} == STATES
    assert {(each.code, each.profession) for each in VERSIONS if each.profession != PT} == OTHER_PROFESSIONS


@each_version
def test_each_line_carries_its_citation_and_each_version_its_note(version):
    assert all(node.citation for node in nodes(version))
    assert version.values["note"] and version.values["citation"]


@each_version
@pytest.mark.django_db
def test_the_editor_would_accept_it(version):
    Jurisdiction.objects.bulk_create(Jurisdiction(**clean(row, place)) for place, row in enumerate(ROWS, 1))
    block = RequirementsBlock()
    for part in ("requirements", "provisional"):
        raw = version.values[part]
        stream = block.to_python(raw)
        assert [child.block_type for child in stream] == [each["type"] for each in raw]
        if raw:
            block.clean(stream)


@each_version
def test_a_number_is_the_same_in_the_line_and_in_its_words(version):
    for leaf in leaves(version):
        if leaf.kind == "hours" and leaf.minutes != 15:
            assert f"{leaf.minutes // 60:,} " in f"{leaf.label} ", leaf.label
        if leaf.kind == "sessions":
            assert str(leaf.count) in leaf.label


@each_version
def test_what_is_permitted_leaves_something_unknown(version):
    unknown = any(isinstance(leaf, Unknown) for leaf in leaves(version))
    assert unknown == (version.values["status"] == "permitted")


@each_state
def test_no_line_claims_what_the_research_table_does_not_have(code):
    raw, row = today(code).values["requirements"], ROW[code]
    for field in rule_fields.FIELDS:
        line = lines(today(code)).get(field.key)
        found = rule_fields.said(raw, field.key)
        if row[field.key] is None:
            assert line.kind in ("unknown", "attestation"), field.key
        elif line.kind in ("hours", "licensed_for", "sessions"):
            amount = {"hours": "minutes", "licensed_for": "months", "sessions": "count"}[line.kind]
            divisor = {"hours": 60, "licensed_for": 12, "sessions": 1}[line.kind]
            assert getattr(line, amount) / divisor == row[field.key]
        else:
            assert found.kind in (rule_fields.VALUE, rule_fields.WRITTEN), field.key


@each_state
def test_an_amount_inside_alternatives_is_the_tables_too(code):
    """Years and sessions that have alternatives: the amount stands in one of them."""
    for key, kind, unit in (
        ("supervised_sessions", "sessions", "count"),
        ("min_licensed_years", "licensed_for", "months"),
    ):
        line = lines(today(code)).get(key)
        if line.kind == "any_of":
            (found,) = (getattr(node, unit) for node in walk(line) if node.kind == kind)
            assert found == ROW[code][key] * (12 if unit == "months" else 1)


@each_state
def test_the_first_day_is_the_tables(code):
    day = ROW[code]["effective_from"]
    assert today(code).values["effective_from"] == MOVED.get(code, day and date.fromisoformat(day))


# Indiana's test of 50 hours applies after June 30, 2024, more than a year after the rule's first day.
MOVED = {"US-IN": date(2024, 7, 1)}


@each_state
def test_written_consent_is_what_the_table_says(code):
    said = rule_fields.consent_said(today(code).values["duties"]).kind
    assert said == (rule_fields.VALUE if ROW[code]["written_consent_required"] else rule_fields.UNKNOWN)


def test_what_the_law_calls_for_is_expressed():
    kinds = {node.kind for version in VERSIONS for node in nodes(version)}
    assert kinds >= {
        "any_of", "all_of", "within", "hours", "sessions", "exam", "licensed_for", "credential", "filing",
        "attestation", "active_license", "unknown",
    }  # fmt: skip
    florida, arizona = lines(today("US-FL")), lines(today("US-AZ"))
    assert (florida["board_registration"].within_days, florida["board_registration"].anchor) == (60, "training_met")
    assert (arizona["board_registration"].within_days, arizona["board_registration"].anchor) == (30, "training_met")
    assert florida["sessions_supervised"].qualifications == ("licensed_1y", "sessions_25")
    assert (lines(today("US-UT"))["three_years"].months, lines(today("US-CO"))["four_years"].months) == (36, 48)
    assert lines(today("US-LA"))["min_licensed_years"].before == "training"
    assert {each.code for each in VERSIONS if each.values["scope_from_training"]} == {
        "US-SD", "US-NJ", "US-TN", "US-VA", "US-MS"
    }  # fmt: skip
    stages = {each.code: each.values["provisional_months"] for each in VERSIONS if each.values["provisional"]}
    assert stages == {"US-CO": 48, "US-DE": 24, "US-MD": 24}


@pytest.mark.django_db
def test_a_second_load_changes_nothing():
    load(rows=ROWS, rules=DOCUMENTS, now=NOW)
    before = list(PracticeRule.objects.values())
    assert load(rows=ROWS, rules=DOCUMENTS, now=NOW + timedelta(days=1)) == {"added": 0, "changed": 0, "drafted": 0}
    assert list(PracticeRule.objects.values()) == before


SEVERAL = sorted({(each.code, each.profession) for each in VERSIONS})


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "profession"), SEVERAL, ids=lambda each: each)
def test_versions_adopted_in_their_order_never_overlap(code, profession):
    (row,) = (row for row in ROWS if row["code"] == code)
    load(rows=[row], rules=[each for each in DOCUMENTS if each["jurisdiction"] == code], now=NOW)
    by, day = manager(), date(2010, 1, 1)
    for rule in PracticeRule.objects.filter(profession=profession).order_by("number"):
        day = rule.effective_from or day
        dates = {"effective_from": day, "effective_until": rule.effective_until, "changes_past": True}
        adopted(rule, by=by, duties=rule.duties, **dates)
        day = (rule.effective_until or day) + timedelta(days=1 if rule.effective_until else 400)
    found = rule_versions(rule.jurisdiction, profession)
    assert len(found) == len([each for each in VERSIONS if (each.code, each.profession) == (code, profession)])
    for before, after in pairwise(found):
        assert before.effective_until == after.effective_from - timedelta(days=1)


def judged(code: str, on: str, *, taught=(), **given):
    """The outcome there on a day, the unknown lines of the root closed with “nothing required”."""
    values = today(code).values
    known = [each for each in values["requirements"] if each["type"] != "unknown"]
    version = make.rule(
        tree_of_raw(known),
        effective_from=date(2015, 1, 1),
        jurisdiction=code,
        scope_from_training=values["scope_from_training"],
    )
    person = make.facts(licenses=(make.always_licensed(code),), **given)
    return evaluate_clearance([version], person, date.fromisoformat(on))


def outcome(code: str, on: str, **given) -> str:
    return judged(code, on, **given).outcome.value


def stated(what: str, on: str, id="a") -> AttestationFact:
    return AttestationFact(id, what, date.fromisoformat(on))


def test_georgias_unknown_ways_keep_fewer_hours_from_a_plain_no():
    given = {
        "credentials": (CredentialFact("c", "OSHA bloodborne pathogens training", date(2020, 1, 1)),),
        "filings": (FilingFact("f", "US-GA", "Dry needling documents for the board", date(2020, 1, 1)),),
    }
    assert outcome("US-GA", "2021-01-01", credits=(make.credit("2020-02-01", 49),), **given) == "needs_review"
    assert outcome("US-GA", "2021-01-01", credits=(make.credit("2020-02-01", 50),), **given) == "cleared"


@pytest.mark.parametrize(("since", "said"), [("2003-01-01", "cleared"), ("2003-01-02", "not_cleared")])
def test_new_jersey_counts_a_license_held_since_2003(since, said):
    held = "New Jersey physical therapist license without a break"
    credentials = (
        CredentialFact("c1", "CPR card", date(2023, 1, 1)),
        CredentialFact("c2", held, date.fromisoformat(since)),
    )
    credits = (make.credit("2023-01-01", 40, taught=("neck",)),)
    answer = judged("US-NJ", "2024-01-01", credentials=credentials, credits=credits)
    assert answer.outcome.value == said


@pytest.mark.parametrize(("letter", "said"), [("2023-01-10", "cleared"), ("2023-01-11", "not_cleared")])
def test_utah_takes_the_supervisors_letter_for_the_log_within_three_years(letter, said):
    credits = (make.credit("2020-01-10", 54), make.credit("2022-12-01", 246, mode="live_online"))
    name = "Registration as a trigger point dry needling practitioner"
    given = {"credits": credits, "filings": (FilingFact("f", "US-UT", name, date(2023, 2, 1)),)}
    assert outcome("US-UT", "2023-06-01", **given) == "not_cleared"
    letters = (stated("Supervising physical therapist's letter", letter),)
    assert outcome("US-UT", "2023-06-01", attestations=letters, **given) == said


FIVE = ("theory", "technique", "indications", "skill", "aftercare")


def test_floridas_attestation_is_due_in_sixty_days():
    given = {
        "credits": tuple(make.credit("2024-03-01", 10, subject=subject, id=subject) for subject in FIVE),
        "attestations": (
            stated("Instructor's finding of psychomotor skill", "2024-03-01"),
            stated(
                "Statement of 25 sessions as a licensed physical therapist or in the armed forces", "2024-03-01", "b"
            ),
        ),
    }
    found = {each.id: each for each in judged("US-FL", "2024-04-01", **given).findings}
    assert found["board_registration"].due_on == date(2024, 4, 30)
    assert outcome("US-FL", "2024-04-30", **given) == "cleared"
    assert outcome("US-FL", "2024-05-01", **given) == "not_cleared"
    without_theory = {**given, "credits": (*given["credits"][1:], make.credit("2024-03-02", 20, subject="skill"))}
    assert outcome("US-FL", "2024-04-30", **without_theory) == "not_cleared"


def test_arizonas_thirty_days_run_from_the_training_and_no_later_course_begins_them_anew():
    given = {"credits": (make.credit("2024-03-01", 24), make.credit("2024-06-01", 8, id="later"))}
    found = {each.id: each for each in judged("US-AZ", "2024-03-31", **given).findings}
    assert found["board_registration"].due_on == date(2024, 3, 31)
    assert outcome("US-AZ", "2024-03-31", **given) == "cleared"
    assert outcome("US-AZ", "2024-06-02", **given) == "not_cleared"


def test_marylands_proposed_theory_is_live_not_in_the_room_alone():
    proposed = BY_KEY["US-MD", "proposed-2025"]
    (theory,) = (node for node in nodes(proposed) if node.id == "provisional_theory")
    assert (theory.modes, theory.label) == (("in_person", "live_online"), "10 live hours of theory")
    assert "as written here" in lines(proposed)["clock"].what, "the stage beside it names a day"


def test_a_scope_is_said_once():
    """The line of the scope says what the training taught; a duty beside it would repeat that."""
    limited = [each for each in VERSIONS if each.values["scope_from_training"]]
    assert [duty for each in limited for duty in each.values["duties"] if "course of study" in duty] == []


def test_the_words_are_for_a_reader_who_is_no_lawyer():
    assert "licensed for a year" in lines(today("US-FL"))["sessions_supervised"].label
    assert "such as a physician" in today("US-GA").values["duties"][-1]
    labels = [node.label for version in VERSIONS for node in nodes(version)]
    assert [label for label in labels if "twin" in label or "qualified" in label] == []
