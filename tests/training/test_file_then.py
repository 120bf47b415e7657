"""The cards of a file, asked what was known: whatever came on record later is on none of them."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import re

import pytest

from tests import factories
from tests.factories import NOW, days
from tests.training.my_story import noon  # noqa: F401
from training.actions.audit import record
from training.models import ClinicManager, EvidenceStep
from training.queries.on_record import OnRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return factories.UserFactory(role="manager")


@pytest.fixture
def person(manager):
    """One row on every card, each on record since the factories' day; the acceptance and the look came at `NOW`."""
    person = factories.PractitionerFactory(admitted=True)
    assigned = factories.AssignmentFactory(practitioner=person)
    ClinicManager.objects.create(user=manager, clinic=assigned.clinic)
    license = factories.LicenseFactory(practitioner=person, jurisdiction=assigned.clinic.jurisdiction, number="PTL9")
    factories.LicenseCheckFactory(license=license, status_shown="Good as gold", recorded_at=NOW)
    evidence = factories.EvidenceFactory(practitioner=person, accepted=True, title="Full course")
    evidence.steps.all().delete()
    EvidenceStep.objects.create(evidence=evidence, state="accepted", at=NOW, by=manager)
    factories.sign(factories.SessionFactory(practitioner=person), signed_at=NOW, proved_at=NOW)
    version = factories.SchemeVersionFactory()
    factories.DecisionFactory(practitioner=person, scheme=version.scheme, reason="All is well", decided_at=NOW)
    record(action="license.add", by=manager, subject=license, practitioner=person, now=NOW)
    return person


def listed(person, known_at):
    found = OnRecord(person, known_at)
    return {
        "licenses": [(row.number, row.checks.count() and len(row.checks.all())) for row in found.licenses],
        "evidence": [(row.title, row.state) for row in found.evidence],
        "signed": found.session_counts["signed"],
        "decisions": len(found.decisions),
        "events": found.events.count(),
    }


def test_each_card_lists_what_was_on_record(person):
    everything = {
        "licenses": [("PTL9", 1)],
        "evidence": [("Full course", "accepted")],
        "signed": 1,
        "decisions": 1,
        "events": 1,
    }
    assert listed(person, None) == listed(person, NOW) == everything
    yesterday = {
        "licenses": [("PTL9", 0)],
        "evidence": [("Full course", "submitted")],
        "signed": 0,
        "decisions": 0,
        "events": 0,
    }
    assert listed(person, NOW.replace(hour=0)) == yesterday


def test_a_license_that_was_corrected_since_is_shown_as_it_was(person):
    old = person.licenses.get()
    type(old).objects.filter(pk=old.pk).update(superseded_at=NOW)
    factories.LicenseFactory(practitioner=person, jurisdiction=old.jurisdiction, replaces=old, recorded_at=NOW)
    assert [row.pk for row in OnRecord(person, NOW.replace(hour=0)).licenses] == [old.pk]
    assert [row.replaces for row in OnRecord(person, None).licenses] == [old]


def test_the_page_and_the_log_leave_out_what_came_later(client, manager, person, noon):
    client.force_login(manager)
    file, log = f"/desk/practitioners/{person.pk}/", f"/desk/practitioners/{person.pk}/log/"
    now, then = (client.get(f"{file}{query}").content.decode() for query in ("", f"?known_at={days(-1)}"))
    for words in ("Good as gold", "All is well", "added license"):
        assert words in now
        assert words not in then
    assert "PTL9" not in client.get(f"{file}?known_at=1990-01-01").content.decode()
    assert "added license" in client.get(log).content.decode()
    assert "added license" not in client.get(f"{log}?known_at={days(-1)}").content.decode()


def test_a_decision_leads_to_what_was_known_when_it_was_made(client, manager, person, noon):
    client.force_login(manager)
    file = f"/desk/practitioners/{person.pk}/"
    query = re.search(r'"(\?as_of=[^"]+)">What we knew then', client.get(file).content.decode())[1]
    then = client.get(file + query.replace("&amp;", "&"))
    assert then.context["asked"].known_at < NOW
    assert "All is well" not in then.content.decode()
