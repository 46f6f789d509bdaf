"""The quiz form refuses what could not be begun; extensions; what the list says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.health import faulty_quizzes
from quizzes.models import Attempt, Draw, Extension, Quiz, QuizQuestion
from quizzes.services import mark_attempt, start_attempt
from tests.factories import (
    CategoryFactory,
    QuestionFactory,
    QuizFactory,
    TrainerFactory,
    UserFactory,
)
from tests.quizzes.taking import take

pytestmark = pytest.mark.django_db

ADD = reverse("quizzes:add")


@pytest.fixture
def trainer(client):
    trainer = TrainerFactory()
    client.force_login(trainer)
    return trainer


def rows(name: str, *forms: dict) -> dict[str, str]:
    data = {f"{name}-TOTAL_FORMS": len(forms), f"{name}-INITIAL_FORMS": 0}
    for n, form in enumerate(forms):
        row = {"id": "", "ORDER": n + 1, "DELETE": "", **form}
        data |= {f"{name}-{n}-{key}": value for key, value in row.items()}
    return data


def quiz_data(questions=(), draws=(), sections=(), **kwargs) -> dict[str, object]:
    return {
        "title": "Kiểm tra cuối khóa",
        "mode": "examination",
        "pass_mark": 70,
        "layout": "one",
        "counted": "highest",
        "explanations": "after_hand_in",
        **rows(
            "quiz_questions", *({"points": 1, "section": 1, **q} for q in questions)
        ),
        **rows("draws", *({"points": 1, "section": 1, **draw} for draw in draws)),
        **rows("sections", *sections),
        **kwargs,
    }


def errors(response) -> str:
    form = response.context["form"]
    found = {name: list(texts) for name, texts in form.errors.items()}
    for name, formset in form.formsets.items():
        for n, row in enumerate(formset.forms):
            for field, texts in row.errors.items():
                found[f"{name} {n} {field}"] = list(texts)
    return found


def test_a_whole_quiz_is_written_in_one_form(client, trainer):
    press = CategoryFactory(name="Báo chí")
    QuestionFactory.create_batch(2, category=press)
    named = QuestionFactory()

    response = client.post(
        ADD,
        quiz_data(
            questions=[{"question": named.pk, "points": 3}],
            draws=[{"count": 2, "category": press.pk, "section": 2}],
            sections=[
                {"title": "Pháp luật", "pass_mark": 50},
                {"title": "Kỹ năng", "pass_mark": ""},
            ],
            time_limit=30,
        ),
    )

    assert response.status_code == 302, errors(response)
    attempt = start_attempt(quiz=Quiz.objects.get(), trainee=UserFactory())
    asked = attempt.responses.values_list("section", "points")
    assert list(asked) == [(1, 3), (2, 1), (2, 1)]
    assert [part["title"] for part in attempt.sections] == ["Pháp luật", "Kỹ năng"]


def test_a_draw_that_cannot_be_filled_is_refused_beside_its_field(client, trainer):
    press = CategoryFactory(name="Báo chí")
    named, *_others = QuestionFactory.create_batch(3, category=press)
    data = quiz_data(
        questions=[{"question": named.pk}],
        draws=[{"count": 3, "category": press.pk}],
    )

    response = client.post(ADD, data)

    assert errors(response) == {
        "draws 0 count": ["“3 × Báo chí”: cần 3 câu, chỉ có 2 câu."]
    }
    assert not Quiz.objects.exists()
    assert client.post(ADD, {**data, "is_draft": "on"}).status_code == 302


def test_draws_that_share_their_questions_are_counted_together(client, trainer):
    press = CategoryFactory(name="Báo chí")
    below = CategoryFactory(name="Họp báo", parent=press)
    QuestionFactory.create_batch(3, category=below)
    QuestionFactory.create_batch(5, category=CategoryFactory(name="Khác"))

    response = client.post(
        ADD,
        quiz_data(
            draws=[
                {"count": 2, "category": press.pk},
                {"count": 5, "category": press.pk + 2},
                {"count": 2, "category": below.pk},
            ]
        ),
    )

    text = "“2 × Báo chí”; “2 × Họp báo” cùng lấy: cần 4 câu, chỉ có 3 câu."
    assert errors(response) == {"draws 0 count": [text], "draws 2 count": [text]}


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"mode": "practice", "max_attempts": 2}, "max_attempts", "Luyện tập không giới hạn"),
        ({"explanations": "after_close"}, "explanations", "Hãy điền thời điểm đóng"),
        (
            {"opens_at": "2026-05-02 08:00", "closes_at": "2026-05-01 08:00"},
            "closes_at",
            "đóng trước khi mở",
        ),
        ({"draw": 2}, "draw", "chỉ có 1 câu"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_said_beside_the_field(
    client, trainer, changes, field, said
):
    data = quiz_data(questions=[{"question": QuestionFactory().pk}], **changes)

    found = errors(client.post(ADD, data))

    assert list(found) == [field]
    assert said in found[field][0]


def test_a_question_stands_in_a_part_there_is(client, trainer):
    response = client.post(
        ADD, quiz_data(questions=[{"question": QuestionFactory().pk, "section": 2}])
    )

    assert errors(response) == {"quiz_questions 0 section": ["Bài kiểm tra có 1 phần."]}


def test_without_questions_only_a_draft_is_saved(client, trainer):
    assert list(errors(client.post(ADD, quiz_data()))) == ["is_draft"]
    assert client.post(ADD, quiz_data(is_draft="on")).status_code == 302


def test_a_longer_time_reaches_those_at_work(client, trainer):
    question = QuestionFactory()
    quiz = QuizFactory(questions=[question], time_limit=10)
    attempt = start_attempt(quiz=quiz, trainee=UserFactory())
    use = quiz.quiz_questions.get()
    data = quiz_data(questions=[{"question": question.pk, "id": use.pk}], time_limit=25)
    data["quiz_questions-INITIAL_FORMS"] = 1

    response = client.post(reverse("quizzes:edit", args=[quiz.pk]), data)

    assert response.status_code == 302, errors(response)
    attempt.refresh_from_db()
    assert attempt.deadline_at == attempt.started_at + timedelta(minutes=25)


# --- what cannot be begun ------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_quizzes_that_cannot_be_begun_are_found_in_few_queries(
    count, django_assert_num_queries
):
    press = CategoryFactory()
    QuestionFactory(category=press)
    short, empty, fine = [], [], []
    for _each in range(count):
        fine.append(QuizFactory())
        short.append(QuizFactory())
        Draw.objects.create(quiz=short[-1], category=press, count=2)
        empty.append(QuizFactory())
        QuizQuestion.objects.filter(quiz=empty[-1]).delete()
        QuizFactory(is_draft=True)
    quizzes = list(Quiz.objects.all())

    with django_assert_num_queries(5):
        found = faulty_quizzes(quizzes)

    assert {pk: fault.name for pk, fault in found.items()} == {
        **{quiz.pk: "short_draw" for quiz in short},
        **{quiz.pk: "no_questions" for quiz in empty},
    }


def test_the_list_says_what_can_be_begun(client, trainer):
    quiz = QuizFactory(title="Bài A")
    Draw.objects.create(quiz=quiz, category=CategoryFactory(name="Báo chí"), count=2)
    QuizFactory(title="Bài B", is_draft=True)
    QuizFactory(title="Bài C", closes_at=timezone.now())

    page = client.get(reverse("quizzes:index")).content.decode()

    assert "không bắt đầu được: “2 × Báo chí”: cần 2 câu, chỉ có 0 câu." in page
    assert "bản nháp" in page
    assert "đã đóng" in page


# --- extensions ---------------------------------------------------------------------------


def extension_data(**kwargs) -> dict[str, object]:
    quiz = QuizFactory(time_limit=10, max_attempts=1)
    return {
        "quiz": quiz.pk,
        "trainee": UserFactory().pk,
        "extra_minutes": 5,
        "extra_attempts": 0,
        "closes_at": "",
        "reason": "Mất điện",
        **kwargs,
    }


def test_an_extension_is_granted_with_its_reason(client, trainer):
    data = extension_data()

    response = client.post(reverse("quiz_extensions:add"), data)

    assert response.status_code == 302, errors(response)
    extension = Extension.objects.get()
    assert (extension.extra_minutes, extension.granted_by) == (5, trainer)
    page = client.get(reverse("quiz_extensions:index")).content.decode()
    assert "thêm 5 phút" in page
    assert "Mất điện" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"extra_minutes": 0}, "__all__"),
        ({"closes_at": "2030-01-01 08:00"}, "closes_at"),
    ],
)
def test_an_extension_without_reason_or_effect_is_refused(
    client, trainer, changes, field
):
    response = client.post(reverse("quiz_extensions:add"), extension_data(**changes))

    assert list(response.context["form"].errors) == [field]
    assert not Extension.objects.exists()


def test_links_name_the_quiz_and_the_person(client, trainer):
    data = extension_data()
    address = reverse("quiz_extensions:add")

    form = client.get(
        address, {"quiz": data["quiz"], "trainee": data["trainee"]}
    ).context["form"]

    assert form.initial["trainee"] == str(data["trainee"])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_extensions_costs_the_same(
    client, trainer, count, django_assert_max_num_queries
):
    for _each in range(count):
        Extension.objects.create(
            quiz=QuizFactory(), trainee=UserFactory(), extra_minutes=1, reason="x"
        )

    client.get(reverse("quiz_extensions:index"))
    with django_assert_max_num_queries(22):
        client.get(reverse("quiz_extensions:index"))


# --- who did how ----------------------------------------------------------------------------


def test_the_list_of_attempts_tells_what_counts_and_what_ran_out(client, trainer):
    quiz = QuizFactory(counted=Quiz.Counted.AVERAGE, time_limit=5)
    person = UserFactory(full_name="Lý Thị Mai")
    first = take(quiz, "aa", trainee=person)
    second = start_attempt(quiz=quiz, trainee=person)
    Attempt.objects.filter(pk=second.pk).update(
        deadline_at=timezone.now() - timedelta(hours=1)
    )
    mark_attempt(attempt=second)

    address = reverse("quizzes:attempts", args=[quiz.pk])
    response = client.get(address)
    file = client.get(address, {"export": "csv"}).getvalue().decode()

    rows = [each.counts_as.mark for each in response.context["object_list"]]
    assert rows == [5, 5]
    assert first.mark == 10
    assert "Chưa đạt, hết giờ" in response.content.decode()
    assert file.count("Chưa đạt, hết giờ") == 1
    only = client.get(address, {"result": "timed_out"}).context["object_list"]
    assert list(only) == [second]


# --- trying ------------------------------------------------------------------------------


def test_a_trainer_tries_a_quiz_and_nothing_is_written(client, trainer):
    quiz = QuizFactory(title="Thử xem", is_draft=True)
    address = reverse("quizzes:try", args=[quiz.pk])

    asked = client.get(address)
    done = client.post(
        address,
        {"drawn": asked.context["drawn"], "q1-answer": "a", "q2-answer": "b"},
    )

    assert "Vì quy định nói vậy." not in asked.content.decode()
    page = done.content.decode()
    assert "Đúng 1 trong 2 câu." in page
    assert "Vì quy định nói vậy." in page
    assert (done.context["sheet"].attempt.score, Attempt.objects.count()) == (50, 0)


def test_a_trial_of_what_was_not_drawn_begins_anew(client, trainer):
    quiz, other = QuizFactory(), QuizFactory()
    drawn = client.get(reverse("quizzes:try", args=[other.pk])).context["drawn"]

    for token in (drawn, "x", ""):
        response = client.post(
            reverse("quizzes:try", args=[quiz.pk]), {"drawn": token, "q1-answer": "a"}
        )
        assert "done" not in response.context


@pytest.mark.parametrize("count", [1, 8])
def test_a_trial_costs_the_same_in_a_long_quiz(
    client, trainer, count, django_assert_max_num_queries
):
    quiz = QuizFactory(questions=QuestionFactory.create_batch(count))
    address = reverse("quizzes:try", args=[quiz.pk])
    drawn = client.get(address).context["drawn"]

    with django_assert_max_num_queries(12):
        client.post(address, {"drawn": drawn})
