"""Two windows on one design at once: a version is put to use once, and what it is for stays."""

from itertools import count

import pytest

from certificates.designs import acts
from certificates.designs.chosen import placements
from certificates.models import Certificate, Design, DesignVersion
from tests.certificates.designs.make import draft
from tests.certificates.races.story import staggered
from tests.factories import NOW, UserFactory
from tests.training.at_once import at_once, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CERTIFICATION, COMPLETION = Certificate.Kind.CERTIFICATION, Certificate.Kind.COMPLETION


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def drafted(manager):
    """Makes a design of a name of its own."""
    numbers = count(1)
    return lambda: draft(manager, name=f"Formal {next(numbers)}")


def using(design, by):
    seen = acts.hash_of(acts.content_of(design))
    return lambda: acts.use(by=by, design=Design.objects.get(pk=design.pk), seen=seen, targets=[None], now=NOW)


def changing_kind(design, by):
    row = Design.objects.get(pk=design.pk)
    row.kind = COMPLETION
    return lambda: acts.save_design(by=by, design=row, now=NOW)


def test_two_who_put_it_to_use_are_both_told_that_it_is(manager, drafted, race):
    for design in race.rounds(drafted):
        came_to = at_once(staggered(using(design, manager)), staggered(using(design, manager)))
        assert refusals(came_to) == []
        assert DesignVersion.objects.filter(design=design).count() == 1
        assert placements(CERTIFICATION)[None] == design.pk
        race.ended("one version for both")


def test_what_it_is_for_changes_before_or_not_at_all(manager, drafted, race):
    for design in race.rounds(drafted, ways=2):
        came_to = at_once(staggered(using(design, manager)), staggered(changing_kind(design, manager)))
        assert len(refusals(came_to)) == 1
        used = DesignVersion.objects.filter(design=design).exists()
        design.refresh_from_db()
        assert design.kind == (CERTIFICATION if used else COMPLETION)
        race.ended("put to use" if used else "for another kind")
