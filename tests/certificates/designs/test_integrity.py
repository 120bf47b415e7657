"""What is kept of designs is compared with its hashes, and with what certificates name."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import models

from certificates.designs.integrity import design_differences
from certificates.models import DesignPicture, DesignVersion
from tests.certificates.designs.make import draft, picture, put
from tests.certificates.make import issued, story
from tests.factories import UserFactory
from tests.tampering import lifted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def version():
    by = UserFactory(role="manager")
    return put(draft(by, logo=picture(by).sha256), by)


@pytest.fixture
def paper(version):
    return issued(story())


def rows(model) -> models.QuerySet:
    """Without what refuses a change: somebody with the keys of the database."""
    return models.QuerySet(model)


def test_all_is_well(paper):
    assert list(design_differences()) == []
    call_command("check_integrity", stdout=StringIO(), stderr=StringIO())


def test_another_word_is_told(version):
    with lifted():
        rows(DesignVersion).update(content=version.content | {"title": "Diploma"})
    assert list(design_differences()) == ["Design “Formal, version 1” is not what was put to use."]


def test_another_picture_is_told(version):
    with lifted():
        rows(DesignPicture).update(content=b"another")
    assert list(design_differences()) == ["Picture “Our mark” of designs is not the one that was added."]


def test_what_is_gone_is_told(paper, version):
    with lifted():
        rows(DesignPicture).delete()
        told = list(design_differences())
        rows(DesignVersion).delete()
    assert told == ["Design “Formal, version 1” lacks a picture."]
    assert list(design_differences()) == [f"Certificates name the design {version.design_id}.1, which is not there."]
