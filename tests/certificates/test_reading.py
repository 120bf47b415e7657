"""What a paper reads on a day: the public words, in an order that never lets a revoked one read as expired."""

from datetime import date, timedelta

import pytest

from certificates.issue import issue
from certificates.models import Certificate
from certificates.reading import read
from certificates.readings import read_page
from certificates.status import WORDS, CertificateStatus
from tests import factories
from tests.certificates.make import decided
from tests.factories import NOW, TODAY
from training.evaluation.dates import cycle as window
from training.models import Cycle, DecisionKind

DAY = timedelta(days=1)


def act(certificate, kind, on, at=NOW):
    cycle = certificate.cycle
    return factories.DecisionFactory(
        practitioner=cycle.practitioner, scheme=cycle.scheme, kind=kind, effective_on=on, decided_at=at
    )


def says(certificate, day) -> str:
    """Its words, which are the same where a whole page is read at once."""
    reading = read(certificate, day)
    assert read_page([Certificate.objects.get(pk=certificate.pk)], day) == [reading]
    return reading.headline


def test_every_status_has_its_public_words():
    assert set(WORDS) == set(CertificateStatus)


def test_the_life_of_a_paper(certificate):
    assert says(certificate, TODAY) == "Valid"
    assert says(certificate, date(2029, 2, 28)) == "Valid"
    assert says(certificate, date(2029, 3, 1)) == "Expired, may renew until April 30, 2029"
    assert says(certificate, date(2029, 4, 30)) == "Expired, may renew until April 30, 2029"
    assert says(certificate, date(2029, 5, 1)) == "Expired"


def test_before_its_first_day_it_starts_on(given):
    decision = decided(given, effective_on=TODAY + 10 * DAY)
    certificate = issue(decision=decision, cycle=decision.cycle, by=given.manager, now=NOW)
    assert says(certificate, TODAY) == "Starts on March 11, 2027"
    assert says(certificate, TODAY + 10 * DAY) == "Valid"


def test_revoked_from_its_day_on_and_never_expired(certificate):
    act(certificate, DecisionKind.REVOKE, TODAY + DAY)
    assert says(certificate, TODAY) == "Valid"
    assert says(certificate, TODAY + DAY) == "Revoked"
    assert says(certificate, date(2040, 1, 1)) == "Revoked"
    assert read(certificate, date(2040, 1, 1)).since == TODAY + DAY


def test_suspended_and_reinstated(certificate):
    act(certificate, DecisionKind.SUSPEND, TODAY + DAY)
    act(certificate, DecisionKind.REINSTATE, TODAY + 5 * DAY)
    assert says(certificate, TODAY + DAY) == "Suspended"
    assert read(certificate, TODAY + DAY).since == TODAY + DAY
    assert says(certificate, TODAY + 5 * DAY) == "Valid"


def test_a_paper_that_starts_later_reads_suspended_or_revoked_too(given):
    decision = decided(given, effective_on=TODAY + 10 * DAY)
    certificate = issue(decision=decision, cycle=decision.cycle, by=given.manager, now=NOW)
    act(certificate, DecisionKind.REVOKE, TODAY + DAY, NOW + DAY)
    assert says(certificate, TODAY + DAY) == "Revoked"
    assert says(certificate, TODAY + 20 * DAY) == "Revoked"


@pytest.fixture
def renewed(given, certificate):
    """The second certificate, which follows the first by its dates."""
    dates = window(certificate.cycle.anchor, 1, 24, 3, 2)
    at = NOW + timedelta(days=700)
    decision = factories.DecisionFactory(
        practitioner=given.person,
        scheme=given.scheme,
        kind=DecisionKind.RENEW,
        effective_on=at.date(),
        decided_at=at,
    )
    stamped = {name: getattr(dates, name) for name in ("anchor", "number", "starts_on", "valid_until")}
    cycle = Cycle.objects.create(
        practitioner=given.person,
        scheme=given.scheme,
        version=certificate.cycle.version,
        decision=decision,
        window_opens_on=dates.window_opens_on,
        grace_until=dates.grace_until,
        **stamped,
    )
    return issue(decision=decision, cycle=cycle, by=given.manager, now=at)


def test_a_renewal_follows_by_its_dates(certificate, renewed):
    last = certificate.cycle.valid_until
    assert (says(certificate, last), says(renewed, last)) == ("Valid", "Starts on March 1, 2029")
    assert says(certificate, last + DAY) == f"Replaced by {renewed.number}"
    assert says(renewed, last + DAY) == "Valid"
    assert renewed.replaces is None


def test_a_revocation_after_a_renewal_covers_both(certificate, renewed):
    act(certificate, DecisionKind.REVOKE, date(2029, 6, 1), renewed.issued_at + timedelta(days=100))
    assert says(certificate, date(2029, 6, 1)) == "Revoked"
    assert says(renewed, date(2029, 6, 1)) == "Revoked"
    assert says(certificate, date(2029, 5, 31)) == f"Replaced by {renewed.number}"


def test_a_failing_condition_reads_not_valid_today(given, certificate):
    from training.trees import block

    version = certificate.cycle.version
    version.throughout = [block("active_license", "license")]
    version.save()
    assert says(certificate, TODAY) == "Not valid today"
