"""The spans that the rules say, as rows that nobody saved: actions store them, `check_integrity` compares them."""

from collections.abc import Iterable

from training.evaluation.spans import Span
from training.models import Practitioner, Standing, StandingPair
from training.queries.spans import Rules, answers
from training.queries.standing import CODE_VERSION

BATCH = 500  # people who are read together


def computed(people: Iterable[int], rules: Rules | None = None) -> tuple[list[Standing], list[StandingPair]]:
    """The spans of these people as the rules say them now, not saved, and the pairs they belong to."""
    rows, pairs = [], []
    for answer in answers(people, rules or Rules()):
        about = (answer.practitioner, answer.jurisdiction, answer.scheme)
        rows += [Standing(None, *about, *columns(span)) for span in answer.spans]
        pairs.append(StandingPair(None, *about, answer.facts_version, answer.rules_version, CODE_VERSION))
    return rows, pairs


def columns(span: Span) -> tuple:
    """What a row says of a span, in the order of the model's columns."""
    return span.starts_on, span.ends_on, span.outcome.value, span.deadline, list(span.unmet), list(span.scope)


def row_of(person: Practitioner, span: Span, *, jurisdiction=None, scheme=None) -> Standing:
    """One span of one person, about a jurisdiction or a scheme."""
    row = Standing(None, person.pk, jurisdiction and jurisdiction.pk, scheme and scheme.pk, *columns(span))
    row.practitioner, row.jurisdiction, row.scheme = person, jurisdiction, scheme
    return row
