"""Item analysis of questions that are not answered by options."""

from __future__ import annotations

import pytest

from quizzes.analysis.report import analyse
from quizzes.analysis.sample import Sample
from quizzes.kinds import KINDS
from quizzes.models import Attempt
from quizzes.services import mark_attempt, save_answer, start_attempt
from quizzes.services.essays import mark_answer
from tests.factories import QuestionFactory, QuizFactory, TrainerFactory, UserFactory
from tests.quizzes.essays import essay, given
from tests.quizzes.test_kinds_golden import GOLDEN as ALL

pytestmark = pytest.mark.django_db

GOLDEN = {each["kind"]: each["content"] for each in ALL}
SHORT = {
    "accepted": [
        {"text": "Hòa Bình", "fraction": "100"},
        {"text": "Bình", "fraction": "50"},
    ]
}
MATCHING = {
    "pairs": [{"left": "Một", "right": "Mẹ"}, {"left": "Hai", "right": "Cha"}],
    "distractors": ["Cô"],
}


def answer(quiz, *answers: list[str]) -> Attempt:
    attempt = start_attempt(quiz=quiz, trainee=UserFactory())
    for response, values in zip(attempt.responses.all(), answers, strict=True):
        save_answer(response=response, values=values)
    return mark_attempt(attempt=attempt)[0]


def short_quiz():
    return QuizFactory(questions=[QuestionFactory(kind="short", content=SHORT)])


def test_typed_answers_are_counted_together_however_they_are_typed():
    quiz = short_quiz()
    for text in ["hòa bình", "hoà  bình", "Bình", "Sơn La", "sơn la", "Sơn  La", ""]:
        answer(quiz, [text])

    [item] = analyse(Sample(quiz)).items

    typed = item.newest.typed
    assert [(each.everyone.count, each.is_right) for each in typed] == [
        (3, False),
        (2, True),
        (1, False),
    ]
    assert typed[2].text == "Bình (50 %)"
    assert (item.moments.count, item.moments.blank) == (7, 1)
    assert round(item.moments.facility, 4) == round(2.5 / 7, 4)


def test_only_the_most_frequent_answers_are_listed():
    quiz = short_quiz()
    for number in range(12):
        answer(quiz, [f"câu {number}"])

    [item] = analyse(Sample(quiz)).items

    assert len(item.newest.typed) == 8
    assert item.newest.options == ()


def test_partial_marks_count_in_part():
    quiz = QuizFactory(questions=[QuestionFactory(kind="matching", content=MATCHING)])
    version = quiz.quiz_questions.get().question.current
    key = right_answer(version)
    answer(quiz, key)
    answer(quiz, key[:1])

    [item] = analyse(Sample(quiz)).items

    assert item.moments.facility == 0.75
    assert item.newest.listed == ()


def right_answer(version) -> list[str]:
    return KINDS[version.kind].right_answer(version.content)


def test_an_attempt_whose_essay_waits_is_not_counted_yet():
    quiz = QuizFactory(questions=[essay(), QuestionFactory()])
    attempt = answer(quiz, ["Một bài viết"], ["a"])
    assert analyse(Sample(quiz)).attempts == 0

    response = attempt.responses.select_related("version").first()
    mark_answer(response=response, marker=TrainerFactory(), given=given("0.5"))

    found = analyse(Sample(quiz))
    assert found.attempts == 1
    assert [item.moments.facility for item in found.items] == [0.5, 1.0]


@pytest.mark.parametrize("name", [name for name in KINDS if name != "essay"])
def test_an_analysis_is_made_of_every_kind(name):
    content = GOLDEN[name]
    quiz = QuizFactory(questions=[QuestionFactory(kind=name, content=content)])
    version = quiz.quiz_questions.get().question.current
    answer(quiz, right_answer(version))
    answer(quiz, [])

    found = analyse(Sample(quiz))

    assert found.items[0].moments.facility == 0.5
    assert found.items[0].findings


def test_typed_answers_take_one_query_more_however_many_there_are(
    django_assert_num_queries,
):
    for count in (1, 3):
        shorts = [
            QuestionFactory(kind="short", content=SHORT) for _each in range(count)
        ]
        quiz = QuizFactory(questions=[QuestionFactory(), *shorts])
        answer(quiz, ["a"], *([["Bình"]] * count))
        with django_assert_num_queries(11):
            analyse(Sample(quiz))
