"""Sessions that wait for a signature, as the tests of signing need them."""

from tests.factories import LicenseFactory, PractitionerFactory, SessionFactory
from training.session_content import content_hash


def supervising(full_name="Daniel Okafor"):
    """A supervisor with a login and a license that a check showed."""
    person = PractitionerFactory(login=True, supervisor=True, full_name=full_name)
    LicenseFactory(practitioner=person, checked=True)
    return person


def waiting(supervisor, **given):
    """A submitted session whose hash is true."""
    session = SessionFactory(supervisor=supervisor, **given)
    session.content_hash = content_hash(session)
    session.save()
    return session
