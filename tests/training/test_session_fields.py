"""Muscles and technique: under which spot, in which words, and what a signature covers."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import re

import pytest
from django import forms

from tests import factories
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from tests.training.test_session_log import NEW, given
from training import body, muscles
from training.actions.session import GIVEN
from training.chain import canonical
from training.models import SupervisedSession
from training.session_content import SIGNED_FIELDS, content_hash, session_content

pytestmark = pytest.mark.django_db
LEVATOR = "upper-trap-right:levator-scapulae"


def test_every_spot_has_muscles_and_every_muscle_one_spot():
    assert {spot.rpartition("-")[0] for spot in body.spots()} == set(muscles.UNDER)
    assert all(muscles.under(spot) for spot in body.spots().values())
    assert len(muscles.muscles()) == 2 * sum(map(len, muscles.UNDER.values()))
    assert muscles.muscles()[LEVATOR].label == "Levator scapulae, right"


def test_a_muscle_under_two_spots_is_named_once():
    chosen = ["upper-trap-left:upper-trapezius", "trap-front-left:upper-trapezius", "jaw-left:masseter"]
    assert muscles.words([*chosen, "jaw-right:masseter"]) == "Upper trapezius (left), Masseter (both sides)"
    assert muscles.words([]) == ""


def test_what_is_logged_is_shown_to_both(mine, person, supervisor, clinic, client):
    mine.post(NEW, given(supervisor, clinic, submit="yes", muscles=[LEVATOR], technique="pistoning"))
    session = SupervisedSession.objects.get()
    assert (session.muscles, session.technique) == ([LEVATOR], "pistoning")
    for who, url in ((person, f"/my/sessions/{session.pk}/"), (supervisor, f"/supervise/{session.pk}/")):
        client.force_login(who.user)
        page = client.get(url).content.decode()
        assert "Levator scapulae (right)" in page
        assert "In and out" in page


def test_a_muscle_goes_with_its_spot(mine, supervisor):
    response = mine.post(NEW, given(supervisor, draft="yes", muscles=["jaw-left:masseter"]))
    assert response.context["form"].errors["muscles"] == [
        "Masseter lies under “Jaw, left”. Choose that spot too, or take the muscle away."
    ]
    assert (
        "select a valid choice" in str(mine.post(NEW, given(supervisor, muscles=["jaw-left:deltoid"])).content).lower()
    )
    assert not SupervisedSession.objects.exists()


def test_an_entry_without_them_hashes_as_it_did_before_they_came():
    session = factories.SessionFactory()
    before = {name: getattr(session, name) for name in SIGNED_FIELDS if name not in ("muscles", "technique")}
    assert canonical(session_content(session)) == canonical(before)
    plain = content_hash(session)
    session.technique = "rotation"
    rotated = content_hash(session)
    session.muscles = ["neck-back-left:suboccipitals"]
    assert len({plain, rotated, content_hash(session)}) == 3


SUPERVISOR = {"supervisor_name", "supervisor_email"}  # who has no account here; no part of the entry


def test_no_field_takes_free_text(mine, supervisor):
    """By construction: choices, numbers, ticks and days. The one search box has no name, so nothing of it is sent."""
    response = mine.get(NEW)
    closed = (forms.ChoiceField, forms.ModelChoiceField, forms.IntegerField, forms.DateField, forms.BooleanField)
    fields = response.context["form"].fields
    assert {name for name, field in fields.items() if not isinstance(field, closed)} == SUPERVISOR
    assert not SUPERVISOR & {*GIVEN, *SIGNED_FIELDS}
    controls = re.findall(r"<(?:input|textarea)[^>]*>", response.content.decode())
    typed = [each for each in controls if not re.search(r'type="(checkbox|radio|hidden|date|number)"', each)]
    assert {name for each in typed for name in re.findall(r'name="(\w+)"', each)} == SUPERVISOR
    assert "<textarea" not in response.content.decode()
