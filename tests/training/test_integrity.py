"""What is stored is recomputed and every difference named; a rebuild mends it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import (
    ClinicFactory,
    EnrollmentFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    days,
)
from training.actions.standing import refresh_all
from training.evaluation import OPEN
from training.models import Jurisdiction, Practitioner, Standing, StandingPair
from training.queries import integrity
from training.queries.integrity import chosen, differences

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return PracticeRuleFactory().jurisdiction


@pytest.fixture
def people(place):
    clinic = ClinicFactory(jurisdiction=place)
    people = [PractitionerFactory(clinic=clinic) for _ in range(5)]
    for person in people:
        LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    refresh_all([person.pk for person in people])
    return people


def told(command, *args, **given) -> tuple[list[str], str]:
    """The lines on the error stream, and the last word: what the command says, or why it failed."""
    errors, out = StringIO(), StringIO()
    try:
        call_command(command, *args, stdout=out, stderr=errors, **given)
        last = out.getvalue().strip()
    except CommandError as error:
        last = str(error)
    return errors.getvalue().splitlines(), last


def cleared(person) -> Standing:
    return Standing.objects.get(practitioner=person, outcome="cleared")


def test_nothing_differs(people):
    assert told("check_integrity") == ([], "Nothing differs.")


TAMPERED = {
    "outcome": lambda row: Standing.objects.filter(pk=row.pk).update(outcome="prohibited"),
    "dates": lambda row: Standing.objects.filter(pk=row.pk).update(ends_on=OPEN),
    "unmet": lambda row: Standing.objects.filter(pk=row.pk).update(unmet=["rule.hours"]),
    "scope": lambda row: Standing.objects.filter(pk=row.pk).update(scope=["neck"]),
    "deadline": lambda row: Standing.objects.filter(pk=row.pk).update(deadline=days(9)),
    "gone": lambda row: row.delete(),
    "pair": lambda row: StandingPair.objects.filter(practitioner=row.practitioner).update(facts_version=99),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_somebody_tampered_with_is_named_and_a_rebuild_mends_it(people, what):
    row = cleared(people[2])
    TAMPERED[what](row)
    lines, last = told("check_integrity")
    assert {line.startswith(f"Practitioner {people[2].pk}, jurisdiction US-FL: ") for line in lines} == {True}
    assert last in ("1 difference.", "2 differences.")
    assert told("refresh_standings")[1] == "Rebuilt the standings of 5 practitioners."
    assert told("check_integrity") == ([], "Nothing differs.")


LATE = "are out of date, as their counters say, and were not compared: `manage.py refresh_standings --stale`"


def test_what_is_out_of_date_by_its_counters_is_one_sentence_and_no_fault(people, monkeypatch):
    """As after an upgrade that counts the version of the code up: what is stored says otherwise, and says so."""
    Standing.objects.filter(outcome="cleared").update(outcome="prohibited")
    StandingPair.objects.update(code_version=1)
    out = told("check_integrity")
    assert out[0] == []
    assert out[1].splitlines() == [
        f"Stored answers of 5 practitioners {LATE} brings them up to date.",
        "Nothing else differs.",
    ]
    assert len(list(differences())) == 1
    told("refresh_standings", "--stale")
    assert told("check_integrity") == ([], "Nothing differs.")


def test_beside_what_is_out_of_date_the_rest_is_compared(people):
    StandingPair.objects.filter(practitioner=people[0]).update(rules_version=0)
    Jurisdiction.objects.update(rules_version=1)
    StandingPair.objects.exclude(practitioner=people[0]).update(rules_version=1)
    Standing.objects.filter(pk__in=[cleared(person).pk for person in people[:2]]).update(outcome="prohibited")
    lines, last = told("check_integrity")
    assert {line.split(",")[0] for line in lines} == {f"Practitioner {people[1].pk}"}
    assert last == "2 differences."


def test_it_says_what_is_stored_and_what_should_be(people):
    row = cleared(people[0])
    Standing.objects.filter(pk=row.pk).update(outcome="prohibited")
    span = f"from {row.starts_on} to {row.ends_on}"
    about = f"Practitioner {people[0].pk}, jurisdiction US-FL:"
    assert list(differences()) == [
        f"{about} cleared {span} is missing (answer).",
        f"{about} prohibited {span} is stored, but the rules say otherwise (answer).",
    ]


def test_a_sample_is_random_and_can_be_chosen_again(people):
    keys = [person.pk for person in people]
    samples = [list(chosen(2, seed)) for seed in range(30)]
    assert {len(sample) for sample in samples} == {2}
    assert {key for sample in samples for key in sample} == set(keys)
    assert list(chosen(2, 7)) == list(chosen(2, 7))
    assert list(chosen(99, 7)) == list(chosen(None, None)) == keys


def test_the_sample_decides_what_is_found(people):
    Standing.objects.filter(pk=cleared(people[0]).pk).update(outcome="prohibited")
    for seed in range(10):
        found = list(chosen(2, seed))
        expected = 2 if people[0].pk in found else 0
        assert len(told("check_integrity", sample=2, seed=seed)[0]) == expected


@pytest.mark.parametrize("given", ["0", "-3", "some"])
def test_a_sample_of_nobody_is_refused(given):
    with pytest.raises(CommandError, match="--sample"):
        call_command("check_integrity", "--sample", given)


def test_people_are_recomputed_in_batches(people, monkeypatch):
    sizes, computed = [], integrity.computed

    def counted(batch):
        sizes.append(len(batch))
        return computed(batch)

    monkeypatch.setattr(integrity, "BATCH", 2)
    monkeypatch.setattr(integrity, "computed", counted)
    assert list(differences()) == []
    assert sizes == [2, 2, 1]


def test_an_act_between_the_two_reads_is_no_fault(people, monkeypatch):
    """The first look at a person is spoiled by an act that comes right after it; the second is not."""
    computed, looked = integrity.computed, []

    def beside(batch):
        answer = computed(batch)
        if not looked:
            looked.append(batch)
            Practitioner.objects.filter(pk=people[0].pk).update(facts_version=5)
            refresh_all([people[0].pk])
        return answer

    monkeypatch.setattr(integrity, "computed", beside)
    assert list(differences()) == []


def test_only_what_is_stale_is_rebuilt(people):
    Practitioner.objects.filter(pk=people[0].pk).update(facts_version=5)
    assert told("refresh_standings", "--stale")[1] == "Rebuilt the standings of 1 practitioner."
    assert told("refresh_standings", "--stale")[1] == "Rebuilt the standings of 0 practitioners."


def test_one_place_is_rebuilt_and_no_other(people, place):
    other = PracticeRuleFactory(jurisdiction__code="US-CO").jurisdiction
    LicenseFactory(practitioner=people[0], jurisdiction=other, checked=True)
    refresh_all([people[0].pk])
    Standing.objects.filter(outcome="cleared").update(outcome="prohibited")
    assert told("refresh_standings", jurisdiction="us-co")[1] == "Rebuilt the standings of 1 practitioner."
    assert Standing.objects.filter(jurisdiction=place, outcome="prohibited").count() == 5
    assert not Standing.objects.filter(jurisdiction=other, outcome="prohibited").exists()


def test_a_scheme_is_rebuilt(people):
    enrollment = EnrollmentFactory(practitioner=people[0])
    given = {"scheme": enrollment.scheme.slug}
    assert told("refresh_standings", "--stale", **given)[1] == "Rebuilt the standings of 1 practitioner."
    assert Standing.objects.filter(scheme=enrollment.scheme).exists()
    assert told("refresh_standings", "--stale", **given)[1] == "Rebuilt the standings of 0 practitioners."


def test_progress_is_told_batch_by_batch(people, monkeypatch):
    monkeypatch.setattr("training.management.commands.refresh_standings.BATCH", 2)
    assert told("refresh_standings")[0] == ["2 of 5", "4 of 5", "5 of 5"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"jurisdiction": "US-XX"}, "There is no jurisdiction “US-XX”."),
        ({"scheme": "none"}, "There is no scheme “none”."),
        ({"scheme": "none", "jurisdiction": "US-FL"}, "Name a jurisdiction or a scheme, not both."),
    ],
)
def test_what_does_not_exist_is_said(given, words):
    assert told("refresh_standings", **given)[1] == words


def test_a_place_that_counts_up_is_stale_until_it_is_rebuilt(people, place):
    Jurisdiction.objects.filter(pk=place.pk).update(rules_version=3)
    assert told("refresh_standings", "--stale", jurisdiction="US-FL")[1] == "Rebuilt the standings of 5 practitioners."
    assert set(StandingPair.objects.values_list("rules_version", flat=True)) == {3}
