"""A manager at the desk; how many people wait, each module says."""

import pytest


@pytest.fixture
def desk(client, given):
    client.force_login(given.manager)
    return client
