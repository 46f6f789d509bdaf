"""The number of a row is no figure to be read: 1234 in an address, never 1.234."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

PRINTED = re.compile(r"\{\{\s*[\w.]+\.pk\s*\}\}")


def test_no_template_prints_the_number_of_a_row_with_separators():
    templates = Path(settings.BASE_DIR, "templates")
    wrong = [
        f"{path.relative_to(templates)}: {found}"
        for path in sorted(templates.rglob("*.html"))
        for found in PRINTED.findall(path.read_text())
    ]

    assert wrong == []
