"""The demo, seeded once for all tests of this folder, in a transaction of its own."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db import transaction

from accounts.models import User

PEOPLE = 60


def run_seed(people: int = PEOPLE) -> str:
    out = io.StringIO()
    call_command("seed_demo", people=people, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="package")
def _demo(django_db_setup, django_db_blocker):
    """Each test's own transaction lies inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        run_seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def trainee() -> User:
    return User.objects.get(username="hocvien")


@pytest.fixture
def head() -> User:
    return User.objects.get(username="thutruong")
