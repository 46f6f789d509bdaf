"""Writing questions in the admin: quickly, and nothing lost on a mistake."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from quizzes.authoring import KIND_FORMS
from quizzes.kinds import KINDS
from quizzes.models import Question
from quizzes.services import archive_questions, revise_question, tag_question
from tests.factories import (
    CategoryFactory,
    ChapterPageFactory,
    HandbookPageFactory,
    ProcedurePageFactory,
    QuestionFactory,
    TrainerFactory,
    options,
)
from tests.quizzes.authoring import posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client):
    person = TrainerFactory()
    client.force_login(person)
    return person


def edit(question) -> str:
    return reverse("questions:edit", args=[question.pk])


def add(client, data, query: str = ""):
    return client.post(reverse("questions:add") + query, data)


def as_shown(client, question) -> dict[str, str]:
    """What a browser would send of the form nobody touched."""
    form = client.get(edit(question)).context["form"]
    ids = {row["id"].html_name: row["id"].value() for row in form.parts.rows}
    texts = {
        f"rows-{n}-text": o["text"] for n, o in enumerate(question.current.options)
    }
    current = question.current
    return posted(
        category=question.category_id,
        text=current.text,
        explanation=current.explanation,
        begun_from=str(current.number),
        **{"rows-0-feedback": None},
    ) | {name: value for name, value in {**ids, **texts}.items() if value}


# --- writing ------------------------------------------------------------------


def test_a_trainer_writes_a_question(client, trainer):
    add(client, posted(tags="Báo chí, Họp báo", review_on="25/12/2026"))

    question = Question.objects.get()
    assert [(o["text"], o["correct"]) for o in question.current.options] == [
        ("Chủ tịch UBND xã", True),
        ("Bất kỳ ai", False),
    ]
    assert question.current.options[0]["feedback"] == "Theo quy chế."
    assert sorted(question.tags.names()) == ["Báo chí", "Họp báo"]
    assert question.review_on == date(2026, 12, 25)
    assert question.author == question.current.created_by == trainer


def test_revising_makes_a_version_and_options_keep_their_ids(client, trainer):
    question = QuestionFactory()

    client.post(edit(question), as_shown(client, question) | {"rows-1-text": "Mới"})

    question.refresh_from_db()
    assert question.current.number == 2
    assert [o["id"] for o in question.current.options] == ["a", "b", "c"]
    assert question.current.options[1]["text"] == "Mới"


def test_what_is_not_said_to_trainees_makes_no_version(client, trainer):
    question = QuestionFactory()

    client.post(edit(question), as_shown(client, question) | {"tags": '"Báo chí"'})

    question.refresh_from_db()
    assert question.current.number == 1
    assert list(question.tags.names()) == ["Báo chí"]


def test_every_kind_has_a_form_of_its_own(client, trainer):
    for kind in KINDS:
        page = client.get(reverse("questions:add"), {"kind": kind})
        assert isinstance(page.context["form"].parts, KIND_FORMS[kind])
        assert f'name="kind" value="{kind}"' in page.content.decode()


def test_the_kind_and_the_category_are_remembered(client, trainer):
    category = CategoryFactory()
    add(
        client,
        posted(
            "multiple",
            category=category.pk,
            **{"rows-0-text": "A", "rows-0-correct": "on", "rows-1-text": "B"},
        ),
    )

    form = client.get(reverse("questions:add")).context["form"]

    assert (form.kind, form["category"].value()) == ("multiple", category.pk)


def test_save_and_write_another_begins_with_the_same_kind_and_category(client, trainer):
    data = posted(**{"action-another": "1"})

    response = add(client, data)

    assert response.url == (
        f"{reverse('questions:add')}?kind=single&category={data['category']}"
    )
    form = client.get(response.url).context["form"]
    assert str(form["category"].value()) == str(data["category"])
    assert "autofocus" in str(form["text"])


def test_another_kind_is_shown_with_all_that_was_typed(client, trainer):
    page = add(client, posted(switch="multiple"))

    text = page.content.decode()
    assert page.context["form"].kind == "multiple"
    assert "Chủ tịch UBND xã" in text
    assert "Người đứng đầu." in text
    assert page.context["form"].parts.rows[0]["correct"].value() is True
    assert "help-critical" not in text
    assert not Question.objects.exists()


def test_from_a_kind_without_rows_there_are_rows_again(client, trainer):
    data = posted("gaps", passage="[[x]]", switch="single")
    del data["rows-TOTAL_FORMS"]

    page = add(client, data)

    assert len(page.context["form"].parts.rows.forms) == 4


def test_a_copy_begins_as_the_question_is_and_is_a_question_of_its_own(client, trainer):
    source = QuestionFactory(text="Gốc?", difficulty=3)
    tag_question(question=source, tags=["Báo chí"])

    form = client.get(reverse("questions:copy", args=[source.pk])).context["form"]

    assert form.instance.pk is None
    assert (form["text"].value(), form["difficulty"].value()) == ("Gốc?", 3)
    assert form["category"].value() == source.category_id
    assert [row["text"].value() for row in form.parts.rows][:3] == [
        "Đúng",
        "Sai",
        "Khác",
    ]


# --- mistakes ------------------------------------------------------------------


def test_a_question_without_a_right_answer_is_refused_and_all_of_it_kept(
    client, trainer
):
    page = add(client, posted(**{"rows-right": None}))

    text = page.content.decode()
    assert "Đánh dấu đúng một phương án đúng." in text
    assert "Bất kỳ ai" in text
    assert "Theo quy chế." in text
    assert not Question.objects.exists()


def test_a_fault_stands_beside_the_row_it_is_about(client, trainer):
    page = add(client, posted(**{"rows-1-text": "", "rows-1-feedback": "Vì sao"}))

    rows = page.context["form"].parts.rows
    assert [bool(row.errors) for row in rows] == [False, True, False, False]
    assert not Question.objects.exists()


def test_a_picture_needs_words_for_who_cannot_see_it(client, trainer):
    image = get_image_model().objects.create(title="Cầu", file=get_test_image_file())

    page = add(client, posted(image=image.pk))
    add(client, posted(image=image.pk, image_alt="Cầu bị ngập"))

    assert "image_alt" in page.context["form"].errors
    assert Question.objects.get().current.image == image


@pytest.mark.parametrize(("step", "is_kept"), [("2", True), ("3", False)])
def test_a_step_of_the_handbook_must_exist(client, trainer, root, step, is_kept):
    chapter = ChapterPageFactory(parent=HandbookPageFactory(parent=root))
    steps = [("step", {"title": "Xác minh"}), ("step", {"title": "Báo cáo"})]
    page = ProcedurePageFactory(parent=chapter, steps=steps)

    add(client, posted(handbook_page=page.pk, handbook_step=step))

    assert Question.objects.filter(handbook_page=page).exists() is is_kept


def test_nobody_writes_over_a_newer_version_unseen(client, trainer):
    question = QuestionFactory()
    data = as_shown(client, question) | {"text": "Của tôi?"}
    current = question.current
    revise_question(
        question=question,
        kind="single",
        text="Của người khác?",
        content=current.content,
    )

    page = client.post(edit(question), data)
    question.refresh_from_db()
    assert "phiên bản 2" in page.content.decode()
    assert "Của tôi?" in page.content.decode()
    assert question.current.text == "Của người khác?"

    client.post(edit(question), data | {"begun_from": "2"})
    question.refresh_from_db()
    assert (question.current.number, question.current.text) == (3, "Của tôi?")


# --- preview -------------------------------------------------------------------


def preview(client, **changes) -> str:
    data = posted(category="", **changes)
    return client.post(reverse("questions:preview"), data).content.decode()


def test_the_preview_shows_what_is_typed_and_saves_nothing(client, trainer):
    page = preview(client)

    assert "Ai phát ngôn cho xã?" in page
    assert 'type="radio"' in page
    assert "Theo quy chế." not in page
    assert not Question.objects.exists()


def test_the_preview_after_handing_in_shows_the_reasons(client, trainer):
    page = preview(client, preview_answered="on", **{"rows-1-feedback": "Không phải."})

    assert "Không phải." in page
    assert "Theo quy chế." in page
    assert "Người đứng đầu." in page


def test_what_is_not_finished_is_shown_as_far_as_it_can_be(client, trainer):
    unmarked = preview(client, **{"rows-right": None})
    gap = preview(client, kind="gaps", passage="Trong [[]] giờ")

    assert "Bất kỳ ai" in unmarked
    assert "Chưa xong" in unmarked
    assert "Chưa xong" in gap


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_empty_form_of_every_kind_can_be_previewed(client, trainer, kind):
    for answered in [{}, {"preview_answered": "on"}]:
        data = {"kind": kind, **answered}
        assert client.post(reverse("questions:preview"), data).status_code == 200


def test_the_preview_may_stand_in_a_frame_of_the_admin_only(client, trainer):
    question = QuestionFactory()

    response = client.get(reverse("questions:shown", args=[question.pk, 1]))

    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


# --- versions, usage, archive ---------------------------------------------------


def test_versions_say_who_changed_what(client, trainer):
    question = QuestionFactory(content=options("Có", "Không", right="a"))
    revise_question(
        question=question,
        kind="single",
        text=question.current.text,
        content=options("Có", "Chưa", right="b"),
        explanation=question.current.explanation,
        by=trainer,
    )

    page = client.get(reverse("questions:history", args=[question.pk]))

    newest, first = page.context["steps"]
    assert newest.in_words == "Sửa: phương án A, phương án B."
    assert first.changes == []
    text = page.content.decode()
    assert trainer.full_name in text
    assert "<ins>" in text
    assert "<del>" in text


def test_an_old_version_is_used_again_as_a_new_one(client, trainer):
    question = QuestionFactory(text="Cũ?")
    revise_question(
        question=question, kind="single", text="Mới?", content=question.current.content
    )

    client.post(reverse("questions:restore", args=[question.pk, 1]))

    question.refresh_from_db()
    assert (question.current.number, question.current.text) == (3, "Cũ?")
    assert question.current.created_by == trainer


def test_deleting_a_question_archives_it_and_it_is_brought_back(client, trainer):
    question = QuestionFactory()

    client.post(reverse("questions:delete", args=[question.pk]))
    question.refresh_from_db()
    assert question.archived_at is not None

    page = client.get(edit(question))
    assert "quizzes/admin/question_read.html" in [t.name for t in page.templates]

    client.post(reverse("questions:bring_back", args=[question.pk]))
    question.refresh_from_db()
    assert question.archived_at is None


def test_an_archived_question_is_not_written(client, trainer):
    question = QuestionFactory()
    data = as_shown(client, question) | {"text": "Khác?"}
    archive_questions(questions=Question.objects.filter(pk=question.pk))

    client.post(edit(question), data)

    assert question.versions.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_versions_cost_the_same_for_one_and_three(
    client, trainer, count, django_assert_max_num_queries
):
    question = QuestionFactory()
    for n in range(count):
        revise_question(
            question=question,
            kind="single",
            text=f"Lần {n}?",
            content=question.current.content,
            by=TrainerFactory(),
        )
    address = reverse("questions:history", args=[question.pk])
    client.get(address)  # warms content types

    with django_assert_max_num_queries(17):
        client.get(address)


def test_the_form_costs_the_same_whatever_the_tree(
    client, trainer, django_assert_max_num_queries
):
    top = CategoryFactory()
    CategoryFactory.create_batch(3, parent=top)
    question = QuestionFactory()
    client.get(edit(question))  # warms content types

    with django_assert_max_num_queries(25):
        client.get(edit(question))
