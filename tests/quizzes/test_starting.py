"""What an attempt asks: parts, questions named one by one, random draws."""

from __future__ import annotations

import pytest
from django.utils import timezone

from quizzes.models import Attempt, Draw, Quiz, QuizQuestion, Section
from quizzes.services import questions_asked, start_attempt, tag_question
from quizzes.services.refusals import DrawCannotBeFilled, QuizIsDraft
from tests.factories import (
    AttemptFactory,
    CategoryFactory,
    QuestionFactory,
    QuizFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def press():
    return CategoryFactory(name="Báo chí")


@pytest.fixture
def quiz() -> Quiz:
    """Without questions of its own."""
    quiz = QuizFactory()
    QuizQuestion.objects.filter(quiz=quiz).delete()
    return quiz


def asked(attempt: Attempt) -> list[tuple[int, str, int]]:
    rows = attempt.responses.select_related("version")
    return [(each.section, each.version.text, each.points) for each in rows]


def questions(attempt: Attempt) -> list[int]:
    return list(attempt.responses.values_list("version__question", flat=True))


def test_parts_follow_each_other_and_are_frozen_with_their_bars(quiz):
    Section.objects.create(quiz=quiz, title="Pháp luật", pass_mark=50)
    second = Section.objects.create(quiz=quiz, title="Kỹ năng", sort_order=1)
    for text, part, points in [("B1?", 2, 3), ("A1?", 1, 1), ("B2?", 2, 1)]:
        QuizQuestion.objects.create(
            quiz=quiz, question=QuestionFactory(text=text), section=part, points=points
        )

    attempt = AttemptFactory(quiz=quiz)
    second.delete()
    attempt.refresh_from_db()

    assert asked(attempt) == [(1, "A1?", 1), (2, "B1?", 3), (2, "B2?", 1)]
    assert attempt.sections == [
        {"title": "Pháp luật", "pass_mark": 50},
        {"title": "Kỹ năng", "pass_mark": None},
    ]


def test_shuffling_never_mixes_parts(quiz):
    quiz.shuffle = True
    for part in (1, 2):
        for _each in range(4):
            QuizQuestion.objects.create(
                quiz=quiz, question=QuestionFactory(), section=part
            )

    for _each in range(5):
        attempt = start_attempt(quiz=quiz, trainee=UserFactory())
        assert [part for part, _text, _points in asked(attempt)] == [1] * 4 + [2] * 4


def test_a_draw_takes_from_a_category_and_all_below_it(quiz, press):
    below = CategoryFactory(name="Họp báo", parent=press)
    inside = [QuestionFactory(category=press), QuestionFactory(category=below)]
    QuestionFactory()  # elsewhere
    Draw.objects.create(quiz=quiz, category=press, count=2, points=2)

    attempt = AttemptFactory(quiz=quiz)

    assert set(questions(attempt)) == {each.pk for each in inside}
    assert {points for _part, _text, points in asked(attempt)} == {2}
    assert questions_asked(quiz) == 2


def test_a_draw_takes_by_tag_and_difficulty(quiz, press):
    wanted = QuestionFactory(category=press, difficulty=3)
    only_hard = QuestionFactory(category=press, difficulty=3)
    only_tagged = QuestionFactory(category=press, difficulty=1)
    for question in (wanted, only_tagged):
        tag_question(question=question, tags=["khẩn cấp"])
    Draw.objects.create(
        quiz=quiz, category=press, count=1, difficulty=3, tag=wanted.tags.get()
    )

    for _each in range(5):
        assert questions(AttemptFactory(quiz=quiz)) == [wanted.pk]
    assert only_hard.pk  # was there to be taken wrongly


def test_no_question_is_drawn_twice_or_besides_being_named(press):
    named = QuestionFactory(category=press)
    others = QuestionFactory.create_batch(4, category=press)
    quiz = QuizFactory(questions=[named])
    for count in (3, 1):
        Draw.objects.create(quiz=quiz, category=press, count=count)

    for _each in range(5):
        drawn = questions(AttemptFactory(quiz=quiz))
        assert drawn[0] == named.pk
        assert sorted(drawn[1:]) == sorted(each.pk for each in others)


def test_a_draw_that_can_no_longer_be_filled_starts_nothing_and_is_named(quiz, press):
    archived, _other = QuestionFactory.create_batch(2, category=press)
    draw = Draw.objects.create(quiz=quiz, category=press, count=2)
    archived.archived_at = timezone.now()
    archived.save()

    with pytest.raises(DrawCannotBeFilled) as refusal:
        AttemptFactory(quiz=quiz)

    shortage = refusal.value.shortage
    assert (shortage.draws, shortage.wanted, shortage.there) == ([draw], 2, 1)
    assert not Attempt.objects.exists()


def test_nobody_begins_a_draft_and_who_has_begun_goes_on():
    attempt = AttemptFactory()
    Quiz.objects.update(is_draft=True)
    quiz = Quiz.objects.get()

    with pytest.raises(QuizIsDraft):
        start_attempt(quiz=quiz, trainee=UserFactory())
    assert start_attempt(quiz=quiz, trainee=attempt.trainee) == attempt


def test_starting_takes_as_many_queries_with_many_questions_and_draws(
    press, django_assert_num_queries
):
    for count in (1, 5):
        named = QuestionFactory.create_batch(count)
        quiz = QuizFactory(questions=named)
        QuestionFactory.create_batch(count * count, category=press)
        for _each in range(count):
            Draw.objects.create(quiz=quiz, category=press, count=count)
        trainee = UserFactory()
        with django_assert_num_queries(14):  # two of them the savepoint's
            start_attempt(quiz=quiz, trainee=trainee)
