"""What the documents promise exists, and what exists is in the documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
READ = re.compile(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"|required\("([A-Z_]+)"\)')


def test_every_environment_variable_is_in_the_operators_table():
    source = "".join(path.read_text() for path in (BASE / "lms/settings").glob("*.py"))
    names = {first or second for first, second in READ.findall(source)} - {"TEST_DB"}
    table = (BASE / "docs/operators.md").read_text()

    assert sorted(name for name in names if f"`{name}`" not in table) == []


@pytest.mark.parametrize(
    "document",
    ["README.md", *(f"docs/{d}.md" for d in ["api", "developers", "operators"])],
)
def test_every_make_target_named_in_a_document_exists(document):
    targets = set(
        re.findall(r"^([a-z]+):", (BASE / "Makefile").read_text(), re.MULTILINE)
    )
    named = set(re.findall(r"`make ([a-z]+)", (BASE / document).read_text()))

    assert named - targets == set()


def test_every_local_link_of_the_documents_leads_somewhere():
    documents = [BASE / "README.md", BASE / "CHANGELOG.md", *BASE.glob("docs/**/*.md")]
    broken = [
        f"{document.relative_to(BASE)}: {link}"
        for document in documents
        for link in re.findall(r"\]\(([^)#]+)\)", document.read_text())
        if not link.startswith(("http", "mailto"))
        and not (document.parent / link).exists()
    ]

    assert broken == []
