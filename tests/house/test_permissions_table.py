"""Who gets what from every address of ours: the table of `tests/house/permissions.py`, asked for real."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.factories import NOW
from tests.house.permissions import BY_PREFIX, GROUPS, TABLE, WITHOUT_ROW, Row
from tests.house.urls import addresses
from tests.house.world import ROLES, World, build


@pytest.fixture
def world(db, time_machine) -> World:
    time_machine.move_to(NOW)
    return build()


@pytest.fixture
def clients(world) -> dict[str, Client]:
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, user in world.users.items():
        if user:
            clients[role].force_login(user)
    return clients


def argument(world: World, path: str):
    """`=text` is itself; `thing.attribute` is read from the world."""
    if path.startswith("=") or path.isdigit():
        return path.removeprefix("=")
    thing, attribute = path.split(".")
    return getattr(getattr(world.things, thing), attribute)


def url_of(row: Row, world: World) -> str:
    return reverse(row.name, kwargs={name: argument(world, path) for name, path in row.names.items()})


def asked(client: Client, method: str, url: str, data: dict | None = None) -> str:
    """The answer in the table's words. What the request wrote is taken back."""
    with transaction.atomic():
        response = getattr(client, method)(url, data or {})
        if response.streaming:
            list(response.streaming_content)
        transaction.set_rollback(True)
    place = response.headers.get("Location", "")
    if response.status_code == 302 and place.startswith(reverse("account_login")):
        return "login"
    if response.status_code == 302 and place == reverse("my:profile"):
        return "profile"
    return str(response.status_code)


def differences(clients, method, url, answers, data=None) -> list[str]:
    expected = answers.split()
    got = [asked(clients[role], method, url, data) for role in ROLES]
    return [
        f"{method.upper()} {url} as {role}: {is_}, the table says {should}"
        for role, is_, should in zip(ROLES, got, expected, strict=True)
        if is_ != should
    ]


@pytest.mark.parametrize("group", GROUPS)
def test_everybody_gets_what_the_table_says(group, world, clients):
    wrong = [
        line
        for row in GROUPS[group]
        for line in differences(clients, row.method, url_of(row, world), row.answers, row.data)
    ]
    assert not wrong, "\n".join(wrong)


def test_everybody_gets_what_the_table_says_of_libraries(clients):
    wrong = [line for prefix, answers in BY_PREFIX.items() for line in differences(clients, "get", prefix, answers)]
    assert not wrong, "\n".join(wrong)


def test_no_address_without_a_row_and_no_row_without_an_address():
    ours = {address.name for address in addresses()} - WITHOUT_ROW
    assert sorted(ours) == sorted({row.name for row in TABLE})


def test_a_row_that_is_posted_answers_nothing_to_get(world, clients):
    posted = [row for row in TABLE if row.method == "post"]
    wrong = [row.name for row in posted if asked(clients["administrator"], "get", url_of(row, world)) == "500"]
    assert wrong == []
