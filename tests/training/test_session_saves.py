"""A draft that saves itself: one page makes one entry, nothing is overwritten unseen, and the audit is not flooded."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from uuid import uuid4

import pytest

from tests import factories
from tests.factories import NOW, days
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from tests.training.test_session_log import NEW, given
from training.actions import Refused
from training.actions import session as actions
from training.models import AuditEvent, SessionStep, SupervisedSession

pytestmark = pytest.mark.django_db
SAVE = "/my/sessions/save/"


@pytest.fixture
def key():
    return str(uuid4())


def acts_of(person) -> list[str]:
    return list(AuditEvent.objects.filter(chain=f"p:{person.pk}").values_list("action", flat=True))


def test_the_first_save_makes_the_draft_and_the_next_ones_revise_it(mine, person, supervisor, key):
    told = mine.post(SAVE, given(supervisor, page=key, needle_count="")).json()
    session = SupervisedSession.objects.get()
    edit = f"/my/sessions/{session.pk}/edit/"
    assert told == {"seen": session.content_hash, "edit": edit, "save": f"/my/sessions/{session.pk}/save/"}
    for count in ("4", "5", "6"):
        told = mine.post(told["save"], given(supervisor, page=key, seen=told["seen"], needle_count=count)).json()
    session.refresh_from_db()
    assert (session.state, session.needle_count, session.content_hash) == ("draft", 6, told["seen"])
    assert acts_of(person) == ["session.draft"]
    assert not SessionStep.objects.exists()
    assert mine.post(edit, given(supervisor, page=key, seen=told["seen"], submit="yes")).url == "/my/sessions/"
    assert acts_of(person) == ["session.draft", "session.revise", "session.submit"]


def test_an_answer_that_was_lost_makes_no_second_draft(mine, supervisor, key):
    """The page never heard of its first save: it sends again, with more in it, and then submits as if new."""
    for count in ("4", "5"):
        assert mine.post(SAVE, given(supervisor, page=key, needle_count=count)).status_code == 200
    for _ in range(2):
        assert mine.post(NEW, given(supervisor, page=key, needle_count="6", submit="yes")).url == "/my/sessions/"
    session = SupervisedSession.objects.get()
    assert (session.state, session.needle_count, session.steps.count()) == ("submitted", 6, 1)


def test_two_pages_make_two_entries(mine, supervisor):
    for _ in range(2):
        mine.post(SAVE, given(supervisor, page=str(uuid4())))
    assert SupervisedSession.objects.count() == 2


def test_another_window_is_not_overwritten_without_a_word(mine, supervisor, key):
    told = mine.post(SAVE, given(supervisor, page=key)).json()
    other = mine.get(told["edit"]).context
    there = given(supervisor, page=str(other["page"]), seen=other["seen"], needle_count="9")
    assert mine.post(told["save"], there).status_code == 200
    refused = mine.post(told["save"], given(supervisor, page=key, seen=told["seen"], twitch="on"))
    session = SupervisedSession.objects.get()
    assert refused.status_code == 409
    assert refused.json()["words"].endswith("It differs in: Needles used, A local twitch was seen.")
    assert (session.needle_count, session.twitch) == (9, False)
    kept = given(supervisor, page=key, seen=refused.json()["seen"], twitch="on")
    assert mine.post(told["save"], kept).status_code == 200
    session.refresh_from_db()
    assert (session.needle_count, session.twitch) == (4, True)


@pytest.mark.parametrize("button", ["draft", "submit"])
def test_the_buttons_say_it_too_and_save_the_second_time(mine, supervisor, key, button):
    told = mine.post(SAVE, given(supervisor, page=key)).json()
    mine.post(told["save"], given(supervisor, page=str(uuid4()), seen=told["seen"], needle_count="9"))
    refused = mine.post(told["edit"], given(supervisor, page=key, seen=told["seen"], **{button: "yes"}))
    # The page knows its own words only; the other page was the last to write.
    assert refused.status_code == 422
    assert "changed in another window" in refused.context["form"].non_field_errors()[0]
    assert SupervisedSession.objects.get().needle_count == 9
    again = given(supervisor, page=key, seen=refused.context["seen"], **{button: "yes"})
    assert mine.post(told["edit"], again).status_code == 302
    assert SupervisedSession.objects.get().needle_count == 4


def test_two_windows_that_say_the_same_agree(mine, supervisor, key):
    told = mine.post(SAVE, given(supervisor, page=key)).json()
    same = mine.post(told["save"], given(supervisor, page=str(uuid4()), seen="something older"))
    assert same.json() == told


def test_a_draft_needs_a_day_and_nothing_impossible(mine, supervisor, key):
    for changes, words in [
        ({"happened_on": ""}, "Date: "),
        ({"happened_on": days(1).isoformat()}, "Date: This date has not come yet."),
        ({"needle_count": "0"}, "Needles used: Write how many went in, 1 to 60."),
    ]:
        refused = mine.post(SAVE, given(supervisor, page=key, **changes))
        assert refused.status_code == 422
        assert refused.json()["words"].startswith(words)
    assert not SupervisedSession.objects.exists()
    assert mine.post(SAVE, given(supervisor, page=key, supervision="", spots=[])).status_code == 200
    assert SupervisedSession.objects.get().supervision == ""


def test_how_it_went_is_asked_before_submitting(mine, supervisor):
    response = mine.post(NEW, given(supervisor, supervision="", submit="yes"))
    assert list(response.context["form"].errors) == ["supervision"]


def test_what_is_submitted_is_saved_by_no_page(mine, supervisor, key):
    told = mine.post(SAVE, given(supervisor, page=key)).json()
    mine.post(told["edit"], given(supervisor, page=key, submit="yes"))
    late = mine.post(told["save"], given(supervisor, page=key, needle_count="9"))
    assert (late.status_code, late.json()) == (
        409, {"words": "This session waits for its signature. Withdraw it to log it anew."}
    )  # fmt: skip
    assert SupervisedSession.objects.get().needle_count == 4


def test_a_second_click_on_submit_is_no_mistake(mine, supervisor, key):
    told = mine.post(SAVE, given(supervisor, page=key)).json()
    for _ in range(2):
        assert mine.post(told["edit"], given(supervisor, page=key, submit="yes", twitch="on")).url == "/my/sessions/"


def test_the_first_change_after_a_return_is_on_record(mine, person, supervisor, key):
    told = mine.post(SAVE, given(supervisor, page=key)).json()
    session = SupervisedSession.objects.get()
    session.steps.create(state="returned", at=NOW, by=supervisor.user, comment="How many needles?")
    SupervisedSession.objects.update(state="returned", submitted_at=NOW)
    for count in ("5", "6", "7"):
        mine.post(told["save"], given(supervisor, page=key, needle_count=count))
    assert acts_of(person) == ["session.draft", "session.revise"]


def test_a_draft_that_was_never_submitted_is_discarded(mine, person, supervisor, key):
    told = mine.post(SAVE, given(supervisor, page=key, spots=[], needle_count="")).json()
    url = f"/my/sessions/{SupervisedSession.objects.get().pk}/discard/"
    assert url in mine.get(told["edit"]).content.decode()
    assert mine.post(url).url == "/my/sessions/"
    assert not SupervisedSession.objects.exists()
    assert acts_of(person) == ["session.draft", "session.discard"]
    assert mine.post(told["save"], given(supervisor, page=key)).status_code == 404
    assert mine.post(url).status_code == 404


@pytest.mark.parametrize("state", ["submitted", "returned", "signed", "withdrawn"])
def test_what_somebody_else_has_seen_is_not_discarded(mine, person, supervisor, state):
    session = factories.SessionFactory(practitioner=person, supervisor=supervisor, state=state)
    url = f"/my/sessions/{session.pk}/discard/"
    assert mine.post(url).url == f"/my/sessions/{session.pk}/"
    assert SupervisedSession.objects.filter(pk=session.pk, state=state).exists()
    assert url not in mine.get(f"/my/sessions/{session.pk}/").content.decode()


def test_a_draft_that_was_returned_once_is_not_discarded(person, supervisor):
    session = factories.SessionFactory(practitioner=person, supervisor=supervisor, state="draft")
    session.steps.create(state="returned", at=NOW, by=supervisor.user, comment="Again.")
    with pytest.raises(Refused, match="stays on record"):
        actions.discard(by=person.user, session=session, now=NOW)


def test_nobody_saves_for_another(mine, supervisor, key):
    other = factories.SessionFactory(supervisor=supervisor, state="draft", made_on_page=key)
    assert mine.post(f"/my/sessions/{other.pk}/save/", given(supervisor, page=key)).status_code == 404
    assert mine.post(f"/my/sessions/{other.pk}/discard/").status_code == 404
    assert mine.post(SAVE, given(supervisor, page=key)).status_code == 200
    assert SupervisedSession.objects.count() == 2


def test_an_empty_draft_is_nothing_to_copy(mine, person, supervisor):
    mine.post(NEW, given(supervisor, submit="yes", technique="rotation"))
    mine.post(SAVE, given(supervisor, page=str(uuid4()), spots=[], technique=""))
    form = mine.get(f"{NEW}?copy=last").context["form"]
    assert (form.initial["technique"], form.initial["needle_gauge"]) == ("rotation", 25)


def test_the_same_supervisor_as_last_time_is_there_and_said(mine, supervisor):
    mine.post(NEW, given(supervisor, submit="yes"))
    response = mine.get(NEW)
    assert response.context["form"].initial["supervisor"] == supervisor
    assert "The same as last time." in response.content.decode()


def test_what_is_to_finish_stands_on_top_of_the_list(mine, person, supervisor):
    draft = factories.SessionFactory(practitioner=person, supervisor=supervisor, state="draft")
    factories.SessionFactory(practitioner=person, supervisor=supervisor, signed=True)
    response = mine.get("/my/sessions/")
    assert response.content.decode().count(f'href="/my/sessions/{draft.pk}/edit/"') == 2
    assert [(each["count"], each["words"]) for each in response.context["totals"]] == [(1, "in draft"), (1, "signed")]
