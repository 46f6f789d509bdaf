"""The lists of the bank: found, narrowed, in order; and closed to who may not write."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.admin_home import cares
from quizzes.models import Category, Draw, Question, Response
from quizzes.services import (
    archive_questions,
    mark_attempt,
    save_answer,
    start_attempt,
    tag_question,
)
from quizzes.usage import usage_of
from tests.factories import (
    CategoryFactory,
    LegalReferenceFactory,
    QuestionFactory,
    QuizFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
    options,
)
from tests.quizzes.authoring import posted

pytestmark = pytest.mark.django_db

LIST = "questions:index"


@pytest.fixture
def trainer(client):
    person = TrainerFactory()
    client.force_login(person)
    return person


@pytest.fixture
def closed():
    """A category other trainers write in."""
    category = CategoryFactory(name="Kín")
    category.editors.add(TrainerFactory())
    return category


def listed(client, **asked) -> set[Question]:
    return set(client.get(reverse(LIST), asked).context["object_list"])


# --- the list ------------------------------------------------------------------


@pytest.mark.parametrize("words", ["phat ngon", "Phát ngôn", "chu tich", "hop bao"])
def test_questions_are_found_by_text_options_and_tags(client, trainer, words):
    wanted = QuestionFactory(
        text="Ai phát ngôn cho xã?", content=options("Chủ tịch", "Ai cũng", right="a")
    )
    tag_question(question=wanted, tags=["Họp báo"])
    QuestionFactory(text="Câu khác")

    assert listed(client, q=words) == {wanted}


def test_a_category_holds_the_questions_of_those_below_it(client, trainer):
    top = CategoryFactory()
    below = QuestionFactory(category=CategoryFactory(parent=top))
    own = QuestionFactory(category=top)
    QuestionFactory()

    assert listed(client, category=top.pk) == {own, below}


def test_the_list_is_narrowed_by_kind_tag_and_difficulty(client, trainer):
    multiple = QuestionFactory(kind="multiple", difficulty=3)
    tag_question(question=multiple, tags=["Báo chí", "Họp báo"])
    other = QuestionFactory()
    tag = multiple.tags.get(name="Báo chí")

    assert listed(client, kind="multiple") == {multiple}
    assert listed(client, tag=tag.pk) == {multiple}
    assert listed(client, difficulty=3) == {multiple}
    assert listed(client) == {multiple, other}


def test_the_list_shows_what_needs_care(client, trainer):
    ended = LegalReferenceFactory(effective_to=date(2026, 8, 1))
    outdated = QuestionFactory(legal_reference=ended)
    due = QuestionFactory()
    Question.objects.filter(pk=due.pk).update(review_on=timezone.localdate())
    named, drawn = QuestionFactory(), QuestionFactory(difficulty=3)
    quiz = QuizFactory(questions=[named])
    Draw.objects.create(quiz=quiz, count=1, category=drawn.category, difficulty=3)

    assert listed(client, care="law") == {outdated}
    assert listed(client, care="due") == {due}
    assert listed(client, care="unused") == {outdated, due}


def test_archived_questions_have_a_shelf_of_their_own(client, trainer):
    kept, gone = QuestionFactory(), QuestionFactory()
    archive_questions(questions=Question.objects.filter(pk=gone.pk))

    assert listed(client) == {kept}
    assert listed(client, shelf="archived") == {gone}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    client, trainer, count, django_assert_max_num_queries
):
    questions = QuestionFactory.create_batch(count)
    quiz = QuizFactory(questions=questions)
    Draw.objects.create(quiz=quiz, count=1, category=questions[0].category)
    client.get(reverse(LIST))  # warms content types

    with django_assert_max_num_queries(30):
        client.get(reverse(LIST))


def answer(quiz, trainee, letter: str) -> None:
    attempt = start_attempt(quiz=quiz, trainee=trainee)
    for response in Response.objects.filter(attempt=attempt):
        save_answer(response=response, values=[letter])
    mark_attempt(attempt=attempt)


def test_usage_tells_quizzes_answers_and_how_many_were_right(client, trainer):
    question = QuestionFactory()
    quiz = QuizFactory(questions=[question], title="Bài báo chí")
    drawing = QuizFactory(title="Bài rút")
    Draw.objects.create(quiz=drawing, count=1, category=question.category)
    first = UserFactory()
    for person, letter in [(first, "b"), (first, "a"), (UserFactory(), "a")]:
        answer(quiz, person, letter)

    usage = usage_of([question])[question.pk]

    assert ([q.title for q in usage.named], [q.title for q in usage.drawn]) == (
        ["Bài báo chí"],
        ["Bài rút"],
    )
    assert (usage.quizzes, usage.answered, usage.right) == (2, 3, 2)
    assert usage.facility == Decimal("0.5")
    page = client.get(reverse("questions:usage", args=[question.pk])).content.decode()
    assert "Bài báo chí" in page
    assert "50 %" in page


def test_who_writes_questions_is_told_which_are_due(trainer, closed):
    yesterday = timezone.localdate() - timedelta(days=1)
    QuestionFactory()
    QuestionFactory(category=closed)
    Question.objects.update(review_on=yesterday)

    texts = [care.text for care in cares(trainer)]

    assert texts == ["1 câu hỏi đến hạn xem lại."]


# --- who may not write ----------------------------------------------------------


def test_who_may_not_write_a_question_reads_it(client, trainer, closed):
    question = QuestionFactory(category=closed, text="Canary?")

    page = client.get(reverse("questions:edit", args=[question.pk]))

    assert "Canary?" in page.content.decode()
    assert "w-editor-form" not in page.content.decode()


@pytest.mark.parametrize("name", ["edit", "delete", "bring_back", "restore"])
def test_nothing_of_a_closed_category_is_changed(client, trainer, closed, name):
    question = QuestionFactory(category=closed, text="Canary?")
    arguments = [question.pk, 1] if name == "restore" else [question.pk]
    data = posted(category=CategoryFactory().pk, text="Đã sửa?")

    client.post(reverse(f"questions:{name}", args=arguments), data)

    question.refresh_from_db()
    assert (question.category, question.archived_at) == (closed, None)
    assert question.current.text == "Canary?"
    assert question.versions.count() == 1


def test_no_question_is_written_into_or_moved_to_a_closed_category(
    client, trainer, closed
):
    mine = QuestionFactory()

    added = client.post(reverse("questions:add"), posted(category=closed.pk))
    moved = client.post(
        reverse("questions:edit", args=[mine.pk]), posted(category=closed.pk)
    )

    assert "category" in added.context["form"].errors
    assert "category" in moved.context["form"].errors
    assert not closed.questions.exists()


def test_a_form_offers_only_categories_one_writes_in(client, trainer, closed):
    CategoryFactory(name="Mở")

    page = client.get(reverse("questions:add")).content.decode()

    assert "Mở" in page
    assert "Kín" not in page


def bulk(client, action, questions, data=None):
    address = reverse("wagtail_bulk_action", args=["quizzes", "question", action])
    query = "&".join(f"id={question.pk}" for question in questions)
    return client.post(f"{address}?next={reverse(LIST)}&{query}", data or {})


def test_many_questions_are_moved_tagged_and_archived_but_none_of_others(
    client, trainer, closed
):
    mine, theirs = QuestionFactory(), QuestionFactory(category=closed)
    target = CategoryFactory()

    bulk(client, "move", [mine, theirs], {"category": target.pk})
    bulk(client, "tag", [mine, theirs], {"tags": '"Báo chí"'})
    bulk(client, "archive", [mine, theirs])

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.category, theirs.category) == (target, closed)
    assert list(mine.tags.names()) == ["Báo chí"]
    assert list(theirs.tags.names()) == []
    assert mine.archived_at is not None
    assert theirs.archived_at is None


def test_many_questions_are_not_moved_into_a_closed_category(client, trainer, closed):
    mine = QuestionFactory()

    bulk(client, "move", [mine], {"category": closed.pk})

    mine.refresh_from_db()
    assert mine.category != closed


@pytest.mark.parametrize("action", ["move", "tag", "archive"])
def test_the_page_of_many_names_what_is_left_alone(client, trainer, closed, action):
    mine, theirs = QuestionFactory(), QuestionFactory(category=closed, text="Canary?")
    address = reverse("wagtail_bulk_action", args=["quizzes", "question", action])

    page = client.get(f"{address}?id={mine.pk}&id={theirs.pk}").content.decode()

    assert str(mine) in page
    assert "Canary?" in page
    assert "Giữ nguyên" in page


# --- categories -------------------------------------------------------------------


@pytest.fixture
def officer(client):
    person = TrainingOfficerFactory()
    client.force_login(person)
    return person


def test_categories_hang_below_one_another(client, trainer):
    top = CategoryFactory(name="Báo chí")
    CategoryFactory(name="Chung")
    CategoryFactory(name="Họp báo", parent=top)

    page = client.get(reverse("question_categories:index"))

    names = [category.name for category in page.context["object_list"]]
    assert names == ["Báo chí", "Họp báo", "Chung"]
    assert "branch--1" in page.content.decode()


def test_categories_are_found_without_diacritics(client, trainer):
    wanted = CategoryFactory(name="Họp báo")
    CategoryFactory(name="Chung")

    page = client.get(reverse("question_categories:index"), {"q": "hop bao"})

    assert list(page.context["object_list"]) == [wanted]


def test_a_category_is_never_below_itself(client, officer):
    top = CategoryFactory()
    below = CategoryFactory(parent=top)
    address = reverse("question_categories:edit", args=[top.pk])

    for parent in [top, below]:
        page = client.post(address, {"name": "Vòng", "parent": parent.pk})
        assert "parent" in page.context["form"].errors


def test_the_office_names_who_writes_and_a_trainer_cannot(client, officer):
    category, person = CategoryFactory(), TrainerFactory()
    address = reverse("question_categories:edit", args=[category.pk])
    client.post(address, {"name": "Báo chí", "editors": [person.pk]})
    client.force_login(person)

    client.post(address, {"name": "Báo chí", "editors": []})

    assert list(category.editors.all()) == [person]


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_a_closed_category_is_not_touched(client, trainer, closed, name):
    address = reverse(f"question_categories:{name}", args=[closed.pk])

    client.post(address, {"name": "Chiếm"})

    assert list(Category.objects.values_list("name", flat=True)) == ["Kín"]


def test_a_category_with_questions_is_not_deleted(client, officer):
    question = QuestionFactory()
    address = reverse("question_categories:delete", args=[question.category_id])

    page = client.post(address)

    assert "chưa trống" in page.content.decode()
    assert Category.objects.count() == 1


def test_an_empty_category_is_deleted(client, officer):
    category = CategoryFactory()

    client.post(reverse("question_categories:delete", args=[category.pk]))

    assert not Category.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_categories_cost_the_same_for_one_and_three(
    client, trainer, count, django_assert_max_num_queries
):
    for category in CategoryFactory.create_batch(count):
        category.editors.add(trainer)
    client.get(reverse("question_categories:index"))  # warms content types

    with django_assert_max_num_queries(20):
        client.get(reverse("question_categories:index"))
