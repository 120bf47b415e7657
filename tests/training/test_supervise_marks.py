"""What a supervisor's queue says beside an entry and above the list."""

import pytest
from django.urls import reverse

from tests.factories import NOW, SessionFactory
from tests.training.signing import supervising
from tests.training.test_statements import FINDING, asking, florida, logged, maya, signing  # noqa: F401 - fixtures too

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    found = supervising()
    client.force_login(found.user)
    return found


def test_an_entry_that_was_returned_and_sent_again_says_so(client, supervisor):
    again, once = SessionFactory(supervisor=supervisor), SessionFactory(supervisor=supervisor)
    again.steps.create(state="returned", at=NOW, by=supervisor.user, comment="Which side?")
    reply = client.get(reverse("supervise:queue"))
    assert {row.pk: row.came_back for row in reply.context["page_obj"]} == {again.pk: True, once.pk: False}
    assert reply.content.decode().count("Sent again after it was returned") == 1


def test_the_tab_counts_the_statements_that_wait(client, supervisor, maya, florida):  # noqa: F811
    logged(maya, supervisor, 2)
    statement = asking(maya, supervisor, florida, FINDING)

    def tab():
        page = client.get(reverse("supervise:queue")).content.decode()
        return next(part for part in page.split("<a") if f'href="{reverse("supervise:statements")}"' in part)

    assert '<span class="count">1</span>' in tab()
    signing(statement)
    assert "count" not in tab()
