"""Each factory makes a row that the database accepts, alone and twice."""

import pytest
from django.db import models as orm
from factory.django import DjangoModelFactory

from tests import factories

EVERY = [each for each in vars(factories).values() if isinstance(each, type) and issubclass(each, DjangoModelFactory)]


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [each for each in EVERY if each is not DjangoModelFactory])
def test_it_makes_rows(factory):
    first, second = factory(), factory()
    assert isinstance(first, orm.Model)
    assert first.pk
    assert second.pk
