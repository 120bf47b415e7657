"""Several people press the button at the same moment: one decision, one certificate, no number lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from certificates.corrections.correct import correct
from certificates.corrections.correction import correction_of
from certificates.issue import issue
from certificates.models import Certificate, NumberSeries
from tests import factories
from tests.certificates.course import graduate, printed
from tests.certificates.make import issued, story
from tests.certificates.test_changed import change
from tests.factories import NOW, TODAY
from training.actions import Refused
from training.actions.decision import decide
from training.models import Decision, OutgoingMail
from training.queries.standing import certification

pytestmark = pytest.mark.slow

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


def print_anew(certificate: Certificate, by, reason: str, digest: str, start: Barrier) -> int:
    """One press of “Print anew”; the key of what came of it."""
    start.wait()
    try:
        return correct(by=by, certificate=certificate, reason=reason, seen_digest=digest, now=NOW, today=TODAY).pk
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_press_twenty_times_print_one_correction():
    given, many = story(), 20
    other = factories.UserFactory(role="administrator", first_name="Ada", last_name="Long")
    certificate = issued(given)
    given.person.full_name = "Inés Zamora-Lee"
    given.person.save()
    digest = correction_of(Certificate.objects.get(), NOW).digest
    start, managers = Barrier(many), (given.manager, other)

    def press(number: int) -> int:
        return print_anew(certificate, managers[number % 2], f"Reason {number % 2}.", digest, start)

    with ThreadPoolExecutor(many) as pool:
        got = set(pool.map(press, range(many)))
    assert got == {Certificate.objects.get(replaces=certificate).pk}
    assert (Certificate.objects.count(), NumberSeries.objects.get().last) == (2, 2)
    assert OutgoingMail.objects.filter(key__startswith="correction:").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_correction_and_an_extension_at_once_leave_one_line():
    """Whichever comes first, the other follows it or is refused; no paper is replaced twice."""
    given = story()
    certificate = issued(given)
    given.person.full_name = "Inés Zamora-Lee"
    given.person.save()
    digest = correction_of(Certificate.objects.get(), NOW).digest
    start = Barrier(2)

    def correcting():
        try:
            return print_anew(certificate, given.manager, "The name changed.", digest, start)
        except Refused:
            return None

    def extending():
        start.wait()
        try:
            with transaction.atomic():
                return change(given, "extend", after=timedelta(0), valid_until=date(2029, 6, 30))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(correcting), pool.submit(extending)]
        assert [job.result() for job in jobs][1]
    line = list(Certificate.objects.order_by("pk").values_list("pk", "replaces"))
    assert [replaces for _, replaces in line] == [None, *(pk for pk, _ in line[:-1])]
    assert len(line) in (2, 3)
