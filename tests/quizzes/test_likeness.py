"""Questions that say nearly the same."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.likeness import (
    ALIKE,
    _Join,
    alike_pairs,
    likeness,
    members,
    similar_questions,
)
from quizzes.models import NotAlike, Question
from quizzes.services import archive_questions
from tests.factories import QuestionFactory, options

words = st.lists(
    st.sampled_from(["ba", "bốn", "năm", "sáu", "tin", "giả", "là", "gì"]), max_size=12
)

LONG = "Người phát ngôn của xã phải làm gì trước tiên khi báo chí gọi đến hỏi"


def bank(*texts: str) -> list[Question]:
    return [
        QuestionFactory(text=text, content=options("Một", "Hai", right="a"))
        for text in texts
    ]


def test_neighbouring_syllables_make_a_question():
    assert members("tin gia la gi") == {"tin gia", "gia la", "la gi"}
    assert members("gi") == {"gi"}
    assert members("") == set()


@settings(max_examples=200, deadline=None)
@given(st.lists(words, max_size=12))
def test_no_pair_is_missed_that_comparing_each_with_each_finds(texts):
    sets = {pk: members(" ".join(text)) for pk, text in enumerate(texts)}
    found = {(pair.one, pair.other) for pair in _Join(sets).pairs()}

    alike = {
        pair
        for pair in combinations(sets, 2)
        if likeness(sets[pair[0]], sets[pair[1]]) >= ALIKE
    }
    # Of those that say exactly the same each is paired with the first only.
    assert found <= alike
    twins = {
        one
        for pk, said in sets.items()
        for one in [pk]
        if said in list(sets.values())[:pk]
    }
    assert {pair for pair in alike if not twins & set(pair)} <= found


@pytest.mark.django_db
def test_a_question_that_is_there_already_is_found():
    first, _other = bank(f"{LONG}?", "Tin giả lan nhanh nhất ở đâu?")

    [found] = similar_questions(
        "Nguoi phat ngon cua xa phai lam gi truoc tien khi bao chi goi"
    )

    assert (found.pk, found.text) == (first.pk, f"{LONG}?")
    assert 50 <= found.percent < 100


@pytest.mark.django_db
def test_the_question_being_written_is_not_like_itself():
    [question] = bank(f"{LONG}?")

    assert similar_questions(f"{LONG}?", exclude=question.pk) == []


@pytest.mark.django_db
def test_with_their_answers_questions_of_one_text_are_told_apart():
    QuestionFactory(
        text="Câu nào đúng?",
        content=options("Nước dâng ba mét", "Cả xóm đã sơ tán", right="a"),
    )
    content = options("Bảo tàng mở cửa lúc tám giờ", "Vé vào cửa miễn phí", right="a")

    assert similar_questions("Câu nào đúng?", content=content) == []
    assert len(similar_questions("Câu nào đúng?")) == 1


@pytest.mark.django_db
def test_asking_takes_one_query(django_assert_num_queries):
    bank(f"{LONG}?", f"{LONG} thăm?", "Khác hẳn?")

    with django_assert_num_queries(1):
        similar_questions(f"{LONG}?")


@pytest.mark.django_db
def test_pairs_of_the_bank_come_the_likest_first():
    one, same, near, _far = bank(
        f"{LONG}?", f"{LONG}?", f"{LONG} thăm?", "Tin giả lan nhanh nhất ở đâu?"
    )

    pairs = alike_pairs()

    assert [(pair.one, pair.other) for pair in pairs] == [
        (one.pk, same.pk),
        (one.pk, near.pk),
    ]
    assert pairs[0].percent == 100


@pytest.mark.django_db
def test_archived_questions_and_settled_pairs_are_left_out():
    one, two, three = bank(f"{LONG}?", f"{LONG} thăm?", f"{LONG} việc?")
    archive_questions(questions=Question.objects.filter(pk=three.pk))
    assert len(alike_pairs()) == 1

    NotAlike.objects.create(one=one, other=two)

    assert alike_pairs() == []
