"""Several managers press different buttons at the same moment, each on what was true when the page was shown."""

from datetime import date
from itertools import pairwise

import pytest

from tests.factories import (
    NOW,
    TODAY,
    ClinicFactory,
    CycleFactory,
    LicenseCheckFactory,
    SchemeVersionFactory,
    UserFactory,
    days,
)
from tests.training.at_once import at_once
from tests.training.rule_story import adopted, draft, manager, place, therapist
from training.actions.decision import decide
from training.actions.standing import changing
from training.models import Decision, LicenseCheck, PracticeRule, Technique
from training.queries.integrity import standing_differences
from training.queries.standing import certification
from training.trees import block

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_drafts_of_one_place_are_adopted_one_after_the_other():
    florida, firsts = place(), (date(2027, 5, 1), date(2027, 6, 1))
    adopted(draft(florida, requirements=[]))
    person = therapist(ClinicFactory(jurisdiction=florida))
    drafts = [draft(florida, number=number, requirements=[]) for number in (2, 3)]
    managers = [manager(), manager()]

    def adopting(by, row, first):
        return lambda: adopted(row, by=by, effective_from=first).state

    came_to = at_once(*map(adopting, managers, drafts, firsts))
    assert came_to in (["adopted"] * 2, ["Version 3 takes over later. End this one on the day before.", "adopted"])
    rows = list(PracticeRule.objects.filter(state="adopted").order_by("effective_from"))
    assert all(row.effective_until < after.effective_from for row, after in pairwise(rows))
    assert list(standing_differences()) == []
    assert person.standings.exists()


@pytest.fixture
def held():
    """A certification under a license that must stay active, and two managers who see it."""
    managers = [UserFactory(role="administrator") for _ in range(3)]
    person = therapist(ClinicFactory())
    version = SchemeVersionFactory(throughout=[block("active_license", "license", jurisdiction="US-FL")])
    cycle = CycleFactory(practitioner=person, version=version, anchor=days(-100))
    with changing(person):
        pass
    return managers, person, cycle


def deciding(by, person, scheme, kind, digest, **given):
    def act():
        return decide(
            by=by,
            practitioner=person,
            scheme=scheme,
            kind=kind,
            reason="As decided.",
            effective_on=TODAY,
            seen_digest=digest,
            seen_name=person.full_name,
            now=NOW,
            today=TODAY,
            **given,
        ).kind

    return act


def test_of_three_decisions_on_what_was_shown_one_is_taken(held):
    managers, person, cycle = held
    digest = certification(person, cycle.scheme, TODAY).digest
    limited = {"scope": ["neck", *Technique.values]}
    kinds = [("suspend", {}), ("extend", {"valid_until": days(700)}), ("reduce_scope", limited)]
    acts = [
        deciding(by, person, cycle.scheme, kind, digest, **given)
        for by, (kind, given) in zip(managers, kinds, strict=True)
    ]
    came_to = at_once(*acts)
    assert sorted(word.startswith("Something changed") for word in came_to) == [False, True, True]
    assert Decision.objects.exclude(kind="award").count() == 1
    assert list(standing_differences()) == []


def test_a_check_that_shows_no_license_is_before_a_decision_or_after_it(held):
    managers, person, cycle = held
    digest = certification(person, cycle.scheme, TODAY).digest

    def not_shown():
        with changing(person):
            LicenseCheckFactory(license=person.licenses.get(), shows=False, checked_on=TODAY, recorded_at=NOW)
        return "looked"

    extension = deciding(managers[0], person, cycle.scheme, "extend", digest, valid_until=days(700))
    extended, looked = at_once(extension, not_shown)
    assert looked == "looked"
    assert extended == "extend" or extended.startswith("Something changed")
    assert LicenseCheck.objects.filter(shows=False).count() == 1
    assert certification(person, cycle.scheme, TODAY).outcome == "inactive"
    assert list(standing_differences()) == []
