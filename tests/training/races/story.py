"""What the races are about: an entry, the windows that show it, and whether a round ended rightly."""

from dataclasses import dataclass
from datetime import timedelta

from tests.factories import NOW, PractitionerFactory
from tests.training.signed_story import waiting_session
from tests.training.signing import supervising
from training.actions.session import GIVEN
from training.actions.session_page import Page, keep
from training.actions.sign import send_back, sign
from training.actions.standing import refresh_all
from training.models import AuditEvent, LinkSignature, SignOff, SupervisedSession, User
from training.session_content import content_hash, session_content

LATER = NOW + timedelta(hours=1)
PROOF = {"proof": "password", "proved_at": LATER, "now": LATER}
NOTHING_WRITTEN = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Window:
    """A browser that shows the entry as it was at one moment, and who reads it."""

    session: SupervisedSession
    text: dict
    content_hash: str
    by: User

    def sign(self):
        return sign(by=self.by, session=self.session, content_hash=self.content_hash, **PROOF)

    def send_back(self, comment="Which side?"):
        shown = {"session": self.session, "content_hash": self.content_hash}
        return send_back(by=self.by, comment=comment, now=LATER, **shown)


def window(session, by=None) -> Window:
    """Opened now; by the supervisor whom the entry names."""
    row = SupervisedSession.objects.select_related("practitioner", "supervisor__user", "clinic").get(pk=session.pk)
    return Window(row, session_content(row), row.content_hash, by or row.supervisor.user)


def supervisor(name="Daniel Okafor"):
    person = supervising(name)
    refresh_all([person.pk])
    return person


def submitted(to, **given):
    """A whole entry of a new trainee that waits for this supervisor."""
    person = PractitionerFactory(login=True)
    refresh_all([person.pk])
    return waiting_session(person, to, **given)


def values_of(session, **changes) -> dict:
    return {name: getattr(session, name) for name in GIVEN} | changes


def saves(session, page: Page, submitting=False, **changes) -> SupervisedSession:
    """The therapist's page writes what it holds."""
    person = session.practitioner
    given = {"by": person.user, "practitioner": person, "session": session, "now": LATER}
    return keep(values=values_of(session, **changes), page=page, submitting=submitting, **given)


def end_of(session, *windows: Window) -> str:
    """The state that a round left. At most one signature, by somebody who saw exactly the text that is there."""
    row = SupervisedSession.objects.get(pk=session.pk)
    signatures = list(SignOff.objects.filter(session=row))
    assert len(signatures) == (row.state == "signed") == noted(row, "session.sign")
    assert len(signatures) == row.steps.filter(state="signed").count()
    for each in signatures:
        assert each.content_hash == row.content_hash == content_hash(row)
        assert each.supervisor_id == row.supervisor_id
        assert session_content(row) in [seen.text for seen in windows if seen.by.pk == each.signed_by_id]
    return row.state


def end_by_link_of(session, text: dict) -> str:
    """The same of a signature by link that no manager has looked at."""
    row = SupervisedSession.objects.get(pk=session.pk)
    signatures = list(LinkSignature.objects.filter(session=row))
    assert len(signatures) == (row.state == "to_verify") == noted(row, "session.sign_by_link")
    assert not SignOff.objects.filter(session=row).exists()
    for each in signatures:
        assert each.content_hash == row.content_hash == content_hash(row)
        assert session_content(row) == text
    return row.state


def noted(session, action: str) -> int:
    return AuditEvent.objects.filter(action=action, subject_id=str(session.pk)).count()


def unchanged(session, text: dict) -> bool:
    """Whether the entry still says this, and its hash is true."""
    row = SupervisedSession.objects.get(pk=session.pk)
    return session_content(row) == text and row.content_hash == content_hash(row)
