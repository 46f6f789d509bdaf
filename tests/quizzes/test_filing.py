"""What a question is found by, and where it lies."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtailmedia.models import Media

from quizzes.models import Question
from quizzes.services import (
    add_tags,
    archive_questions,
    bring_back_questions,
    move_questions,
    restore_version,
    revise_question,
    tag_question,
)
from tests.factories import CategoryFactory, QuestionFactory, TrainerFactory, options
from vietnamese.text import fold

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return get_image_model().objects.create(title="Cầu", file=get_test_image_file())


@pytest.mark.parametrize("words", ["chu tich", "Chủ tịch", "phat ngon chu", "hop bao"])
def test_a_question_is_found_by_its_text_its_options_and_its_tags(words):
    wanted = QuestionFactory(
        text="Ai phát ngôn?", content=options("Chủ tịch xã", "Trưởng thôn", right="a")
    )
    tag_question(question=wanted, tags=["Họp báo"])
    QuestionFactory(text="Câu khác")

    assert list(Question.objects.saying(words)) == [wanted]


def test_feedback_and_ids_are_no_words_of_a_question():
    content = options("Có", "Không", right="a")
    content["options"][0] |= {"id": "zebra", "feedback": "Vì thế"}
    QuestionFactory(content=content)

    assert not Question.objects.saying("zebra").exists()
    assert not Question.objects.saying("vi the").exists()


def test_tags_stay_findable_when_a_question_is_revised():
    question = QuestionFactory()
    tag_question(question=question, tags=["Họp báo"])

    revise_question(
        question=question,
        kind="single",
        text="Nội dung mới?",
        content=question.current.content,
    )

    assert list(Question.objects.saying("hop bao noi dung")) == [question]


def test_tags_are_added_to_those_a_question_has():
    question = QuestionFactory()
    tag_question(question=question, tags=["Báo chí"])

    add_tags(questions=[question], tags=["  Họp   báo ", "Báo chí"])

    assert sorted(question.tags.names()) == ["Báo chí", "Họp báo"]
    assert list(Question.objects.saying("hop bao bao chi")) == [question]


def test_who_wrote_the_first_version_is_the_author_for_good():
    first, second = TrainerFactory(), TrainerFactory()
    question = QuestionFactory(by=first)

    revise_question(
        question=question,
        kind="single",
        text="Sửa?",
        content=question.current.content,
        by=second,
    )

    question.refresh_from_db()
    assert question.author == first
    assert question.current.created_by == second


def test_a_picture_a_film_and_what_the_picture_shows_belong_to_the_version(image):
    film = Media.objects.create(title="Phim", type="video", duration=5, file="x.mp4")
    question = QuestionFactory(image=image, image_alt=" Cây cầu ", media=film)

    current = question.current
    without = revise_question(
        question=question,
        kind="single",
        text=current.text,
        content=current.content,
        explanation=current.explanation,
        image_alt="Cây cầu",
    )

    assert (current.image, current.image_alt, current.media) == (image, "Cây cầu", film)
    assert (without.number, without.image, without.image_alt) == (2, None, "")


def test_restoring_a_version_makes_a_new_one_that_says_the_same(image):
    question = QuestionFactory(text="Cũ?", image=image, image_alt="Cây cầu")
    old = question.current
    revise_question(
        question=question, kind="single", text="Mới?", content=old.content, difficulty=3
    )

    restored = restore_version(version=old, by=TrainerFactory())

    assert restored.number == 3
    assert (restored.text, restored.difficulty) == ("Cũ?", 2)
    assert (restored.image, restored.content) == (image, old.content)
    assert question.versions.count() == 3


def test_restoring_what_a_question_says_already_makes_no_version():
    question = QuestionFactory()

    assert restore_version(version=question.current) == question.current


def test_questions_are_archived_brought_back_and_moved_together():
    questions = Question.objects.filter(
        pk__in=[q.pk for q in QuestionFactory.create_batch(2)]
    )
    other = CategoryFactory()

    assert archive_questions(questions=questions) == 2
    assert archive_questions(questions=questions) == 0
    assert Question.objects.usable().count() == 0
    assert bring_back_questions(questions=questions) == 2
    assert move_questions(questions=questions, category=other) == 2
    assert set(Question.objects.usable().values_list("category", flat=True)) == {
        other.pk
    }


def test_questions_of_before_are_found_by_options_and_tags_too():
    migration = import_module("quizzes.migrations.0005_questions_found_by_options")
    question = QuestionFactory(content=options("Chủ tịch", "Ai cũng", right="a"))
    tag_question(question=question, tags=["Họp báo"])
    folded = Question.objects.get().folded

    migration.find_by_text(apps, None)
    assert Question.objects.get().folded == fold(question.current.text)

    migration.find_by_options(apps, None)
    assert Question.objects.get().folded == folded
