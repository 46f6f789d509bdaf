from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from quizzes.models import Marking, Quiz
from quizzes.services.essays import mark_answer
from quizzes.waiting import code_of
from tests.factories import QuizFactory, TrainerFactory, UserFactory
from tests.quizzes.essays import RUBRIC, essay, given, write

pytestmark = pytest.mark.django_db

NAME = "Hoàng Thị Sen Canary"


@pytest.fixture
def trainer() -> User:
    return TrainerFactory(full_name="Lương Thị Bích")


@pytest.fixture
def marker(client, trainer):
    client.force_login(trainer)
    return client


@pytest.fixture
def quiz() -> Quiz:
    return QuizFactory(title="Thực hành", questions=[essay()])


@pytest.fixture
def answer(quiz):
    return write(quiz, "Bài viết của tôi.", trainee=UserFactory(full_name=NAME))[0]


def page(client, name: str, *args: int) -> str:
    response = client.get(reverse(f"marking:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def fill(client, answer, **fields):
    return client.post(reverse("marking:answer", args=[answer.pk]), fields)


def test_the_queue_says_what_waits_and_leads_to_it(marker, quiz, answer):
    shown = page(marker, "queue")

    assert "1 bài chờ chấm" in shown
    assert "Thực hành" in shown
    to_answer = marker.get(reverse("marking:next", args=[quiz.pk]))
    assert to_answer.url == reverse("marking:answer", args=[answer.pk])


def test_an_empty_queue_says_so(marker):
    assert "Không có bài nào chờ chấm" in page(marker, "queue")


def test_the_queue_and_the_list_cost_the_same_however_many_wait(marker, quiz, answer):
    def cost(*place) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(marker, *place)
        return len(queries)

    places = [("queue",), ("answers", quiz.pk), ("answer", answer.pk)]
    for place in places:
        page(marker, *place)
    one = [cost(*place) for place in places]
    for _each in range(2):
        write(quiz, "Bài.")

    assert [cost(*place) for place in places] == one


@pytest.mark.parametrize("is_blind", [True, False])
def test_names_are_shown_only_where_marking_is_not_blind(
    marker, quiz, answer, is_blind
):
    Quiz.objects.update(is_blind=is_blind)

    for place in [("answers", quiz.pk), ("answer", answer.pk)]:
        shown = page(marker, *place)
        assert (NAME in shown) is not is_blind
        assert (code_of(answer.pk) in shown) is is_blind


def test_a_mark_is_kept_and_the_next_answer_opens(marker, quiz, answer, trainer):
    other = write(quiz, "Bài nữa.")[0]

    response = fill(marker, answer, mark="7,5", comment="Gọn.", go="next")

    assert response.url == reverse("marking:answer", args=[other.pk])
    marking = Marking.objects.get()
    assert (marking.mark, marking.comment, marking.marker) == (
        given("0.75").mark,
        "Gọn.",
        trainer,
    )
    response = fill(marker, other, mark="8", go="next")
    assert response.url == reverse("marking:queue")


def test_a_rubric_is_filled_in_level_by_level(marker):
    quiz = QuizFactory(questions=[essay(rubric=RUBRIC)])
    answer = write(quiz, "Bài.")[0]

    missing = fill(marker, answer, **{"level-clear": "c4"})
    assert missing.status_code == 422
    assert not Marking.objects.exists()
    fill(marker, answer, **{"level-clear": "c4", "level-true": "t3"})

    marking = Marking.objects.get()
    assert marking.levels == {"clear": "c4", "true": "t3"}
    assert marking.mark == given("0.7").mark


@pytest.mark.parametrize("mark", ["", "10,5", "-1", "tám"])
def test_a_mark_off_the_scale_is_refused_and_the_words_kept(marker, answer, mark):
    response = fill(marker, answer, mark=mark, comment="Đã viết nhiều")

    assert response.status_code == 422
    assert "Đã viết nhiều" in response.content.decode()
    assert not Marking.objects.exists()


def test_limits_of_words_are_told(marker):
    quiz = QuizFactory(questions=[essay(min_words=10, max_words=20)])
    short = write(quiz, "Ba từ thôi.")[0]

    shown = page(marker, "answer", short.pk)

    assert "3 từ" in shown
    assert "ít hơn 10 từ theo yêu cầu" in shown


def test_a_second_marker_sees_nothing_of_the_first_until_theirs_is_in(
    marker, quiz, answer
):
    Quiz.objects.update(needs_second_marker=True)
    first = TrainerFactory(full_name="Người Chấm Trước")
    mark_answer(response=answer, marker=first, given=given("0.91", "Lời riêng"))

    before = page(marker, "answer", answer.pk)
    assert not any(word in before for word in ["9,1", "Lời riêng", first.full_name])
    response = fill(marker, answer, mark="5", go="next")

    assert response.url == reverse("marking:answer", args=[answer.pk])
    after = page(marker, "answer", answer.pk)
    assert all(word in after for word in ["9,1", "Lời riêng", first.full_name])
    assert "lệch nhau" in after
    fill(marker, answer, mark="8", reason="Đã trao đổi")
    answer.refresh_from_db()
    assert answer.mark == given("0.8").mark


def test_the_first_of_two_sees_their_own_mark_and_waits(marker, quiz, answer):
    Quiz.objects.update(needs_second_marker=True)
    fill(marker, answer, mark="6")

    shown = page(marker, "answer", answer.pk)

    assert "6,0" in shown
    assert "khi có thêm người thứ hai" in shown
    assert '<form method="post" class="mk-form"' not in shown


def test_changing_a_mark_needs_a_reason_and_keeps_the_history(marker, answer):
    fill(marker, answer, mark="3")
    seen = Marking.objects.get().pk

    assert fill(marker, answer, mark="8", seen=seen).status_code == 422
    fill(marker, answer, mark="8", seen=seen, reason="Phúc khảo")

    assert Marking.objects.count() == 2
    shown = page(marker, "answer", answer.pk)
    assert all(word in shown for word in ["3,0", "8,0", "Phúc khảo"])


def test_a_page_older_than_the_marks_keeps_what_was_filled_in(marker, answer):
    fill(marker, answer, mark="6")
    seen = Marking.objects.get().pk
    fill(marker, answer, mark="7", seen=seen, reason="Nhầm")

    late = fill(marker, answer, mark="9", seen=seen, reason="Ý khác")

    assert late.status_code == 422
    assert "Ý khác" in late.content.decode()
    answer.refresh_from_db()
    assert answer.mark == given("0.7").mark


def test_who_comes_late_is_told_that_their_mark_stands_beside(marker, answer):
    shown = page(marker, "answer", answer.pk)
    assert "Điểm chấm" in shown
    mark_answer(response=answer, marker=TrainerFactory(), given=given("0.5"))

    response = fill(marker, answer, mark="9")

    # The page is made anew: whoever did not mark first only reads.
    assert response.status_code == 200
    answer.refresh_from_db()
    assert answer.mark == given("0.5").mark


def test_nobody_reads_their_own_answer_here(client, quiz):
    writer = TrainerFactory()
    own = write(quiz, "Bài của giảng viên.", trainee=writer)[0]
    client.force_login(writer)

    assert client.get(reverse("marking:answer", args=[own.pk])).status_code == 404
