"""Question kinds: one module each, one line here."""

from __future__ import annotations

from quizzes.kinds.base import AnswerDoesNotFit, Kind
from quizzes.kinds.choice import Choice

KINDS: dict[str, Kind] = {
    "single": Choice(),
    "true_false": Choice(is_pair=True),
    "multiple": Choice(several=True),
}

__all__ = ["KINDS", "AnswerDoesNotFit", "Kind"]
