"""The picture above the labels of a figure: shown to editors, in the editor's form."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from tests.cms import lesson_story as story
from tests.cms.site import client_of

pytestmark = pytest.mark.django_db


def asked(client, **given):
    return client.get(reverse("figure_picture"), given)


def test_a_drawing_and_an_image_are_shown_as_readers_see_them():
    image = Image.objects.create(title="A grip", file=get_test_image_file())
    client = client_of("editor")
    assert "<svg" in asked(client, drawing="chest_wall").content.decode()
    assert (
        f'<img src="{image.get_rendition("width-1200").url}" alt="">' == asked(client, image=image.pk).content.decode()
    )


@pytest.mark.parametrize(
    "given", [{}, {"drawing": "../secret"}, {"image": "999"}, {"image": "9" * 5000}, {"image": "x"}]
)
def test_what_is_not_there(given):
    assert asked(client_of("editor"), **given).status_code == 404


def test_nobody_else_sees_them():
    assert asked(client_of("manager"), drawing="fold").status_code == 302
    assert asked(Client(), drawing="fold").status_code == 302


def test_the_form_of_a_module_loads_the_script_and_says_where_the_picture_is():
    page = story.module_with(story.labeled({"name": "Rib", "x": 50, "y": 57}))
    form = client_of("editor").get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "cms/js/label_placing.js" in form
    assert "cms.blocks.LabeledFigure" in form
    assert reverse("figure_picture") in form
