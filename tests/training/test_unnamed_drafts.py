"""A draft is kept before its supervisor is chosen; nothing else is."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest
from django.urls import reverse

from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from tests.training.signed_story import signed_session
from tests.training.test_session_log import given
from tests.training.test_session_saves import NEW, SAVE, key  # noqa: F401
from training.actions import Refused
from training.actions.amend import amend
from training.actions.session import GIVEN, revise, withdraw
from training.models import SessionState, SupervisedSession

pytestmark = pytest.mark.django_db

SENTENCE = "Choose who was with you."


@pytest.fixture
def unnamed(mine, supervisor, key):
    """A draft that the page saved by itself, without a supervisor."""
    mine.post(SAVE, given(supervisor, page=key, supervisor=""))
    return SupervisedSession.objects.get()


def test_a_page_saves_before_a_supervisor_is_chosen(unnamed, mine, supervisor, key):
    assert (unnamed.state, unnamed.supervisor, unnamed.needle_count) == (SessionState.DRAFT, None, 4)
    edit = reverse("my:session_edit", args=[unnamed.pk])
    mine.post(edit, given(supervisor, page=key))
    unnamed.refresh_from_db()
    assert unnamed.supervisor == supervisor


def test_every_page_of_it_says_what_is_missing(unnamed, mine):
    for name, args in (("my:sessions", []), ("my:session", [unnamed.pk])):
        page = mine.get(reverse(name, args=args)).content.decode()
        assert "Not chosen" in page
        assert "None" not in page.replace("Adverse event</dt><dd>None", "")
    for name, args in (("my:standing", []), ("my:session_edit", [unnamed.pk]), ("my:coverage", []), ("my:records", [])):
        assert mine.get(reverse(name, args=args)).status_code == 200
    assert mine.get(f"{NEW}?copy=last").status_code == 200


@pytest.mark.parametrize("url", ["new", "edit"])
def test_submitting_asks_who_it_was_beside_the_field(unnamed, mine, supervisor, url, key):
    address = NEW if url == "new" else reverse("my:session_edit", args=[unnamed.pk])
    reply = mine.post(address, given(supervisor, page=key, supervisor="", submit="yes"))
    assert dict(reply.context["form"].errors) == {"supervisor": [SENTENCE]}
    assert 'id="id_supervisor_error"' in reply.content.decode()
    assert SupervisedSession.objects.get().state == SessionState.DRAFT


def test_what_was_returned_keeps_its_supervisor(unnamed, mine, person, supervisor, key):
    edit, save = (reverse(f"my:session_{name}", args=[unnamed.pk]) for name in ("edit", "save"))
    mine.post(edit, given(supervisor, page=key, submit="yes"))
    SupervisedSession.objects.update(state=SessionState.RETURNED)
    told = mine.post(save, given(supervisor, page=key, supervisor=""))
    assert (told.status_code, told.json()["words"]) == (422, f"Supervisor: {SENTENCE}")
    reply = mine.post(edit, given(supervisor, page=key, supervisor="", draft="yes"))
    assert dict(reply.context["form"].errors) == {"supervisor": [SENTENCE]}
    session = SupervisedSession.objects.get()
    values = {name: getattr(session, name) for name in GIVEN} | {"supervisor": None}
    with pytest.raises(Refused) as refused:
        revise(by=person.user, session=session, values=values, now=session.recorded_at)
    assert (refused.value.field, str(refused.value)) == ("supervisor", SENTENCE)


def test_naming_somebody_without_an_account_is_choosing(unnamed, mine, supervisor, key):
    named = {"supervisor": "", "supervisor_name": "Dana Whitfield", "supervisor_email": "dana@elsewhere.example"}
    edit = reverse("my:session_edit", args=[unnamed.pk])
    assert mine.post(edit, given(supervisor, page=key, submit="yes", **named)).status_code == 302
    session = SupervisedSession.objects.select_related("supervisor").get()
    assert (session.state, session.supervisor.full_name) == (SessionState.SUBMITTED, "Dana Whitfield")


def test_an_amendment_may_wait_for_its_supervisor(mine, person, supervisor):
    session = signed_session(person, supervisor)
    made = amend(by=person.user, session=session, reason="Another supervisor.", now=session.recorded_at)
    values = {name: getattr(made, name) for name in GIVEN} | {"supervisor": None}
    made = revise(by=person.user, session=made, values=values, now=session.recorded_at)
    for row in (session, made):
        page = mine.get(reverse("my:session", args=[row.pk])).content.decode()
        assert row is session or "<ins>Not chosen</ins>" in page


def test_withdrawn_it_is_read_without_a_supervisor(unnamed, person, clinic, mine):
    withdraw(by=person.user, session=unnamed, now=unnamed.recorded_at)
    assert "Not chosen" in mine.get(reverse("my:session", args=[unnamed.pk])).content.decode()
