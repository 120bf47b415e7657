"""`/where/` with the whole table of jurisdictions: what it shows, finds and counts."""

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW
from tests.training.rule_story import adopted
from tests.training.test_where import MAP, shown
from training.management.commands.load_jurisdictions import DATA, load_file
from training.models import PracticeRule
from training.views.where.tiles import PLACES

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def all_of_them(django_db_setup, django_db_blocker):
    """The whole table, written once: each test takes back what it wrote itself, the last one also the table."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_file(DATA, NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_map_has_a_tile_for_each_state_and_the_table_a_row_for_each_jurisdiction(client):
    response = client.get(MAP)
    assert len(PLACES) == len(response.context["tiles"]) == 51
    assert len(shown(response)) == 59
    counted = {look.words: count for look, count in response.context["legend"]}
    assert list(counted.values()) == [14, 25, 4, 7, 1]
    text = response.content.decode()
    assert 'aria-label="Colorado: permitted, 50 course hours"' in text
    assert "This is not legal advice." in text
    assert text.count("Not yet by us") == 59


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("name=carol", ["US-NC", "US-SC"]),
        ("name=US-FL", ["US-FL"]),
        ("status=prohibited", ["US-CA", "US-HI", "US-NY", "US-OR"]),
        ("status=unclear", ["US-AR", "NZ"]),
        ("country=CA", ["CA-AB", "CA-BC", "CA-NB", "CA-ON"]),
        ("country=GB", ["GB"]),
        ("country=CA&hours=known", []),
        ("hours=known&name=land", ["US-MD"]),
    ],
)
def test_filters(client, query, codes):
    assert shown(client.get(f"{MAP}?{query}")) == codes


@pytest.mark.parametrize("query", ["status=maybe", "country=XX", "hours=1", f"name={'x' * 300}", "page=x"])
def test_filters_that_mean_nothing_are_said_and_change_nothing(client, query):
    response = client.get(f"{MAP}?{query}")
    assert response.status_code == 200
    assert len(shown(response)) == 59


def test_the_number_of_queries_does_not_depend_on_what_is_adopted(client, django_assert_num_queries):
    client.get(MAP)
    with CaptureQueriesContext(connection) as none_adopted:
        client.get(MAP)
    for rule in PracticeRule.objects.filter(status="permitted", number=1, profession="physical_therapist")[:10]:
        adopted(rule)
    with django_assert_num_queries(len(none_adopted)):
        client.get(MAP)


def test_null_is_not_seen_which_is_not_not_required(client):
    text = client.get("/where/US-FL/").content.decode()
    assert text.count(">Not seen<") == 2
    assert "It does not say that it is not required" in text
    assert "Not yet checked by us" in text
    assert "so we clear nobody in Florida" in text
