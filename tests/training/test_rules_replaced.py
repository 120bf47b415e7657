"""Adopting a version after another: no day is left without a rule, and no past is changed, unless it is meant."""

from datetime import date

import pytest

from tests.factories import NOW
from tests.training.rule_story import adopted, draft, manager, place
from training.actions import Refused
from training.actions.rule import draft_next
from training.models import PracticeRule
from training.queries.drafts import digest_of

pytestmark = pytest.mark.django_db


def test_an_end_that_leaves_days_without_a_rule_is_refused_unless_it_is_meant():
    first = adopted(draft(requirements=[]))
    second = draft_next(by=manager(), rule=first, now=NOW)
    given = {"effective_from": date(2027, 6, 1), "effective_until": date(2027, 12, 31)}
    with pytest.raises(Refused, match="no rule from January 1, 2028 on, where version 1 still holds") as refused:
        adopted(second, **given)
    assert refused.value.field == "effective_until"
    first.refresh_from_db()
    assert first.effective_until is None
    adopted(second, **given, no_rule_after=True)
    first.refresh_from_db()
    assert first.effective_until == date(2027, 5, 31)


def test_an_end_not_before_that_of_the_version_it_replaces_leaves_no_hole():
    first = adopted(draft(requirements=[]), effective_until=date(2027, 12, 31))
    second = draft_next(by=manager(), rule=first, now=NOW)
    adopted(second, effective_from=date(2027, 6, 1), effective_until=date(2027, 12, 31))
    assert second.state == "adopted"


def test_answers_of_days_that_are_past_change_only_where_that_is_meant():
    first = adopted(draft(requirements=[]))
    second = draft_next(by=manager(), rule=first, now=NOW)
    with pytest.raises(Refused, match="back to January 1, 2022: version 1 decided those days") as refused:
        adopted(second, effective_from=date(2022, 1, 1))
    assert refused.value.field == "changes_past"
    adopted(second, effective_from=date(2022, 1, 1), changes_past=True)
    assert second.state == "adopted"


def test_a_draft_that_was_moved_to_another_place_meanwhile_is_not_adopted():
    """The page, and the row that it read, were about Florida."""
    row, elsewhere = draft(), place("US-CO", "Colorado")
    seen = digest_of(row)
    PracticeRule.objects.filter(pk=row.pk).update(jurisdiction=elsewhere)
    with pytest.raises(Refused, match="Something changed since this page was shown"):
        adopted(row, seen=seen)
    assert not PracticeRule.objects.filter(state="adopted").exists()
