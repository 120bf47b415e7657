"""Letters that are several once they are folded or made upper case: what is compared still fits into its column."""

import pytest

from tests.factories import NOW, TODAY, JurisdictionFactory, PractitionerFactory
from training.actions import Refused
from training.actions.license import add
from training.models import License, Practitioner

pytestmark = pytest.mark.django_db


def length_of(model, name: str) -> int:
    return model._meta.get_field(name).max_length


@pytest.mark.parametrize("letter", ["ﷺ", "ß", "ﬃ"])
def test_a_long_name_is_found_by_its_beginning(letter):
    person = PractitionerFactory(full_name=letter * 300, sort_name=letter * 300, email="long@example.org")
    for name in ("folded_name", "list_key"):
        assert len(getattr(person, name)) <= length_of(Practitioner, name)
    assert Practitioner.objects.filter(folded_name=person.folded_name).get() == person


@pytest.mark.parametrize("letter", ["ß", "ﬃ"])
def test_a_number_that_grows_too_long_is_no_number(letter):
    person, given = PractitionerFactory(login=True), {"home": None, "issued_on": None, "expires_on": None}
    with pytest.raises(Refused, match="as it stands on the license") as refused:
        given |= {"by": person.user, "practitioner": person, "jurisdiction": JurisdictionFactory(), "type": "license"}
        add(number=letter * length_of(License, "number"), now=NOW, today=TODAY, **given)
    assert refused.value.field == "number" and not License.objects.exists()
