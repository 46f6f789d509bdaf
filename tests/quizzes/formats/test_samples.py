"""Every sample file is read or refused, with line and reason, as written down."""

from __future__ import annotations

import json

import pytest

from quizzes import formats
from tests.quizzes.formats.golden import as_json, expected, samples


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_sample_is_read_as_written_down(sample):
    parsed = formats.read(name=sample.name, data=sample.read_bytes())

    assert as_json(parsed) == json.loads(expected(sample).read_text())


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_sample_yields_questions_or_says_why_not(sample):
    parsed = formats.read(name=sample.name, data=sample.read_bytes())

    assert parsed.questions or parsed.refusals
    assert all(refusal.reason for refusal in parsed.refusals)
    assert all(question.line > 0 for question in parsed.questions)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_what_was_read_is_written_and_read_again_the_same(sample):
    questions = formats.read(name=sample.name, data=sample.read_bytes()).questions
    written = formats.write_table_xlsx(questions)

    again = formats.read(name="again.xlsx", data=written.data)

    assert again.questions == questions
    assert (written.left_out, written.notices, again.notices) == ((), (), ())
