"""A file as it was read, kept until somebody confirms or discards it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from accounts.models import User
from quizzes import formats
from quizzes.formats import Notice, Parsed, ParsedQuestion, Refusal
from quizzes.formats.plain import printable
from quizzes.models import Category, QuestionImport

FORGOTTEN_AFTER: Final = timedelta(days=30)
MAX_FILE_NAME: Final = 200


def keep_draft(
    *,
    name: str,
    data: bytes,
    category: Category | None,
    keeps_tree: bool,
    by: User | None,
) -> QuestionImport:
    """Read a file and keep what it says. Nothing is written to the bank."""
    parsed = formats.read(name=name, data=data)
    _forget_old_drafts(by)
    return QuestionImport.objects.create(
        file_name=printable(name)[:MAX_FILE_NAME],
        format=parsed.format,
        category=category,
        # Without a category there is nowhere else to put the questions.
        keeps_tree=keeps_tree or category is None,
        content=as_stored(parsed),
        created_by=by,
    )


def discard(draft: QuestionImport) -> bool:
    """Whether there was anything left to discard."""
    drafts = QuestionImport.objects.filter(pk=draft.pk, state="draft")
    return bool(drafts.update(state=QuestionImport.State.DISCARDED, content={}))


def _forget_old_drafts(by: User | None) -> None:
    long_ago = timezone.now() - FORGOTTEN_AFTER
    old = QuestionImport.objects.filter(created_by=by, created_at__lt=long_ago)
    old.exclude(state=QuestionImport.State.APPLIED).delete()


# --- to JSON and back -----------------------------------------------------------


def as_stored(parsed: Parsed) -> dict[str, Any]:
    return {
        "questions": [vars(question) for question in parsed.questions],
        **as_told(parsed.refusals, parsed.notices),
    }


def as_told(refusals: Sequence[Refusal], notices: Sequence[Notice]) -> dict[str, Any]:
    return {
        "refusals": [_printable(asdict(refusal)) for refusal in refusals],
        "notices": [_printable(asdict(notice)) for notice in notices],
    }


def as_parsed(draft: QuestionImport) -> Parsed:
    stored = draft.content
    return Parsed(
        questions=tuple(_question(each) for each in stored.get("questions", [])),
        refusals=tuple(Refusal(**each) for each in stored.get("refusals", [])),
        notices=tuple(_notice(each) for each in stored.get("notices", [])),
        format=draft.format,
    )


def _question(stored: dict[str, Any]) -> ParsedQuestion:
    lists = {name: tuple(stored[name]) for name in ("category", "tags")}
    return ParsedQuestion(**{**stored, **lists})


def _notice(stored: dict[str, Any]) -> Notice:
    return Notice(text=stored["text"], lines=tuple(stored["lines"]))


def _printable(told: dict[str, Any]) -> dict[str, Any]:
    """Refusals quote their file, and a database takes not every character."""
    return {
        key: printable(value) if isinstance(value, str) else value
        for key, value in told.items()
    }
