"""The lists of rows in the editor: nothing is offered that nobody may do."""

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from tests.factories import ClinicFactory, UserFactory
from training.admin_lists import WithoutBoxes
from training.models import Clinic


@pytest.mark.parametrize("model", get_snippet_models(), ids=lambda model: model.__name__)
def test_every_list_is_without_boxes_to_tick_for_nothing(model):
    assert issubclass(model.snippet_viewset.index_view_class, WithoutBoxes)


@pytest.mark.django_db
def test_a_list_without_boxes_shows_none(client):
    clinic = ClinicFactory()
    client.force_login(UserFactory(is_superuser=True))
    page = client.get(reverse(Clinic.snippet_viewset.get_url_name("list"))).text
    assert clinic.name in page
    assert "bulk-actions-filter-checkbox" not in page
    assert "bulk-action-checkbox" not in page
