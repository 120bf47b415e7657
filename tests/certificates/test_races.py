"""Several people press the button at the same moment: one decision, one certificate, no number lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from certificates.issue import issue
from certificates.models import Certificate, NumberSeries
from tests.certificates.course import graduate, printed
from tests.certificates.make import story
from tests.factories import NOW, TODAY
from training.actions import Refused
from training.actions.decision import decide
from training.models import Decision
from training.queries.standing import certification

THREADS = 4


def award(given, digest: str, start: Barrier) -> bool:
    """One press of the button, in a connection of its own; False where it is refused."""
    start.wait()
    try:
        with transaction.atomic():
            decision = decide(
                by=given.manager,
                practitioner=given.person,
                scheme=given.scheme,
                kind="award",
                reason="All met.",
                effective_on=TODAY,
                seen_digest=digest,
                seen_name=given.person.full_name,
                now=NOW,
                today=TODAY,
            )
            issue(decision=decision, cycle=decision.cycle, by=given.manager, now=NOW)
    except Refused:
        return False
    else:
        return True
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_one_award_wins():
    given = story()
    digest, start = certification(given.person, given.scheme, TODAY).digest, Barrier(THREADS)
    with ThreadPoolExecutor(THREADS) as pool:
        won = list(pool.map(lambda _: award(given, digest, start), range(THREADS)))
    assert all(won), "who came second is told of the same decision"
    assert Decision.objects.count() == Certificate.objects.count() == 1
    assert NumberSeries.objects.get().last == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_are_taken_once():
    people = [story(f"Person {number}", f"Scheme {number}") for number in range(THREADS)]
    digests = [certification(given.person, given.scheme, TODAY).digest for given in people]
    start = Barrier(THREADS)
    with ThreadPoolExecutor(THREADS) as pool:
        won = list(pool.map(lambda pair: award(*pair, start), zip(people, digests, strict=True)))
    assert all(won)
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert numbers == [f"DN-2027-{number:05d}" for number in range(1, THREADS + 1)]


def ask(given, start: Barrier, **changes) -> int:
    """One request for the certificate of a completion; the key of what it got."""
    start.wait()
    try:
        return printed(given, **changes).pk
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_twenty_requests_print_one_certificate_of_a_completion():
    given, many = graduate(), 20
    first = Barrier(many)
    with ThreadPoolExecutor(many) as pool:
        got = set(pool.map(lambda _: ask(given, first), range(many)))
    certificate = Certificate.objects.get()
    assert got == {certificate.pk}
    second = Barrier(many)
    with ThreadPoolExecutor(many) as pool:
        again = {"seen_code": certificate.code, "license": given.license}
        got = set(pool.map(lambda _: ask(given, second, **again), range(many)))
    assert got == {Certificate.objects.get(replaces=certificate).pk}
    assert NumberSeries.objects.get().last == 2
