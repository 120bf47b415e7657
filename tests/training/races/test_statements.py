"""A statement signed in two windows while it is taken back: signed once, or withdrawn."""

import pytest

from tests import factories as f
from tests.factories import TODAY
from tests.factories.statements import StatementFactory
from tests.training.at_once import raced
from tests.training.races.story import LATER, PROOF, supervisor
from tests.training.signed_story import signed_session
from training.actions import statement as statements
from training.actions.standing import refresh_all
from training.models import AuditEvent, Statement
from training.trees import block

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def asked():
    """Makes a statement about a new therapist that waits for the supervisor."""
    place = f.JurisdictionFactory(code="US-FL", name="Florida")
    name = StatementFactory._meta.declarations["name"]
    requirements = [block("sessions", "sessions", count=1), block("attestation", "finding", name=name)]
    f.PracticeRuleFactory(jurisdiction=place, requirements=requirements)
    daniel = supervisor()

    def made():
        maya = f.PractitionerFactory(login=True)
        signed_session(maya, daniel)
        refresh_all([maya.pk, daniel.pk])
        return StatementFactory(practitioner=maya, supervisor=daniel, jurisdiction=place, recorded_by=maya.user)

    return made


def window(row) -> Statement:
    return Statement.objects.select_related("practitioner", "supervisor", "jurisdiction").get(pk=row.pk)


def signing(row, shown: str):
    by = {"by": row.supervisor.user, "statement": window(row), "content_hash": shown}
    return lambda: statements.sign(**by, **PROOF, today=TODAY)


def test_signed_in_two_windows_while_it_is_taken_back(race, asked):
    for row in race.rounds(asked, ways=2):
        shown, mine = statements.drafted(row, TODAY).content_hash, window(row)
        raced(
            signing(row, shown),
            signing(row, shown),
            lambda mine=mine: statements.withdraw(by=mine.practitioner.user, statement=mine, now=LATER),
        )
        row.refresh_from_db()
        signed = AuditEvent.objects.filter(action="statement.sign", subject_id=str(row.pk)).count()
        assert (row.state, signed, row.content_hash) in [("signed", 1, shown), ("withdrawn", 0, "")]
        race.ended(row.state)
