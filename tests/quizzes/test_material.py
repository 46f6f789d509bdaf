"""Pictures and films of questions, as trainees get them."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtailmedia.models import Media

from quizzes.services import start_attempt
from quizzes.sheets import sheet_of
from tests.factories import QuestionFactory, QuizFactory, UserFactory

pytestmark = pytest.mark.django_db


def drawn(attempt) -> str:
    questions = sheet_of(attempt).questions
    template = "quizzes/_material.html"
    return "".join(
        render_to_string(template, {"version": asked.version}) for asked in questions
    )


def pictured(n: int):
    file = get_test_image_file(filename=f"cau-{n}.png")
    image = get_image_model().objects.create(title="Cầu", file=file)
    film = Media.objects.create(title="Phim", type="video", duration=5, file="x.mp4")
    return QuestionFactory(image=image, image_alt="Cầu bị ngập", media=film)


@pytest.mark.parametrize("count", [1, 3])
def test_pictures_cost_the_same_queries_for_one_and_three(
    count, django_assert_max_num_queries
):
    quiz = QuizFactory(questions=[pictured(n) for n in range(count)])
    attempt = start_attempt(quiz=quiz, trainee=UserFactory())
    page = drawn(attempt)  # makes the renditions

    with django_assert_max_num_queries(4):
        assert drawn(attempt) == page
    assert page.count('alt="Cầu bị ngập"') == count
    assert page.count("<video") == count


def test_without_pictures_there_is_one_query(django_assert_num_queries):
    quiz = QuizFactory(questions=QuestionFactory.create_batch(2))
    attempt = start_attempt(quiz=quiz, trainee=UserFactory())

    with django_assert_num_queries(1):
        assert drawn(attempt).strip() == ""
