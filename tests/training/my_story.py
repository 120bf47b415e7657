"""What the tests of `/my/` and `/learn/` begin with: a signed-in person at a clinic, at noon of `NOW`."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import factories
from tests.factories import NOW

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


@pytest.fixture
def noon():
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def clinic(db):
    return factories.ClinicFactory(name="Harbor Clinic")


@pytest.fixture
def person(clinic):
    return factories.PractitionerFactory(full_name="Maya Reyes", login=True, clinic=clinic)


@pytest.fixture
def browser_of(client, noon):
    """Sign somebody in; returns the client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def mine(browser_of, person):
    """The client of `person`."""
    return browser_of(person.user)


@pytest.fixture
def supervisor(clinic):
    """Admitted, with a license that a look has shown in good standing."""
    found = factories.PractitionerFactory(full_name="Daniel Okafor", login=True, supervisor=True, clinic=clinic)
    factories.LicenseFactory(practitioner=found, jurisdiction=clinic.jurisdiction, checked=True)
    return found


def pdf(name="course.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def picture(kind="JPEG", **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (12, 8), (90, 60, 160)).save(out, kind, **options)
    return out.getvalue()
