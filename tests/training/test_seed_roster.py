"""Made-up people: believable, whole, the same for the same seed, and never among real ones."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.bench import house
from tests.factories import NOW, TODAY, UserFactory
from training.models import LicenseCheck, Practitioner, SignOff, Standing, SupervisedSession
from training.queries.audit import broken_links
from training.queries.integrity import differences
from training.seeding.world import world
from training.seeding.write import seed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE = 60


@pytest.fixture
def organization():
    house.build(NOW, TODAY)


def make(number=1, people=PEOPLE):
    for _ in seed(world(people, now=NOW, today=TODAY), number, people):
        pass


def what_is_there():
    """All that a person is known by, without keys."""
    return [
        (person.full_name, person.email, person.retired_on, person.licenses.count(), person.evidence.count())
        for person in Practitioner.objects.order_by("pk")
    ]


def test_sixty_people_are_whole(organization):
    make()
    assert Practitioner.objects.count() == PEOPLE
    assert list(differences()) == []
    assert list(broken_links()) == []
    assert Standing.objects.filter(outcome="cleared").exists()
    assert Standing.objects.filter(scheme__isnull=False, outcome="active").exists()


def test_a_signature_stands_on_a_look_that_was_there(organization):
    make()
    looks = set(LicenseCheck.objects.values_list("pk", "license__practitioner"))
    for row in SignOff.objects.all():
        assert (row.eligibility["license"]["check"], row.supervisor_id) in looks
    assert SupervisedSession.objects.filter(state="signed").count() == SignOff.objects.count() > 0


def test_the_same_seed_makes_the_same_people_and_another_one_others(organization):
    make(number=1, people=20)
    first = what_is_there()
    make(number=2, people=20)
    assert len({name for name, *_ in what_is_there()}) > 1
    assert [row[0] for row in what_is_there()[20:]] != [row[0] for row in first]
    assert what_is_there()[:20] == first


def test_the_same_seed_twice_is_refused(organization):
    make(people=5)
    with pytest.raises(CommandError, match="seed 1 is here already"):
        call_command("seed_roster", practitioners=5, seed=1, stdout=StringIO())


def test_the_command_says_what_is_missing():
    UserFactory(email="somebody@example.org")
    with pytest.raises(CommandError, match="lacks an administrator or a manager"):
        call_command("seed_roster", practitioners=5, stdout=StringIO())


def test_the_command_writes_and_says_so(organization):
    said = StringIO()
    call_command("seed_roster", practitioners=3, seed=7, stdout=said)
    assert "Made up 3 practitioners of seed 7." in said.getvalue()


@pytest.mark.parametrize("given", [{"practitioners": 0}, {"practitioners": 100_001}, {"practitioners": 5, "seed": -1}])
def test_a_number_out_of_reach_is_refused(given):
    with pytest.raises(CommandError, match="Choose 1 to"):
        call_command("seed_roster", **given)


def test_never_among_real_people(organization):
    UserFactory(email="somebody@clinic.com")
    with pytest.raises(CommandError, match="not made up"):
        call_command("seed_roster", practitioners=5)


def test_never_in_production(organization, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production mode"):
        call_command("seed_roster", practitioners=5)
    assert not Practitioner.objects.exists()


# What is made of keys, which another run counts on from.
OF_KEYS = {"chain", "subject_id", "hash", "content_hash"}


def every_row() -> dict[str, list[tuple]]:
    """All rows of the product by model, as they were written; a key is its place among those of its model."""
    models = [model for model in apps.get_models() if model._meta.app_label == "training"]
    keys = {model: model.objects.order_by("pk").values_list("pk", flat=True) for model in models}
    places = {model: {pk: place for place, pk in enumerate(found)} for model, found in keys.items()}
    return {model.__name__: [plain(row, places) for row in model.objects.order_by("pk")] for model in models}


def plain(row, places: dict) -> tuple:
    fields = (field for field in row._meta.concrete_fields if not field.primary_key and field.name not in OF_KEYS)
    return tuple(told(field, getattr(row, field.attname), places) for field in fields)


def told(field, value, places: dict):
    if field.is_relation:
        return places.get(field.related_model, {}).get(value)
    return value | {"license": None} if field.name == "eligibility" else value


@pytest.mark.parametrize("number", [1, 77])
def test_a_seed_makes_the_same_rows_each_time(organization, number):
    """Not people alone: their licenses, looks, courses, sessions, decisions and answers."""
    found = []
    for _ in range(2):
        with transaction.atomic():
            make(number, people=30)
            found.append(every_row())
            transaction.set_rollback(True)
    assert len(found[0]["Standing"]) > 30
    assert found[0] == found[1]
