"""Question kinds: one module each, one line here."""

from __future__ import annotations

from quizzes.kinds.base import AnswerDoesNotFit, Kind
from quizzes.kinds.choice import Choice
from quizzes.kinds.essay import Essay
from quizzes.kinds.gaps import Gaps
from quizzes.kinds.hot_words import HotWords
from quizzes.kinds.matching import Matching
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.ordering import Ordering
from quizzes.kinds.short import Short

KINDS: dict[str, Kind] = {
    "single": Choice(),
    "multiple": Choice(several=True),
    "true_false": Choice(is_pair=True),
    "short": Short(),
    "numeric": Numeric(),
    "matching": Matching(),
    "ordering": Ordering(),
    "gaps": Gaps(),
    "hot_words": HotWords(),
    "essay": Essay(),
}
MARKED_BY_PEOPLE = [name for name, kind in KINDS.items() if kind.needs_marker]

__all__ = ["KINDS", "MARKED_BY_PEOPLE", "AnswerDoesNotFit", "Kind"]
