"""A manager, and their browser at the desk."""

import pytest
from django.test import Client

from tests.certificates.designs.make import client_of
from tests.factories import UserFactory


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def desk(manager) -> Client:
    return client_of(manager)
