from __future__ import annotations

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    """Reasons are compared in the language of the source."""
    with translation.override("en"):
        yield
