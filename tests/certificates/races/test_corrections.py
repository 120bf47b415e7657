"""Two who print a certificate anew at once, and one beside a decision: one line, and no paper is replaced twice."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from certificates.corrections.correct import correct
from certificates.corrections.correction import correction_of
from certificates.integrity import certificate_differences
from certificates.models import Certificate, CertificatePdf
from tests.certificates.races.story import ready, single, staggered
from tests.certificates.test_changed import change
from tests.certificates.test_corrections import renamed
from tests.factories import NOW, TODAY
from tests.training.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def whole_afterward():
    yield
    assert list(certificate_differences()) == []


def misnamed():
    """A person with a certificate, whose name on the license changed since."""
    given = ready()
    given.paper = single(given)()
    renamed(given, f"{given.person.full_name}-Lee")
    given.digest = correction_of(Certificate.objects.get(pk=given.paper.pk), NOW).digest
    return given


def printing(given, by=None):
    """The button of “Print anew”, as the page was shown."""
    by = by or given.manager
    told = {"certificate": given.paper, "reason": f"Asked by {by}.", "seen_digest": given.digest}
    return lambda: correct(by=by, now=NOW, today=TODAY, **told)


def extending(given):
    """An extension of the same cycle with its paper, in one transaction as at the desk."""

    def press():
        with transaction.atomic():
            return change(given, "extend", after=timedelta(0), valid_until=date(2029, 6, 30))[0]

    return press


def line(given) -> list[Certificate]:
    """The papers of the person; each but the first takes the place of the one before, and has one file."""
    papers = list(Certificate.objects.filter(cycle__practitioner=given.person).order_by("pk"))
    assert [each.replaces for each in papers] == [None, *papers[:-1]]
    assert CertificatePdf.objects.filter(certificate__in=papers).count() == len(papers)
    return papers


def test_two_managers_print_one_correction(race):
    for given in race.rounds(misnamed, ways=2):
        one, two = at_once(staggered(printing(given)), staggered(printing(given, by=given.second)))
        assert line(given) == [given.paper, one] and one == two
        race.ended(f"printed by {one.issued_by}")


def test_a_correction_beside_an_extension(race):
    for given in race.rounds(misnamed, ways=2):
        corrected, extended = at_once(staggered(printing(given)), staggered(extending(given)))
        papers = line(given)
        if isinstance(corrected, str):
            assert "is printed in its place" in corrected
            assert papers == [given.paper, extended]
        else:
            assert papers == [given.paper, corrected, extended]
        race.ended("the extension alone" if isinstance(corrected, str) else "the correction, then the extension")
