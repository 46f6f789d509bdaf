from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from quizzes.models import Attempt, Question, Quiz, Regrade, RegradedAttempt, Response
from quizzes.services import mark_attempt, revise_question, save_answer, start_attempt
from quizzes.services.refusals import NothingToRegrade, QuestionHasChanged
from quizzes.services.regrading import (
    begin_regrade,
    finish_regrade,
    preview_regrade,
    regrade_attempts,
    versions_asked,
    waiting_for,
)
from tests.factories import QuestionFactory, QuizFactory, TrainerFactory, options
from tests.quizzes.taking import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def wrong_key() -> Question:
    """The key says "a"; "b" is right."""
    return QuestionFactory(text="Ai phát ngôn?")


@pytest.fixture
def quiz(wrong_key) -> Quiz:
    return QuizFactory(questions=[wrong_key, QuestionFactory()], pass_mark=70)


def corrected(question: Question, right: str = "b", **changes: Any) -> Question:
    said = {"kind": "single", "text": question.current.text, **changes}
    content = options("Đúng", "Sai", "Khác", right=right)
    revise_question(question=question, content=content, **said)
    question.refresh_from_db()
    return question


def by_key(question: Question, **more: Any) -> Regrade:
    return Regrade(
        question=question, version=question.current, reason="Đáp án sai", **more
    )


def older(question: Question) -> list:
    return [v for v in versions_asked(question) if v.pk != question.current_id]


def regraded(regrade: Regrade, asked: list) -> list[RegradedAttempt]:
    row, _new = begin_regrade(regrade=regrade, asked=asked, by=TrainerFactory())
    return regrade_attempts(regrade=row, attempts=waiting_for(row))


def result(attempt: Attempt) -> tuple[Decimal | None, bool]:
    attempt.refresh_from_db()
    return attempt.score, attempt.passed


def test_a_preview_says_who_gains_and_who_keeps_and_writes_nothing(quiz, wrong_key):
    gains, keeps, same = take(quiz, "ba"), take(quiz, "aa"), take(quiz, "ca")
    question = corrected(wrong_key)

    seen = preview_regrade(regrade=by_key(question), asked=older(question))

    assert (seen.asked, seen.kept, seen.unfit) == (3, 1, 0)
    assert [each.attempt for each in seen.changes] == [gains]
    assert (seen.newly_passed, seen.lost) == (1, 0)
    assert [result(a) for a in [gains, keeps, same]] == [
        (50, False),
        (100, True),
        (50, False),
    ]
    assert not Regrade.objects.exists()


def test_a_corrected_key_raises_marks_and_lowers_none(quiz, wrong_key):
    gains, keeps = take(quiz, "ba"), take(quiz, "aa")
    question = corrected(wrong_key)

    rows = regraded(by_key(question), older(question))

    assert [result(gains), result(keeps)] == [(100, True), (100, True)]
    answer = gains.responses.get(position=1)
    assert (answer.mark, answer.marked_with) == (1, question.current)
    assert keeps.responses.get(position=1).marked_with is None
    (row,) = rows
    assert (row.attempt, row.score_before, row.score_after) == (gains, 50, 100)
    assert (row.passed_before, row.passed_after) == (False, True)


def test_the_preview_is_what_then_happens(quiz, wrong_key):
    for answers in ["ba", "bb", "aa", "ab", "ca", "cb"]:
        take(quiz, answers)
    question = corrected(wrong_key)

    seen = preview_regrade(regrade=by_key(question), asked=older(question))
    rows = regraded(by_key(question), older(question))

    assert [(c.attempt, c.after.score) for c in seen.changes] == [
        (row.attempt, row.score_after) for row in rows
    ]
    assert len(rows) == 2


def test_a_question_left_out_counts_where_it_would_have_helped(quiz, wrong_key):
    right, wrong, both_wrong = take(quiz, "ab"), take(quiz, "ca"), take(quiz, "cb")

    regraded(
        Regrade(question=wrong_key, leaves_out=True, reason="Không rõ"),
        versions_asked(wrong_key),
    )

    # 50 per cent of two is better than 0 per cent of one: it stays.
    assert result(right) == (50, False)
    assert result(wrong) == (100, True)
    assert result(both_wrong) == (0, False)
    first = Response.objects.filter(position=1).order_by("attempt_id")
    assert list(first.values_list("points", flat=True)) == [1, 0, 0]


def test_everybody_gets_it(quiz, wrong_key):
    wrong, blank = take(quiz, "cb"), take(quiz, ["", "a"])

    regraded(
        Regrade(question=wrong_key, gives_all=True, reason="In nhầm"),
        versions_asked(wrong_key),
    )

    assert [result(wrong), result(blank)] == [(50, False), (100, True)]


def test_only_the_versions_named_are_corrected(quiz, wrong_key):
    first = take(quiz, "ba")
    corrected(wrong_key, right="c", text="Ai được phát ngôn?")
    second = take(quiz, "ba")
    question = corrected(wrong_key, text="Ai được phát ngôn?")
    asked = [v for v in older(question) if v.number == 2]

    regraded(by_key(question), asked)

    assert [result(first), result(second)] == [(50, False), (100, True)]


def test_answers_the_corrected_question_cannot_read_stay_as_they_were(quiz, wrong_key):
    third = take(quiz, "ca")
    revise_question(
        question=wrong_key,
        kind="single",
        text="?",
        content=options("A", "B", right="b"),
    )
    wrong_key.refresh_from_db()

    seen = preview_regrade(regrade=by_key(wrong_key), asked=older(wrong_key))

    assert (seen.asked, seen.unfit, seen.changes) == (1, 1, [])
    assert regraded(by_key(wrong_key), older(wrong_key)) == []
    assert result(third) == (50, False)


def test_a_pass_by_the_correction_counts_once_for_each_person(quiz, wrong_key, trainee):
    take(quiz, "aa", trainee)
    take(quiz, "ba", trainee)
    question = corrected(wrong_key)

    seen = preview_regrade(regrade=by_key(question), asked=older(question))

    assert (len(seen.changes), seen.newly_passed) == (1, 0)


def test_attempts_open_then_are_marked_by_the_correction(quiz, wrong_key, trainee):
    open_attempt = start_attempt(quiz=quiz, trainee=trainee)
    done = take(quiz, "aa")
    question = corrected(wrong_key)
    regraded(by_key(question), older(question) or list(question.versions.all()))
    for response, letter in zip(open_attempt.responses.all(), "ba", strict=True):
        save_answer(response=response, values=[letter])

    mark_attempt(attempt=open_attempt)

    assert result(open_attempt) == (100, True)
    assert result(done) == (100, True)
    assert not open_attempt.regrades.exists()


def test_attempts_open_then_also_keep_the_better_of_two_keys(quiz, wrong_key, trainee):
    open_attempt = start_attempt(quiz=quiz, trainee=trainee)
    take(quiz, "aa")
    question = corrected(wrong_key)
    regraded(by_key(question), older(question))
    for response in open_attempt.responses.all():
        save_answer(response=response, values=["a"])

    mark_attempt(attempt=open_attempt)

    assert result(open_attempt) == (100, True)


def test_running_a_round_again_changes_nothing(quiz, wrong_key):
    gains = take(quiz, "ba")
    question = corrected(wrong_key)
    row, _new = begin_regrade(
        regrade=by_key(question), asked=older(question), by=TrainerFactory()
    )

    first = regrade_attempts(regrade=row, attempts=[gains.pk])
    again = regrade_attempts(regrade=row, attempts=[gains.pk])

    assert (len(first), again, waiting_for(row)) == (1, [], [])
    assert RegradedAttempt.objects.count() == 1
    assert [finish_regrade(row), finish_regrade(row)] == [True, False]


def test_the_same_key_is_the_same_correction(quiz, wrong_key):
    take(quiz, "ba")
    question = corrected(wrong_key)
    regrade, trainer = by_key(question), TrainerFactory()
    twin = by_key(question, key=regrade.key)

    first, is_new = begin_regrade(regrade=regrade, asked=older(question), by=trainer)
    second, is_new_too = begin_regrade(regrade=twin, asked=older(question), by=trainer)

    assert (first, is_new, is_new_too) == (second, True, False)


def test_a_correction_by_a_version_that_is_no_longer_the_newest_is_refused(
    quiz, wrong_key
):
    take(quiz, "ba")
    question = corrected(wrong_key)
    regrade, asked = by_key(question), older(question)
    corrected(question, right="c")

    with pytest.raises(QuestionHasChanged):
        begin_regrade(regrade=regrade, asked=asked, by=TrainerFactory())


def test_a_correction_needs_versions_of_its_own_question(quiz, wrong_key):
    take(quiz, "ba")
    other = QuestionFactory()
    regrade = Regrade(question=wrong_key, leaves_out=True, reason="x")

    for asked in [[], [other.current]]:
        with pytest.raises(NothingToRegrade):
            begin_regrade(regrade=regrade, asked=asked, by=TrainerFactory())


def test_a_second_correction_starts_from_the_first(quiz, wrong_key):
    attempt = take(quiz, "ca")
    question = corrected(wrong_key)
    regraded(by_key(question), older(question))
    question = corrected(question, right="c")
    rows = regraded(by_key(question), older(question))

    assert result(attempt) == (100, True)
    assert [(row.score_before, row.score_after) for row in rows] == [(50, 100)]


def test_a_part_that_would_fall_below_its_bar_keeps_its_result():
    """Leaving out a right answer may raise the whole and sink a part."""
    shaky = QuestionFactory()
    quiz = QuizFactory(questions=[shaky, QuestionFactory()], pass_mark=10)
    attempt = take(quiz, "ab")
    part = {"title": "A", "pass_mark": 50}
    Attempt.objects.update(sections=[{**part, "score": "50.00"}])

    rows = regraded(
        Regrade(question=shaky, leaves_out=True, reason="x"), versions_asked(shaky)
    )

    assert rows == []
    assert result(attempt) == (50, True)


@pytest.mark.parametrize("count", [1, 3])
def test_a_preview_costs_the_same_however_many_change(
    count, quiz, wrong_key, django_assert_num_queries
):
    for _each in range(count):
        take(quiz, "ba")
    question = corrected(wrong_key)
    regrade, asked = by_key(question), older(question)

    with django_assert_num_queries(4):
        seen = preview_regrade(regrade=regrade, asked=asked)
        assert seen.newly_passed == count
