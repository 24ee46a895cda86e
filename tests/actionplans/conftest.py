"""The business manager at her desk."""

import pytest

from tests.factories.partnership import PersonFactory


@pytest.fixture
def manager():
    return PersonFactory()


@pytest.fixture
def client(client_for, manager):
    return client_for(manager)
