"""Races about signatures: two batches over the same entries, a batch against a withdrawal, a statement signed twice."""

import threading

import pytest
from django.db import connection

from tests.factories import NOW, TODAY, JurisdictionFactory, PracticeRuleFactory, PractitionerFactory, SessionFactory
from tests.factories.statements import StatementFactory
from tests.training.signing import supervising, waiting
from training.actions import Refused
from training.actions import statement as statements
from training.actions.session import withdraw
from training.actions.sign_several import sign_several
from training.models import AuditEvent, SignOff, Statement, SupervisedSession
from training.session_content import content_hash
from training.trees import block

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer anyway"),
]
PROOF = {"proof": "password", "proved_at": NOW, "now": NOW}
ROUNDS = 10


def at_once(*acts):
    """Run each in a thread of its own; what they raise but a refusal is returned."""
    wrong, start = [], threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            act()
        except Refused:
            pass
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return wrong


@pytest.fixture
def supervisor():
    return supervising()


def batch(supervisor, rows):
    shown = [(SupervisedSession.objects.get(pk=row.pk), row.content_hash) for row in rows]
    return lambda: sign_several(by=supervisor.user, shown=shown, **PROOF)


@pytest.mark.parametrize("_", range(ROUNDS))
def test_two_batches_over_the_same_entries_sign_each_once(supervisor, _):
    rows = [waiting(supervisor) for _ in range(3)]
    assert at_once(batch(supervisor, rows), batch(supervisor, rows[::-1])) == []
    assert SignOff.objects.count() == AuditEvent.objects.filter(action="session.sign").count() == 3


@pytest.mark.parametrize("_", range(ROUNDS))
def test_a_batch_against_a_withdrawal_ends_in_one_of_the_two(supervisor, _):
    rows = [waiting(supervisor, practitioner=PractitionerFactory(login=True)) for _ in range(2)]
    first = rows[0]
    take_back = SupervisedSession.objects.get(pk=first.pk)
    wrong = at_once(batch(supervisor, rows), lambda: withdraw(by=first.practitioner.user, session=take_back, now=NOW))
    assert wrong == []
    first.refresh_from_db()
    assert (first.state, SignOff.objects.filter(session=first).exists()) in [("signed", True), ("withdrawn", False)]
    for sign_off in SignOff.objects.select_related("session"):
        assert sign_off.content_hash == content_hash(sign_off.session)


@pytest.mark.parametrize("_", range(ROUNDS))
def test_a_statement_signed_and_withdrawn_at_once_is_one_of_the_two(supervisor, _):
    name = StatementFactory._meta.declarations["name"]
    place = JurisdictionFactory(code="US-FL", name="Florida")
    asked = [block("sessions", "sessions", count=1), block("attestation", "finding", name=name)]
    PracticeRuleFactory(jurisdiction=place, requirements=asked)
    maya = PractitionerFactory(login=True)
    SessionFactory(practitioner=maya, supervisor=supervisor, signed=True)
    row = StatementFactory(practitioner=maya, supervisor=supervisor, jurisdiction=place, recorded_by=maya.user)
    shown = statements.drafted(row, TODAY).content_hash
    about = Statement.objects.select_related("practitioner", "supervisor", "jurisdiction")
    copies = [about.get(pk=row.pk) for _ in "abc"]

    def signing(copy):
        by = {"by": supervisor.user, "statement": copy, "content_hash": shown}
        return lambda: statements.sign(**by, **PROOF, today=TODAY)

    wrong = at_once(
        signing(copies[0]),
        signing(copies[1]),
        lambda: statements.withdraw(by=maya.user, statement=copies[2], now=NOW),
    )
    assert wrong == []
    row.refresh_from_db()
    signed = AuditEvent.objects.filter(action="statement.sign").count()
    assert (row.state, signed) in [("signed", 1), ("withdrawn", 0)]
