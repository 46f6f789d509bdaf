"""Writing questions in the admin: a form for each kind, a preview, the versions.

`KIND_FORMS` has one line for each kind, in the order authors are offered them.
"""

from __future__ import annotations

from quizzes.authoring.arranged import MatchingForm, OrderingForm
from quizzes.authoring.base import KindForm, Line
from quizzes.authoring.choice import ChoiceForm, MultipleForm, TrueFalseForm
from quizzes.authoring.essay import EssayForm
from quizzes.authoring.passages import GapsForm, HotWordsForm
from quizzes.authoring.typed import NumericForm, ShortForm

KIND_FORMS: dict[str, type[KindForm]] = {
    "single": ChoiceForm,
    "multiple": MultipleForm,
    "true_false": TrueFalseForm,
    "short": ShortForm,
    "numeric": NumericForm,
    "matching": MatchingForm,
    "ordering": OrderingForm,
    "gaps": GapsForm,
    "hot_words": HotWordsForm,
    "essay": EssayForm,
}

__all__ = ["KIND_FORMS", "KindForm", "Line"]
