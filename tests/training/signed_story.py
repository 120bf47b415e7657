"""What the tests of amending and voiding begin with: a session that was truly signed."""

from tests.factories import NOW, SessionFactory
from training.actions.amend import amend
from training.actions.session import GIVEN, revise, submit
from training.actions.sign import sign
from training.session_content import content_hash

NEEDLES = {"spots": ["quad-left"], "regions": ["thigh"], "side": "left"}
NEEDLES |= {"needle_gauge": 25, "needle_length_mm": 40, "needle_count": 3}


def waiting_session(person, supervisor, **given):
    """A whole entry that waits for its signature; its hash is true."""
    session = SessionFactory(practitioner=person, supervisor=supervisor, **NEEDLES | given)
    session.content_hash = content_hash(session)
    session.save()
    return session


def act(session, now=NOW, **changes):
    """The named supervisor signs what is there."""
    given = {"content_hash": session.content_hash, "proof": "password", "proved_at": now, "now": now}
    return sign(by=session.supervisor.user, session=session, **given | changes)


def signed_session(person, supervisor, **given):
    session = waiting_session(person, supervisor, **given)
    act(session)
    session.refresh_from_db()
    return session


def submitted_amendment(session, reason="It was wrong.", now=NOW, **changes):
    """An amendment with other values, handed in by the therapist."""
    by = session.practitioner.user
    made = amend(by=by, session=session, reason=reason, now=now)
    made = revise(by=by, session=made, values={name: getattr(made, name) for name in GIVEN} | changes, now=now)
    return submit(by=by, session=made, now=now)
