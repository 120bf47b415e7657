"""The part of a jurisdiction's page that is about its reader: may they practice there, and why."""

from django.http import HttpRequest

from training.models import Jurisdiction
from training.permissions import record_of
from training.queries.my_facts import MyFacts
from training.queries.my_standing import place_of
from training.views.asked import read
from training.views.my.standing import led


def yours(request: HttpRequest, place: Jurisdiction) -> dict:
    """The answer for the signed-in reader with their own evidence; nothing for anybody without a record."""
    person = record_of(request.user)
    if person is None:
        return {}
    asked = read(request)
    known = MyFacts(person, asked.known_at)
    return {"asked": asked, **led(known, place_of(known, place, (), asked.as_of), asked)}
