"""How the constraints about signing without an account are broken; a part of the table in `constraints`."""

from tests import factories as f
from tests.factories import NOW
from tests.house.constraints import broken


def step_of_session():
    row = f.SessionFactory()
    return row.steps.create(state="submitted", at=NOW, by=f.UserFactory())


def open_links():
    supervisor = f.without_login()
    f.signing_link(supervisor, "one")
    f.signing_link(supervisor, "two")


def signature_again():
    first = f.link_signature()
    f.link_signature(first.session, first.link)


BROKEN = {
    "link_signature_accepted_with_address": broken(
        f.link_signature, outcome="accepted", decided_at=NOW, decided_by=lambda row: f.UserFactory()
    ),
    "link_signature_decided_when_and_by_whom": broken(f.link_signature, decided_at=NOW),
    "link_signature_refused_with_reason": broken(
        f.link_signature, outcome="refused", decided_at=NOW, decided_by=lambda row: f.UserFactory()
    ),
    "link_signature_waits_once": signature_again,
    "session_step_by_login_or_by_link": broken(step_of_session, by=None),
    "sign_off_by_login_or_by_link": broken(lambda: f.SessionFactory(signed=True).sign_off, signed_by=None),
    "signing_link_code_was_sent": broken(f.signing_link, code_hash="a"),
    "signing_link_ended_when_and_how": broken(f.signing_link, ended_at=NOW),
    "signing_link_expires_later": broken(f.signing_link, expires_at=lambda row: row.created_at),
    "signing_link_looked_at_when_and_by_whom": broken(f.signing_link, looked="allowed", looked_at=NOW),
    "signing_link_open_once": open_links,
    "signing_link_proved_when_and_where": broken(f.signing_link, proved_at=NOW),
}
