"""A NUL in a query is left out of every page that takes one, and the page says so."""

import pytest
from django.test import Client

from tests.factories import NOW
from tests.house.permissions import TABLE
from tests.house.test_permissions_table import url_of
from tests.house.world import ROLES, build

pytestmark = pytest.mark.slow

SAID = "a character that no text may hold (NUL)"
QUERY = "q=%00&name=a%00&page=%00&as_of=%00&known_at=%00&on=%00&state=%00&kind=%00&clinic=%00&sort=%00"


@pytest.mark.parametrize("role", ["stranger", "practitioner", "supervisor", "administrator"])
def test_every_page_says_so_and_answers(db, time_machine, role):
    time_machine.move_to(NOW)
    world, client = build(), Client(raise_request_exception=False)
    if world.users[role]:
        client.force_login(world.users[role])
    wrong = []
    for row in TABLE:
        if row.method != "get" or row.answers.split()[ROLES.index(role)] != "200":
            continue
        answer = client.get(f"{url_of(row, world)}?{QUERY}")
        is_page = answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
        if answer.status_code >= 500 or (is_page and SAID not in answer.content.decode()):
            wrong.append(f"{answer.status_code} {row.name}")
    assert not wrong, "\n".join(wrong)


def test_the_editor_says_so_too(db):
    world, client = build(), Client()
    client.force_login(world.users["administrator"])
    answer = client.get("/admin/snippets/training/practicerule/?q=%00")
    assert answer.status_code == 200
    assert SAID in answer.content.decode()
