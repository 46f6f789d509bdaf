from __future__ import annotations

from decimal import Decimal

import pytest

from quizzes.models import Marking, Quiz, Response
from quizzes.rubrics import LevelsAreMissing, rubric_of, worth
from quizzes.services import start_attempt
from quizzes.services.essays import change_mark, decide_mark, mark_answer
from quizzes.services.refusals import (
    AlreadyMarked,
    MarkersOwnAnswer,
    NothingToMark,
    NotYetMarked,
    WouldTakeAPass,
)
from quizzes.waiting import State, answers_for, in_order, quizzes_to_mark, to_do
from tests.factories import (
    CategoryFactory,
    QuestionFactory,
    QuizFactory,
    TrainerFactory,
    TrainingOfficerFactory,
)
from tests.quizzes.essays import RUBRIC, essay, given, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    return QuizFactory(questions=[essay(), essay()], pass_mark=50)


@pytest.fixture
def trainer():
    return TrainerFactory()


def score(response: Response) -> tuple[Decimal | None, bool]:
    response.attempt.refresh_from_db()
    return response.attempt.score, response.attempt.passed


# --- one marker ---------------------------------------------------------------


def test_an_attempt_has_no_score_until_its_last_answer_is_marked(quiz, trainer):
    first, second = write(quiz, "Một.", "Hai.")
    assert score(first) == (None, False)

    one = mark_answer(response=first, marker=trainer, given=given("0.8"))
    assert (one.counts, one.attempt.is_marked, score(first)) == (
        True,
        False,
        (None, False),
    )
    two = mark_answer(response=second, marker=trainer, given=given("0.5"))

    assert (two.counts, two.had_score) == (True, False)
    assert score(first) == (65, True)


def test_a_blank_essay_is_nobodys_work_and_gives_nothing(quiz, trainer):
    written, blank = write(quiz, "Một.", "")

    assert (written.mark, blank.mark) == (None, 0)
    mark_answer(response=written, marker=trainer, given=given("1"))
    assert score(written) == (50, True)


def test_marking_twice_the_same_way_marks_once(quiz, trainer):
    answer, _other = write(quiz, "Một.", "Hai.")
    one = mark_answer(response=answer, marker=trainer, given=given("0.8", "Tốt"))

    again = mark_answer(response=answer, marker=trainer, given=given("0.8", " Tốt "))

    assert (again.marking, again.counts) == (one.marking, False)
    with pytest.raises(AlreadyMarked):
        mark_answer(response=answer, marker=trainer, given=given("0.7"))


def test_who_comes_second_keeps_their_work_beside_the_mark_that_counts(quiz, trainer):
    answer, _other = write(quiz, "Một.", "Hai.")
    mark_answer(response=answer, marker=trainer, given=given("0.8"))

    late = mark_answer(
        response=answer, marker=TrainerFactory(), given=given("0.2", "Ý")
    )

    answer.refresh_from_db()
    assert (late.counts, late.marking.comment, answer.mark) == (
        False,
        "Ý",
        Decimal("0.8"),
    )
    assert answer.markings.count() == 2


def test_nobody_marks_their_own_answer(quiz, trainer):
    answer, _other = write(quiz, "Một.", "Hai.", trainee=trainer)

    with pytest.raises(MarkersOwnAnswer):
        mark_answer(response=answer, marker=trainer, given=given("1"))
    assert not answers_for(trainer).exists()


def test_an_open_attempt_and_a_choice_are_nothing_to_mark(quiz, trainer):
    attempt = start_attempt(quiz=quiz, trainee=TrainerFactory())
    (choice,) = write(QuizFactory(questions=[QuestionFactory()]), "a")

    for answer in [attempt.responses.first(), choice]:
        with pytest.raises(NothingToMark):
            mark_answer(response=answer, marker=trainer, given=given("1"))


# --- two markers ----------------------------------------------------------------


@pytest.fixture
def double(quiz) -> Quiz:
    quiz.needs_second_marker = True
    quiz.save()
    return quiz


@pytest.mark.parametrize(
    ("one", "two", "mean"),
    [("0.8", "0.7", "0.75"), ("0.5", "0.6", "0.55"), ("1", "1", "1")],
)
def test_two_marks_that_agree_count_by_their_mean(double, trainer, one, two, mean):
    answer, _other = write(double, "Một.", "Hai.")
    first = mark_answer(response=answer, marker=trainer, given=given(one, "Gọn."))
    second = mark_answer(
        response=answer, marker=TrainerFactory(), given=given(two, "Đủ.")
    )

    answer.refresh_from_db()
    assert (first.counts, second.counts, answer.mark) == (False, True, Decimal(mean))
    assert (second.marking.part, second.marking.comment) == ("mean", "Gọn.\n\nĐủ.")


def test_two_marks_apart_wait_for_a_decision(double, trainer):
    answer, _other = write(double, "Một.", "Hai.")
    mark_answer(response=answer, marker=trainer, given=given("0.8"))
    apart = mark_answer(response=answer, marker=TrainerFactory(), given=given("0.69"))
    answer.refresh_from_db()
    assert (apart.counts, answer.mark) == (False, None)

    decision = decide_mark(
        response=answer, by=trainer, given=given("0.7"), reason="Bàn"
    )
    again = decide_mark(response=answer, by=trainer, given=given("0.7"))

    answer.refresh_from_db()
    assert (decision.counts, answer.mark, again.marking) == (
        True,
        Decimal("0.7"),
        decision.marking,
    )
    with pytest.raises(AlreadyMarked):
        decide_mark(response=answer, by=TrainerFactory(), given=given("0.9"))


def test_there_is_nothing_to_decide_before_a_mark(double, trainer):
    answer, _other = write(double, "Một.", "Hai.")

    with pytest.raises(NotYetMarked):
        decide_mark(response=answer, by=trainer, given=given("0.7"))


# --- changing a mark --------------------------------------------------------------


def test_a_changed_mark_keeps_the_one_before(quiz, trainer):
    answer, other = write(quiz, "Một.", "Hai.")
    mark_answer(response=other, marker=trainer, given=given("0.2"))
    before = mark_answer(response=answer, marker=trainer, given=given("0.2"))
    assert score(answer) == (20, False)

    change_mark(
        response=answer,
        by=trainer,
        given=given("0.9"),
        reason="Phúc khảo",
        seen=before.marking.pk,
    )

    assert score(answer) == (55, True)
    rows = answer.markings.values_list("part", "mark", "reason", "is_final")
    assert list(rows) == [
        ("marking", Decimal("0.2"), "", False),
        ("change", Decimal("0.9"), "Phúc khảo", True),
    ]


def test_a_change_takes_back_no_pass(quiz, trainer):
    answer, other = write(quiz, "Một.", "Hai.")
    mark_answer(response=other, marker=trainer, given=given("0.5"))
    before = mark_answer(response=answer, marker=trainer, given=given("0.5")).marking
    change = {"response": answer, "by": trainer, "reason": "Nhầm", "seen": before.pk}

    with pytest.raises(WouldTakeAPass):
        change_mark(given=given("0.4"), **change)

    assert score(answer) == (50, True)
    assert list(Marking.objects.filter(response=answer)) == [before]


def test_a_change_to_a_mark_the_page_did_not_show_is_refused(quiz, trainer):
    answer, _other = write(quiz, "Một.", "Hai.")
    old = mark_answer(response=answer, marker=trainer, given=given("0.5")).marking
    change = {"response": answer, "reason": "Nhầm", "seen": old.pk}
    first = change_mark(by=trainer, given=given("0.6"), **change)

    again = change_mark(by=trainer, given=given("0.6"), **change)
    with pytest.raises(AlreadyMarked):
        change_mark(by=TrainingOfficerFactory(), given=given("0.9"), **change)

    assert again.marking == first.marking


# --- a rubric -------------------------------------------------------------------


def test_a_rubric_turns_levels_into_a_fraction_of_all_points():
    rubric = rubric_of({"rubric": RUBRIC})

    assert worth(rubric, {"clear": "c4", "true": "t3"}) == Decimal("0.7")
    assert worth(rubric, {"clear": "c4", "true": "t6"}) == 1
    for missing in [{}, {"clear": "c4"}, {"clear": "c4", "true": "c4"}]:
        with pytest.raises(LevelsAreMissing):
            worth(rubric, missing)


# --- what waits -------------------------------------------------------------------


def states(person) -> dict[int, str]:
    return dict(answers_for(person).values_list("pk", "state"))


def test_what_waits_is_for_whom_can_do_something(double, trainer):
    fresh, once, apart, done = [write(double, "Một.", "")[0] for _each in range(4)]
    second, third = TrainerFactory(), TrainerFactory()
    for answer, marks in [(once, ["1"]), (apart, ["1", "0"]), (done, ["1", "1"])]:
        for person, mark in zip([trainer, second], marks, strict=False):
            mark_answer(response=answer, marker=person, given=given(mark))

    assert states(trainer) == {
        fresh.pk: State.FIRST,
        once.pk: State.SECOND,
        apart.pk: State.APART,
        done.pk: State.MARKED,
    }
    for person, mine in [
        (trainer, {fresh.pk, apart.pk}),
        (second, {fresh.pk, once.pk, apart.pk}),
        (third, {fresh.pk, once.pk}),
        (TrainingOfficerFactory(), {fresh.pk, once.pk, apart.pk}),
    ]:
        found = answers_for(person).filter(to_do(person))
        assert set(found.values_list("pk", flat=True)) == mine


def test_trainers_mark_where_they_write(quiz, trainer):
    write(quiz, "Một.", "Hai.")
    category = CategoryFactory()
    category.editors.add(TrainerFactory())
    type(quiz.quiz_questions.first().question).objects.update(category=category)

    assert not answers_for(trainer).exists()
    assert answers_for(TrainingOfficerFactory()).count() == 2


def test_the_oldest_waits_at_the_top_and_without_names_in_a_steady_order(quiz, trainer):
    answers = [write(quiz, "Một.", "")[0] for _each in range(6)]
    pks = [answer.pk for answer in answers]

    def order(person):
        found = in_order(answers_for(person), quiz=quiz, user=person)
        return list(found.values_list("pk", flat=True))

    blind, others = order(trainer), [order(TrainerFactory()) for _each in range(4)]
    assert sorted(blind) == pks
    assert order(trainer) == blind
    assert any(other != blind for other in others)
    quiz.is_blind = False
    assert order(trainer) == pks


def test_quizzes_are_listed_with_what_waits(quiz, trainer, django_assert_num_queries):
    done, _blank = write(quiz, "Một.", "")
    waits, _blank = write(quiz, "Một.", "")
    mark_answer(response=done, marker=trainer, given=given("1"))

    (line,) = quizzes_to_mark(trainer)

    assert (line.total, line.marked, line.waiting, line.mine) == (2, 1, 1, 1)
    assert (line.percent, line.oldest) == (50, waits.attempt.handed_in_at)
