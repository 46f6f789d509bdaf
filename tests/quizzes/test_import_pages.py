"""The pages for files of questions: who sees them, what they say, what they cost."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quizzes import formats
from quizzes.models import NotAlike, Question, QuestionImport
from quizzes.services import revise_question
from tests.factories import (
    CategoryFactory,
    QuestionFactory,
    QuizFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
    options,
)
from tests.quizzes.importing import GIFT, done, draft, table

pytestmark = pytest.mark.django_db

UPLOAD = "/cms/question-files/"
LONG = "Người phát ngôn của xã phải làm gì trước tiên khi báo chí gọi đến hỏi"


@pytest.fixture
def trainer(client):
    person = TrainerFactory()
    client.force_login(person)
    return person


@pytest.fixture
def press():
    return CategoryFactory(name="Báo chí")


def text(response) -> str:
    return response.content.decode()


def upload(client, data=GIFT, *, name="cau-hoi.gift", **fields):
    data = data.encode() if isinstance(data, str) else data
    file = SimpleUploadedFile(name, data)
    return client.post(UPLOAD, {"file": file, "keeps_tree": "on", **fields})


def address(name: str, *args, **query) -> str:
    return reverse(f"question_files:{name}", args=args, query=query or None)


# --- who ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "status"),
    [(UserFactory, 302), (TrainerFactory, 200), (TrainingOfficerFactory, 200)],
)
@pytest.mark.parametrize("name", ["upload", "export", "alike"])
def test_trainers_and_the_office_see_the_doors(client, person, status, name):
    client.force_login(person())

    assert client.get(address(name)).status_code == status


def test_an_import_is_for_who_made_it_and_the_office(client, trainer):
    mine, theirs = draft(by=trainer), draft()

    assert client.get(address("preview", mine.pk)).status_code == 200
    for name in ["preview", "confirm", "discard"]:
        method = client.get if name == "preview" else client.post
        assert method(address(name, theirs.pk)).status_code == 404
    client.force_login(TrainingOfficerFactory())
    assert client.get(address("preview", theirs.pk)).status_code == 200
    theirs.refresh_from_db()
    assert theirs.is_draft


def test_only_categories_one_writes_in_can_be_chosen(client, trainer, press):
    closed = CategoryFactory(name="Nhóm của người khác")
    closed.editors.add(TrainerFactory())

    assert "Nhóm của người khác" not in text(client.get(UPLOAD))
    response = upload(client, category=closed.pk)

    assert response.status_code == 422
    assert QuestionImport.objects.count() == 0


# --- in --------------------------------------------------------------------------------


def test_from_the_list_through_the_preview_into_the_bank(client, trainer, press):
    assert UPLOAD in text(client.get(reverse("questions:index")))

    response = upload(client, category=press.pk)

    given = QuestionImport.objects.get()
    preview = address("preview", given.pk)
    assert response.url == preview
    assert "Câu nào nên đăng trước?" in text(client.get(preview))
    assert Question.objects.count() == 0
    confirmed = client.post(
        address("confirm", given.pk), {"added": "2", "changed": "0"}, follow=True
    )
    assert Question.objects.filter(category=press, author=trainer).count() == 2
    assert "Đã nhập: thêm 2, sửa 0." in text(confirmed)
    assert "đã thay đổi từ lúc xem trước" not in text(confirmed)


def test_a_second_press_changes_nothing_and_says_so(client, trainer, press):
    given = draft(by=trainer, category=press)
    client.post(address("confirm", given.pk))

    again = client.post(address("confirm", given.pk), follow=True)

    assert "Tệp này đã được nhập hoặc bỏ trước đó." in text(again)
    assert Question.objects.count() == 2


def test_the_figures_told_are_those_of_what_was_done(client, trainer, press):
    given = draft(by=trainer, category=press)
    done(draft(category=press))

    response = client.post(
        address("confirm", given.pk), {"added": "2", "changed": "0"}, follow=True
    )

    assert "Đã nhập: thêm 0, sửa 0." in text(response)
    assert "đã thay đổi từ lúc xem trước" in text(response)


def test_a_file_can_be_discarded(client, trainer, press):
    given = draft(by=trainer, category=press)

    client.post(address("discard", given.pk))
    client.post(address("confirm", given.pk))

    given.refresh_from_db()
    assert (given.state, given.content) == ("discarded", {})
    assert Question.objects.count() == 0


def test_looking_writes_nothing(client, trainer, press):
    given = draft(by=trainer, category=press)

    client.get(address("preview", given.pk))
    assert client.get(address("confirm", given.pk)).status_code == 405
    assert client.get(address("discard", given.pk)).status_code == 405

    given.refresh_from_db()
    assert given.is_draft


def test_the_preview_can_be_narrowed(client, trainer, press):
    given = draft(GIFT + "\nHỏng{=a ~b\n", by=trainer, category=press)
    page = address("preview", given.pk)

    refused = client.get(page, {"state": "refused"})

    assert [row.item.state for row in refused.context["rows"]] == ["refused"]
    assert len(client.get(page, {"state": "xyz"}).context["rows"]) == 3


def test_a_long_preview_has_pages(client, trainer, press):
    rows = [f",Câu {n}?,Một {n},Hai,A,,,,," for n in range(60)]
    given = draft(table(*rows), name="c.csv", by=trainer, category=press)

    second = client.get(address("preview", given.pk), {"p": 2, "state": "added"})

    assert len(second.context["rows"]) == 10
    assert "?p=1&amp;state=added" in text(second)


def test_a_new_question_that_looks_like_an_old_one_says_so(client, trainer, press):
    old = QuestionFactory(
        text=f"{LONG}?", content=options("Ghi lại câu hỏi", "Cúp máy", right="a")
    )
    row = f",{LONG} thăm?,Ghi lại câu hỏi,Cúp máy,A,,,,,"
    given = draft(table(row), name="c.csv", by=trainer, category=press)

    page = client.get(address("preview", given.pk))

    assert f"câu hỏi #{old.pk}" in text(page)


def test_no_file_and_a_file_too_large_are_refused(client, trainer, monkeypatch):
    assert client.post(UPLOAD, {}).status_code == 422
    monkeypatch.setattr("quizzes.importing.forms.MAX_XLSX_BYTES", 10)

    response = upload(client)

    assert response.status_code == 422
    assert QuestionImport.objects.count() == 0


def test_a_file_nobody_can_read_says_why_and_imports_nothing(client, trainer):
    upload(client, b"%PDF-1.7", name="de-thi.pdf")
    given = QuestionImport.objects.get()

    page = client.get(address("preview", given.pk))

    assert "PDF" in text(page)
    assert address("confirm", given.pk) not in text(page)


def test_what_a_file_says_is_never_markup(client, trainer, press):
    row = ',"<script>alert(1)</script>",<b>Một</b>,Hai,A,,,"<i>1</i>",<u>thẻ</u>,'
    given = draft(
        table(row, ",<img src=x>,,,,,,,,"), name="<b>.csv", by=trainer, category=press
    )

    page = text(client.get(address("preview", given.pk)))
    client.post(address("confirm", given.pk))
    page += text(client.get(address("preview", given.pk)))

    for markup in [
        "<script>alert",
        "<b>Một",
        "<i>1",
        "<u>thẻ",
        "<img src=x",
        "<b>.csv",
    ]:
        assert markup not in page


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_template_is_read_by_the_import(client, trainer, ending):
    page = address("template", ending)
    assert page in text(client.get(UPLOAD))

    response = client.get(page)

    assert (
        response["Content-Disposition"]
        == f'attachment; filename="mau-cau-hoi.{ending}"'
    )
    parsed = formats.read(name=f"mau.{ending}", data=response.content)
    assert all(refusal.line == 0 for refusal in parsed.refusals)
    assert client.get(address("template", "exe")).status_code == 404


# --- out -----------------------------------------------------------------------------------


def exported(client, **query):
    response = client.get(address("export_file", **query))
    assert response.status_code == 200
    book = openpyxl.load_workbook(BytesIO(response.content))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [row[head.index("Câu hỏi")] for row in rows]


def test_an_export_takes_the_filters_of_the_list_along(client, trainer, press):
    QuestionFactory(category=press, text="Về báo chí?")
    QuestionFactory(text="Về mạng?")
    door = address("export", q="bao chi", kind="single")

    listing = client.get(reverse("questions:index"), {"q": "bao chi", "kind": "single"})

    assert door.replace("&", "&amp;") in text(listing)
    assert exported(client, q="bao chi") == ["Về báo chí?"]


def test_the_questions_of_one_thing_are_exported(client, trainer, press):
    below = CategoryFactory(name="Họp báo", parent=press)
    first = QuestionFactory(category=press, text="Một?")
    second = QuestionFactory(category=below, text="Hai?")
    third = QuestionFactory(text="Ba?")
    quiz = QuizFactory(questions=[third, first])

    assert exported(client, only=second.pk) == ["Hai?"]
    assert exported(client, within=press.pk) == ["Một?", "Hai?"]
    assert exported(client, of_quiz=quiz.pk) == ["Ba?", "Một?"]


@pytest.mark.parametrize("name", ["only", "within", "of_quiz"])
@pytest.mark.parametrize("key", ["999", "x", ""])
def test_what_is_not_there_is_not_found(client, trainer, name, key):
    assert client.get(address("export", **{name: key})).status_code == 404


def test_lists_lead_to_the_export_of_their_things(client, trainer, press):
    question = QuestionFactory(category=press)
    quiz = QuizFactory(questions=[question])

    for listing, query in [
        ("questions", {"only": question.pk}),
        ("quizzes", {"of_quiz": quiz.pk}),
        ("question_categories", {"within": press.pk}),
    ]:
        assert address("export", **query) in text(
            client.get(reverse(f"{listing}:index"))
        )


def test_what_the_file_lacks_is_told_before_it_is_taken(client, trainer):
    QuestionFactory(text="Chọn mọi câu đúng?", kind="multiple")

    page = text(client.get(address("export", format="aiken")))

    assert "Chọn mọi câu đúng?" in page
    assert address("export_file") not in page
    assert "toàn bộ nội dung" in text(client.get(address("export", format="xlsx")))


@pytest.mark.parametrize("format_", sorted(formats.WRITERS))
def test_every_format_can_be_taken(client, trainer, format_):
    QuestionFactory()

    response = client.get(address("export_file", format=format_))

    assert formats.read(name="x", data=response.content).questions


def test_no_cell_of_an_export_is_a_formula(client, trainer):
    question = QuestionFactory(text="=1+1", explanation="@SUM(A1)")
    revise_question(
        question=question, kind="single", text="=1+1", content=question.current.content
    )

    response = client.get(address("export_file"))

    cells = [
        cell
        for row in openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]
        for cell in row
    ]
    assert "=1+1" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


# --- alike ---------------------------------------------------------------------------------------


def test_pairs_stand_side_by_side_and_can_be_settled(client, trainer):
    one, other = QuestionFactory(text=f"{LONG}?"), QuestionFactory(text=f"{LONG} thăm?")
    page = text(client.get(address("alike")))
    assert f"{LONG}?" in page
    assert reverse("questions:edit", args=[one.pk]) in page
    assert reverse("questions:delete", args=[other.pk]) in page

    client.post(address("settle"), {"one": other.pk, "other": one.pk})
    client.post(address("settle"), {"one": one.pk, "other": other.pk})

    assert NotAlike.objects.get().said_by == trainer
    assert LONG not in text(client.get(address("alike")))


def test_who_does_not_write_there_is_offered_no_way_to_change(client, trainer):
    category = CategoryFactory()
    category.editors.add(TrainerFactory())
    pair = [QuestionFactory(text=f"{LONG}?", category=category) for _n in range(2)]

    page = text(client.get(address("alike")))

    assert LONG in page
    assert reverse("questions:edit", args=[pair[0].pk]) not in page


# --- what they cost ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["upload", "preview", "export", "alike"])
def test_a_page_takes_the_same_queries_for_one_and_for_three(
    client,
    trainer,
    press,
    name,
    django_assert_num_queries,
    django_assert_max_num_queries,
):
    def page() -> str:
        if name != "preview":
            return address(name)
        rows = [
            f",Câu {n}?,Một {n},Hai,A,,,,," for n in range(Question.objects.count())
        ]
        given = draft(table(*rows), name="c.csv", by=trainer, category=press)
        return address("preview", given.pk)

    def fill(count: int) -> None:
        for _n in range(count):
            QuestionFactory(text=f"{LONG}?")
            draft(by=trainer, category=press)

    fill(2)
    first = page()
    client.get(first)
    with django_assert_max_num_queries(30) as counted:
        client.get(first)
    fill(2)
    second = page()
    with django_assert_num_queries(len(counted)):
        client.get(second)
