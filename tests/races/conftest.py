"""Races need rows that other connections see."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _racing(committed):
    """Set up before every other fixture, so that it is torn down after them."""
