"""Every constraint of our models has a name of ours, and each was seen to refuse."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests import tampering
from tests.house import constraints as general
from tests.house import constraints_adverse as adverse
from tests.house import constraints_bulk as bulk
from tests.house import constraints_corrections as corrections
from tests.house import constraints_paper as paper
from tests.house import constraints_signing as signing
from tests.house import constraints_voiding as voiding

BROKEN = general.BROKEN | paper.BROKEN | bulk.BROKEN | corrections.BROKEN
BROKEN |= signing.BROKEN | adverse.BROKEN | voiding.BROKEN
OURS = ["training", "certificates", "cms"]


def constraints() -> dict[str, models.BaseConstraint]:
    """All of them, by name."""
    tables = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {each.name: each for model in tables for each in model._meta.constraints}


def test_each_is_in_the_table_and_nothing_else_is():
    assert sorted(constraints()) == sorted(BROKEN)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BROKEN))
def test_it_refuses(name):
    """Without the triggers, which refuse some of it before the constraint is asked; the test's end puts them back."""
    tampering.lift()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()
    said = str(refused.value)
    unique_on_sqlite = connection.vendor == "sqlite" and "UNIQUE constraint failed" in said
    if unique_on_sqlite and isinstance(constraints()[name], models.UniqueConstraint):
        fields = constraints()[name].fields
        assert all(f".{column(name, field)}" in said for field in fields) or name in said
    else:
        assert name in said


def column(name: str, field: str) -> str:
    model = next(
        model
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if any(each.name == name for each in model._meta.constraints)
    )
    return model._meta.get_field(field).column
