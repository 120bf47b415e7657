"""What is another clinic's answers as what does not exist: the same status, headers, words and number of queries."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW
from tests.house.permissions import DESK_ROWS, MY, Row
from tests.house.test_permissions_table import url_of
from tests.house.world import ROLES, build

NOBODYS = f"/{10**9}/"
NEW_EACH_TIME = re.compile(r"\w{64}|nonce-[^']+|nonce=\"[^\"]+\"")  # tokens of forms, nonces of scripts
PARTS = ("status", "headers", "words", "queries")


@pytest.fixture
def world(db, time_machine):
    time_machine.move_to(NOW)
    return build()


def answer(client: Client, row: Row, url: str) -> dict:
    with CaptureQueriesContext(connection) as asked:
        response = getattr(client, row.method)(url, row.data)
    headers = {name: NEW_EACH_TIME.sub("", value) for name, value in response.headers.items()}
    words = NEW_EACH_TIME.sub("", response.content.decode()).replace(url, "")
    return dict(zip(PARTS, (response.status_code, headers, words, len(asked)), strict=True))


@pytest.mark.parametrize(("role", "rows"), [("manager_elsewhere", DESK_ROWS), ("another", MY)], ids=["desk", "my"])
def test_it_is_as_if_it_were_not_there(role, rows, world):
    client, wrong = Client(), []
    client.force_login(world.users[role])
    hidden = [row for row in rows if "pk" in row.names and row.answers.split()[ROLES.index(role)] == "404"]
    for row in hidden:
        url = url_of(row, world)
        theirs = answer(client, row, url)
        none = answer(client, row, re.sub(r"/\d+/", NOBODYS, url, count=1))
        wrong += [f"{row.method} {url}: other {part}" for part in PARTS if theirs[part] != none[part]]
    assert hidden and not wrong, "\n".join(wrong)
