"""A filing whose days run from training is refused where nothing that it is asked with is training."""

from datetime import date

import pytest

from tests import factories
from tests.factories import NOW, TODAY
from tests.training.rule_story import adopted, draft, manager
from tests.training.test_block_flaws import places
from training.actions import Refused
from training.actions.house_policy import adopt_house_policy
from training.actions.scheme import adopt_scheme_version
from training.blocks import RequirementsBlock
from training.models import HousePolicy
from training.queries.readable import flaws_of
from training.rule_fields import Answer
from training.timed_filings import NEVER_BEGINS, never_begin
from training.trees import block

pytestmark = pytest.mark.django_db
HOURS = block("hours", "h", hours="50")
UNKNOWN = block("unknown", "min_course_hours", what="Course hours", label="Course hours not seen")
CARD = block("credential", "c", name="CPR")


def filing(anchor="training_met", days=60):
    return block("filing", "f", jurisdiction="US-FL", name="Attestation", within_days=days, anchor=anchor)


def stream(*raw):
    return RequirementsBlock().to_python(list(raw))


def marks(stream, *beside) -> dict:
    error = never_begin(stream, beside)
    return dict(places(error.as_json_data())) if error else {}


@pytest.mark.parametrize("anchor", ["training_met", "first_course", "last_course"])
def test_days_that_nothing_starts_are_marked_at_their_anchor(anchor):
    assert marks(stream(CARD, filing(anchor))) == {"1.anchor": NEVER_BEGINS}
    deep = block("any_of", "g", of=[CARD, block("all_of", "d", of=[filing(anchor)])])
    assert marks(stream(deep)) == {"0.of.1.of.0.anchor": NEVER_BEGINS}


@pytest.mark.parametrize(
    "training",
    [
        HOURS,
        UNKNOWN,
        block("sessions", "s", count=25),
        block("modules", "m", modules=["a"]),
        block("within", "w", months=6, anchor="first_course", of=[block("any_of", "g", of=[HOURS])]),
    ],
)
def test_training_beside_it_or_in_what_it_is_joined_with_starts_them(training):
    assert marks(stream(filing(), training)) == {}
    assert marks(stream(filing()), stream(CARD), stream(training)) == {}
    assert marks(stream(filing()), stream(CARD)) == {"0.anchor": NEVER_BEGINS}


def test_a_filing_without_days_waits_for_nothing():
    assert marks(stream(filing("", None))) == {}


def test_the_sentence_names_the_line():
    factories.JurisdictionFactory(code="US-FL")
    assert flaws_of(stream(filing())) == [f"Filing with a board › Anchor: {NEVER_BEGINS}"]
    assert flaws_of(stream(filing()), [stream(HOURS)]) == []


def test_an_unknown_closed_as_nothing_is_asked_again():
    rule = draft(requirements=[UNKNOWN, filing()])
    with pytest.raises(Refused, match="would never begin"):
        adopted(rule, answers={"min_course_hours": Answer("nothing", None, "the board")})
    adopted(rule, answers={"min_course_hours": Answer("value", 50, "the board")})


def test_a_stage_waits_for_the_training_of_its_rule():
    stage = {"provisional": [CARD, filing()], "provisional_months": 12}
    with pytest.raises(Refused, match="Provisional practice cannot be meant yet"):
        adopted(draft(requirements=[CARD], **stage))
    adopted(draft(factories.JurisdictionFactory(code="US-CO"), requirements=[HOURS], **stage))


@pytest.mark.parametrize("name", ["renewal", "throughout"])
def test_a_scheme_waits_for_the_training_of_the_first_award(name):
    factories.JurisdictionFactory(code="US-FL")
    scheme = factories.SchemeFactory()
    for number, (initial, expected) in enumerate([([CARD], name), ([HOURS], None)], 1):
        trees = {"initial": initial, "renewal": [CARD], name: [filing()]}
        version = factories.SchemeVersionFactory(
            scheme=scheme, number=number, adopted_at=None, adopted_by=None, effective_from=date(2027, 1, 1), **trees
        )
        refused = None
        try:
            adopt_scheme_version(by=manager(), version=version, now=NOW, today=TODAY)
        except Refused as error:
            refused = error.field
        assert refused == expected


def test_a_house_policy_waits_for_the_training_of_the_rules_that_it_joins():
    rule = draft(requirements=[CARD])
    policy = HousePolicy.objects.create(name="Tell us", requirements=[filing()], effective_from=TODAY)
    policy.jurisdictions.add(rule.jurisdiction)
    draft(factories.JurisdictionFactory(code="US-CO"), requirements=[HOURS])
    with pytest.raises(Refused, match="would never begin"):
        adopt_house_policy(by=manager(), policy=policy, now=NOW)
    policy.jurisdictions.clear()
    adopt_house_policy(by=manager(), policy=policy, now=NOW)
