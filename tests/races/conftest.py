"""Races need rows that other connections see: committed, and removed afterwards."""

from __future__ import annotations

import pytest
from django.db import connection


@pytest.fixture
def _refilled(django_db_setup, django_db_blocker):
    """What migrations wrote is there again after the tables were emptied."""
    yield
    with django_db_blocker.unblock():
        contents = connection._test_serialized_contents
        connection.creation.deserialize_db_from_string(contents)


@pytest.fixture(autouse=True)
def _racing(_refilled, django_db_serialized_rollback, transactional_db):
    """Set up before every other fixture, so that it is torn down after them."""
