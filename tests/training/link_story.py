"""A supervisor without an account who is named in sessions: what the tests of signing by a link begin with."""

import re
from datetime import timedelta

import pytest

from tests.factories import NOW, TODAY, JurisdictionFactory, without_login
from training.actions.session import draft, submit
from training.actions.sign_by_link import sign_entry, state
from training.actions.signing_code import prove, send_code
from training.models import OutgoingMail, SigningLink

SAID = {"number": "PT 4711", "workplace": "Clinic Example", "years_licensed": 12, "training": "80 hours, 2015"}


@pytest.fixture
def dana():
    return without_login()


def logged(person, supervisor, **changes):
    """Submitted to this supervisor."""
    values = {
        "supervisor": supervisor,
        "happened_on": TODAY - timedelta(days=2),
        "clinic": None,
        "mode": "in_person",
        "supervision": "in_room",
        "spots": ["upper-trap-right"],
        "lung_technique": "pincer",
        "needle_gauge": 25,
        "needle_length_mm": 40,
        "needle_count": 3,
        "stimulation": False,
        "twitch": True,
        "screened": True,
        "consented": True,
        "first_with_patient": False,
        "age_band": "",
        "response": "",
        "adverse_grade": "none",
        "competencies": [],
    }
    session = draft(by=person.user, practitioner=person, values=values | changes, now=NOW)
    return submit(by=person.user, session=session, now=NOW)


def letters(kind: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(key__startswith=f"{kind}:").order_by("pk"))


def code_in(letter: OutgoingMail) -> str:
    return re.search(r"^\d{6}$", letter.body, re.M)[0]


def path_in(letter: OutgoingMail) -> str:
    return re.search(r"/supervise/link/[\w-]{43}/", letter.body)[0]


def proven(link, now=NOW) -> str:
    send_code(link=link, now=now)
    return prove(link=link, code=code_in(letters(f"signing-code:{link.pk}")[-1]), now=now)


def ready(supervisor):
    """The open link, its browser's secret, and the statement made."""
    link = SigningLink.objects.get(supervisor=supervisor, ended_at=None)
    secret = proven(link)
    place = JurisdictionFactory()
    state(link=link, secret=secret, values=SAID | {"jurisdiction": place, "license_type": "license"}, now=NOW)
    return {"link": link, "secret": secret}


def signs(at, session, **changes):
    given = {**at, "session": session, "content_hash": session.content_hash, "now": NOW}
    return sign_entry(**given | changes)
