from __future__ import annotations

import pytest
from django.template.loader import get_template

from lms.demo.answers import WRONG
from quizzes.authoring import KIND_FORMS
from quizzes.importing.telling import TELL
from quizzes.kinds import KINDS
from quizzes.models import QuestionVersion


def test_a_kind_is_known_wherever_kinds_are():
    kinds = set(QuestionVersion.Kind.values)

    assert set(KINDS) == kinds
    assert set(KIND_FORMS) == kinds
    assert set(TELL) == kinds


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_kind_has_its_templates(kind):
    assert get_template(kind.template)
    assert get_template(kind.review_template)


def test_the_demo_knows_how_to_answer_what_marks_itself_wrong():
    by_program = {name for name, kind in KINDS.items() if not kind.needs_marker}

    assert set(WRONG) == by_program
