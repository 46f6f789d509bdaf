"""Item analysis: figures against plain Python, and what trainers see of them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from statistics import correlation, fmean, median, pvariance

import pytest
from django.utils import timezone

from quizzes.analysis import Analysis, Sample, analyse
from quizzes.models import Attempt, Quiz, QuizQuestion, Response
from quizzes.services import revise_question, start_attempt
from tests.factories import QuestionFactory, QuizFactory, UserFactory, options
from tests.quizzes.taking import take

pytestmark = pytest.mark.django_db

CLOSE = 1e-5


def quiz_of(questions: int) -> Quiz:
    return QuizFactory(questions=QuestionFactory.create_batch(questions))


def look(quiz: Quiz, **narrowed) -> Analysis:
    return analyse(Sample(quiz, **narrowed))


# --- by hand ---------------------------------------------------------------------

# Six people, three questions; "a" is right.
GOLDEN = ["aaa", "aab", "aab", "aba", "bbb", "bba"]


def test_figures_of_a_small_quiz_by_hand():
    """Marks: 111 110 110 101 000 001.

    Question 1: x = 1,1,1,1,0,0 and rest = 1, ½, ½, ½, 0, ½.
    n Σx·rest − Σx Σrest = 6·2.5 − 4·3 = 3; n Σx² − (Σx)² = 24 − 16 = 8;
    n Σrest² − (Σrest)² = 6·2 − 9 = 3; so r = 3/√24.
    Question 2: x = 1,1,1,0,0,0, rest = 1, ½, ½, 1, 0, ½: (12 − 10.5)/√(9·4.25)
      with Σx·rest = 2, Σrest = 3.5, Σrest² = 2.75 and 6·2.75 − 12.25 = 4.25.
    Question 3: x = 1,0,0,1,0,1, rest = 1,1,1,½,0,0: Σx·rest = 1.5, Σrest = 3.5,
      Σrest² = 3.25: (9 − 10.5)/√(9·7.25).
    Alpha: totals 3,2,2,2,0,1 with σ² = 22/6 − (10/6)² = 8/9, so
      3/2 · (1 − (2/9 + 1/4 + 1/4) · 9/8).
    """
    quiz = quiz_of(3)
    for answers in GOLDEN:
        take(quiz, answers)

    found = look(quiz)

    one, two, three = (item.moments for item in found.items)
    assert [one.facility, two.facility, three.facility] == pytest.approx(
        [4 / 6, 0.5, 0.5], abs=CLOSE
    )
    assert one.discrimination == pytest.approx(0.6123724357, abs=CLOSE)
    assert two.discrimination == pytest.approx(0.2425356250, abs=CLOSE)
    assert three.discrimination == pytest.approx(-0.1856953382, abs=CLOSE)
    assert found.reliability.coefficient == pytest.approx(0.28125, abs=CLOSE)
    assert found.reliability.attempts == 6
    assert found.overview.attempts == 6
    assert found.overview.mark == pytest.approx(Decimal("5.5555"), abs=Decimal("0.001"))


def test_options_are_counted_for_all_and_for_the_thirds():
    """Scores 100, 67, 67, 67, 0, 33: the best third is two, one and a third of three."""
    quiz = quiz_of(3)
    for answers in GOLDEN:
        take(quiz, answers)

    right, wrong, other = look(quiz).items[0].newest.options

    assert [(o.letter, o.is_right) for o in [right, wrong, other]] == [
        ("A", True),
        ("B", False),
        ("C", False),
    ]
    assert [o.everyone.count for o in [right, wrong, other]] == [4, 2, 0]
    assert (right.upper.count, right.upper.of) == pytest.approx((2, 2))
    assert (right.lower.count, right.lower.of) == pytest.approx((0, 2))
    assert (wrong.lower.count, wrong.lower.share) == pytest.approx((2, 1))


def test_people_who_tie_at_a_third_count_in_part():
    quiz = quiz_of(2)
    # Score 50 for four of six, through either question.
    for answers in ["aa", "ab", "ab", "ab", "ba", "bb"]:
        take(quiz, answers)

    right = look(quiz).items[0].newest.options[0]

    # One surely among the best two, and one more of the four: three of them had it.
    assert right.upper.count == pytest.approx(1 + 0.25 * 3)
    assert right.lower.count == pytest.approx(0.25 * 3)


def test_without_different_scores_there_are_no_thirds():
    quiz = quiz_of(2)
    for answers in ["ab", "ab", "ba"]:
        take(quiz, answers)

    found = look(quiz)

    assert not found.thirds_differ
    assert found.items[0].newest.options[0].upper is None
    assert found.reliability is None


def test_answers_of_several_options_count_each_option_and_blanks_count_none():
    several = QuestionFactory(
        kind="multiple", content=options("Một", "Hai", "Ba", right="ab")
    )
    quiz = QuizFactory(questions=[several, QuestionFactory()])
    for answers in [["ab", "a"], ["ac", "a"], ["", "b"]]:
        take(quiz, answers)

    line = look(quiz).items[0].newest

    assert [option.everyone.count for option in line.options] == [2, 1, 1]
    assert line.moments.blank == 1
    assert line.moments.facility == pytest.approx(1 / 3)


# --- against plain Python --------------------------------------------------------


def random_attempts(quiz: Quiz, rng: random.Random, *, count: int, asked: int) -> None:
    """Attempts with marks in parts, and a draw when fewer are asked than there are."""
    versions = [use.question.current for use in quiz.quiz_questions.all()]
    skills = [rng.random() for _each in versions]
    for _n in range(count):
        able, now = rng.random(), timezone.now()
        attempt = Attempt.objects.create(
            quiz=quiz, trainee=UserFactory(), number=1, pass_mark=70, started_at=now
        )
        drawn = rng.sample(range(len(versions)), asked)
        marks = []
        for position, which in enumerate(drawn, 1):
            luck = rng.choice([0, 0.33333, 0.5, 1]) * (able + skills[which])
            marks.append(Decimal(min(1, round(luck * 3) / 3)).quantize(Decimal("1e-5")))
            Response.objects.create(
                attempt=attempt,
                position=position,
                version=versions[which],
                answer=rng.choice([None, ["a"], ["b"], ["c"]]),
                mark=marks[-1],
            )
        attempt.score = round(100 * sum(marks) / asked, 2)
        attempt.handed_in_at = now + timedelta(minutes=rng.randrange(5, 30))
        attempt.save()


def marks_of(quiz: Quiz) -> dict[int, dict[int, float]]:
    """Attempt → question → mark."""
    marks: dict[int, dict[int, float]] = {}
    rows = Response.objects.filter(attempt__quiz=quiz).values_list(
        "attempt_id", "version__question_id", "mark"
    )
    for attempt, question, mark in rows:
        marks.setdefault(attempt, {})[question] = float(mark)
    return marks


def alpha(marks: dict[int, dict[int, float]]) -> float:
    people = list(marks.values())
    k = len(people[0])
    items = [pvariance([person[q] for person in people]) for q in people[0]]
    total = pvariance([sum(person.values()) for person in people])
    return k / (k - 1) * (1 - sum(items) / total)


def nested(marks: dict[int, dict[int, float]]) -> float:
    people = [list(person.values()) for person in marks.values()]
    grand = fmean(mark for person in people for mark in person)
    between = sum(len(p) * (fmean(p) - grand) ** 2 for p in people) / (len(people) - 1)
    within = sum((mark - fmean(p)) ** 2 for p in people for mark in p)
    return 1 - within / sum(len(p) - 1 for p in people) / between


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("asked", [6, 4])
def test_figures_equal_those_of_plain_python(seed, asked):
    quiz, rng = quiz_of(6), random.Random(seed)
    random_attempts(quiz, rng, count=25, asked=asked)
    marks = marks_of(quiz)

    found = look(quiz)

    for item in found.items:
        having = [person for person in marks.values() if item.question_id in person]
        x = [person[item.question_id] for person in having]
        rest = [
            fmean(mark for q, mark in person.items() if q != item.question_id)
            for person in having
        ]
        assert item.moments.count == len(x)
        assert item.moments.facility == pytest.approx(fmean(x), abs=CLOSE)
        assert item.moments.discrimination == pytest.approx(
            correlation(x, rest), abs=CLOSE
        )
    expected = alpha(marks) if asked == 6 else nested(marks)
    assert found.reliability.coefficient == pytest.approx(expected, abs=CLOSE)
    assert found.reliability.same_questions is (asked == 6)


# --- what counts -----------------------------------------------------------------


def test_an_open_attempt_never_counts():
    quiz = quiz_of(2)
    take(quiz, "ab")
    start_attempt(quiz=quiz, trainee=UserFactory())

    found = look(quiz, first_only=False)

    assert found.attempts == 1
    assert [item.moments.count for item in found.items] == [1, 1]


def test_first_attempts_only_unless_all_are_asked_for():
    quiz, trainee = quiz_of(2), UserFactory()
    take(quiz, "bb", trainee)
    take(quiz, "aa", trainee)

    first, every = look(quiz), look(quiz, first_only=False)

    assert [item.moments.facility for item in first.items] == [0, 0]
    assert [item.moments.facility for item in every.items] == [0.5, 0.5]
    assert (every.overview.attempts, every.overview.people) == (2, 1)


def test_a_period_takes_in_its_first_and_its_last_day():
    quiz = quiz_of(1)
    for day, hour in [(9, 23), (10, 0), (20, 23), (21, 0)]:
        attempt = take(quiz, "a")
        at = timezone.make_aware(timezone.datetime(2026, 11, day, hour, 30))
        Attempt.objects.filter(pk=attempt.pk).update(handed_in_at=at)

    found = look(quiz, since=date(2026, 11, 10), until=date(2026, 11, 20))

    assert found.attempts == 2


def test_another_quiz_with_the_same_question_stays_out():
    question = QuestionFactory()
    quiz, other = QuizFactory(questions=[question]), QuizFactory(questions=[question])
    take(quiz, "a")
    take(other, "b")

    assert look(quiz).items[0].moments.facility == 1


def test_versions_are_shown_on_their_own_and_together():
    quiz = quiz_of(2)
    question = quiz.quiz_questions.first().question
    take(quiz, "aa")
    revise_question(
        question=question,
        kind="single",
        text="Hỏi rõ hơn?",
        content=options("Đúng", "Sai", right="a"),
    )
    take(quiz, "ba")
    take(quiz, "ba")

    item = look(quiz).items[0]

    assert [(line.version.number, line.moments.facility) for line in item.versions] == [
        (2, 0),
        (1, 1),
    ]
    assert item.moments.count == 3
    assert item.moments.facility == pytest.approx(1 / 3)
    assert item.text == "Hỏi rõ hơn?"


def test_questions_not_asked_yet_and_no_longer_asked_are_said_to_be():
    quiz = quiz_of(2)
    take(quiz, "ab")
    gone = QuizQuestion.objects.filter(quiz=quiz).first()
    new = QuestionFactory()
    QuizQuestion.objects.create(quiz=quiz, question=new, sort_order=9)
    gone.delete()

    items = look(quiz).items

    assert [(item.in_quiz, item.moments.count) for item in items] == [
        (True, 1),
        (True, 0),
        (False, 1),
    ]
    assert items[1].question_id == new.pk


def test_a_quiz_of_one_question_has_no_discrimination_and_no_reliability():
    quiz = quiz_of(1)
    for answer in "aab":
        take(quiz, [answer])

    found = look(quiz)

    assert found.items[0].moments.discrimination is None
    assert found.items[0].moments.facility == pytest.approx(2 / 3)
    assert found.reliability is None


@pytest.mark.parametrize(("questions", "attempts"), [(1, 1), (3, 3), (3, 12)])
def test_the_number_of_queries_is_the_same_for_one_and_for_many(
    questions, attempts, django_assert_num_queries
):
    quiz = quiz_of(questions)
    for n in range(attempts):
        take(quiz, ("ab" * questions)[n % 2 :][:questions])

    with django_assert_num_queries(10):
        found = look(quiz)
        texts = [finding.text for item in found.items for finding in item.findings]

    assert len(texts) >= questions


# --- time ------------------------------------------------------------------------


def open_for(attempt: Attempt, *seconds: int) -> None:
    for response, each in zip(attempt.responses.all(), seconds, strict=True):
        Response.objects.filter(pk=response.pk).update(seconds=each)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8])
def test_the_time_of_a_question_is_its_median_and_its_mean(count):
    quiz, rng = quiz_of(2), random.Random(count)
    first = [rng.randint(1, 300) for _each in range(count)]
    second = [rng.choice([20, 40]) for _each in range(count)]
    for times in zip(first, second, strict=True):
        open_for(take(quiz, "ab"), *times)
    open_for(take(quiz, "ab"), 0, 0)  # a browser without a script tells nothing

    for item, seconds in zip(look(quiz).items, [first, second], strict=True):
        found = item.newest.times
        assert found.answers == count
        assert found.median == timedelta(seconds=median(seconds))
        assert found.mean.total_seconds() == pytest.approx(fmean(seconds), abs=1e-5)


def test_without_any_time_told_there_is_none():
    quiz = quiz_of(1)
    take(quiz, "a")

    assert look(quiz).items[0].newest.times is None
