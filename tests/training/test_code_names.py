"""What is shown is never a code: findings name jurisdictions, schemes and modules as people do."""

import pytest

from tests import factories
from tests.factories import NOW
from training.queries.code_names import CodeNames
from training.queries.standing import certification, clearance
from training.trees import block

pytestmark = pytest.mark.django_db


def test_the_rows_are_read_once_and_only_when_asked_for(django_assert_num_queries):
    factories.JurisdictionFactory(code="US-FL", name="Florida")
    names = CodeNames()
    with django_assert_num_queries(0):
        assert names.get("skill") == "psychomotor skill"
    with django_assert_num_queries(1):
        assert names.get("US-FL") == "Florida"
        assert names.get("US-XX") is None
        assert names.get("CPR card") is None


def test_a_clearance_names_the_board_and_the_scheme():
    place = factories.JurisdictionFactory(code="US-FL", name="Florida")
    scheme = factories.SchemeFactory(name="Needle Practitioner", slug="needle")
    rule = [
        block("filing", "f", jurisdiction="US-FL", name="attestation form"),
        block("holds", "h", scheme=scheme.slug),
    ]
    factories.PracticeRuleFactory(jurisdiction=place, requirements=rule)
    person = factories.PractitionerFactory()
    labels = [finding.label for finding in clearance(person, place, NOW.date()).findings]
    assert "Attestation form filed in Florida" in labels
    assert "Certified: Needle Practitioner" in labels


def test_a_certification_names_the_module():
    module = factories.ModuleFactory(title="Needle safety")
    version = factories.SchemeVersionFactory(initial=[block("modules", "m", modules=[str(module.key)])])
    person = factories.PractitionerFactory()
    factories.EnrollmentFactory(practitioner=person, version=version)
    labels = [finding.label for finding in certification(person, version.scheme, NOW.date()).findings]
    assert labels == ["Module “Needle safety”"]
