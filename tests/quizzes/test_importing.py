"""What an import finds in a file, and what it makes of the bank."""

from __future__ import annotations

import pytest

from quizzes.importing.applying import ImportIsOver, apply_import
from quizzes.importing.drafts import discard
from quizzes.models import Category, Question, QuestionVersion
from quizzes.services import archive_questions, revise_question, tag_question
from quizzes.services.bulk import Writing, write_questions
from tests.factories import (
    CategoryFactory,
    LegalReferenceFactory,
    QuestionFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
    options,
)
from tests.quizzes.importing import (
    GIFT,
    counts,
    done,
    draft,
    plan,
    states,
    table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def press():
    return CategoryFactory(name="Báo chí")


def texts(category) -> list[str]:
    found = Question.objects.filter(category=category).order_by("pk")
    return [question.current.text for question in found]


# --- added ------------------------------------------------------------------------


def test_a_file_is_looked_at_before_anything_is_written(press):
    given = draft(category=press)

    assert counts(given) == (2, 0, 0, 0)
    assert Question.objects.count() == 0


def test_what_is_confirmed_is_in_the_bank(press):
    given = draft(category=press)

    assert done(given) == (2, 0, 0, 0)
    first, second = Question.objects.filter(category=press).order_by("pk")
    assert first.code == "SC-01"
    assert first.author == given.created_by
    assert first.current.number == 1
    assert first.current.explanation == "Nói điều đã biết."
    assert [option["correct"] for option in first.current.options] == [
        False,
        True,
        False,
    ]
    assert second.current.kind == "true_false"
    assert Question.objects.saying("im lang").get() == second


def test_importing_twice_adds_nothing(press):
    done(draft(category=press))

    assert done(draft(category=press)) == (0, 0, 2, 0)
    assert QuestionVersion.objects.count() == 2


def test_the_categories_of_the_file_become_a_tree_below_the_chosen_one(press):
    data = table(",Ai trả lời?,Chủ tịch,Ai cũng được,A,,,,,Họp báo/Chuẩn bị")

    done(draft(data, name="c.csv", category=press))

    category = Question.objects.get().category
    assert (category.name, category.parent.name) == ("Chuẩn bị", "Họp báo")
    assert category.parent.parent == press


def test_the_categories_of_the_file_may_be_left_aside(press):
    data = table(",Ai trả lời?,Chủ tịch,Ai cũng được,A,,,,,Họp báo")

    done(draft(data, name="c.csv", category=press, keeps_tree=False))

    assert Question.objects.get().category == press


def test_one_category_is_made_however_its_name_is_capitalised():
    rows = [f",Câu {n}?,Một,Hai,A,,,,,{name}" for n, name in [(1, "Họp"), (2, "HỌP")]]

    assert done(draft(table(*rows), name="c.csv"))[0] == 2
    assert Category.objects.get().name == "Họp"


def test_without_a_chosen_category_the_file_must_name_one():
    data = table(",Có nhóm?,Có,Không,A,,,,,Họp báo", ",Không nhóm?,Có,Không,A,,,,,")

    [named, nameless] = plan(draft(data, name="c.csv")).items

    assert named.state == "added"
    assert (nameless.state, nameless.line) == ("refused", 3)


def test_tags_difficulty_and_law_come_along(press):
    law = LegalReferenceFactory(number="244/2026/NĐ-CP")
    row = ',Ai?,Một,Hai,A,Vì thế.,Khó,Nghị định số 244/2026/ND-CP,"Tin đồn, Mạng",'

    done(draft(table(row), name="c.csv", category=press))

    question = Question.objects.get()
    assert question.current.legal_reference == law
    assert question.current.difficulty == 3
    assert set(question.tags.names()) == {"Tin đồn", "Mạng"}
    assert Question.objects.saying("mang tin don").get() == question


def test_an_unknown_law_is_named(press):
    row = ",Ai?,Một,Hai,A,,,999/2026/NĐ-CP,,"

    [item] = plan(draft(table(row), name="c.csv", category=press)).items

    assert item.state == "added"
    assert "999/2026/NĐ-CP" in item.notes[0]


# --- the same and changed ------------------------------------------------------------


def test_a_question_is_known_by_its_code_when_its_text_changed(press):
    done(draft(category=press))
    question = Question.objects.get(code="SC-01")
    ids = [option["id"] for option in question.current.options]

    again = draft(GIFT.replace("đăng trước", "đăng đầu tiên"), category=press)

    assert counts(again) == (0, 1, 1, 0)
    [changed] = [item for item in plan(again).items if item.state == "changed"]
    assert [change.after for change in changed.changes] == [
        "Câu nào nên đăng đầu tiên?"
    ]
    done(again)
    question.refresh_from_db()
    assert question.current.text == "Câu nào nên đăng đầu tiên?"
    assert question.current.number == 2
    assert [option["id"] for option in question.current.options] == ids


def test_a_question_without_a_code_is_known_by_its_text_however_typed(press):
    QuestionFactory(
        category=press,
        text="Ai  trả lời báo chí?",
        content=options("Chủ tịch xã", "Ai cũng được", right="a"),
        explanation="Theo quy chế.",
    )
    row = ",ai tra loi bao chi?,Chủ tịch xã,Ai cũng được,A,,,,,"

    [item] = plan(draft(table(row), name="c.csv", category=press)).items

    assert item.state == "changed"
    assert [change.after for change in item.changes] == ["ai tra loi bao chi?"]


def test_what_a_file_leaves_empty_stays_as_it_is(press):
    law = LegalReferenceFactory()
    question = QuestionFactory(
        category=press,
        text="Ai trả lời?",
        content={
            "options": [
                {"id": "a", "text": "Một", "correct": True, "feedback": "Đúng thế."},
                {"id": "b", "text": "Hai", "correct": False},
            ],
            "keep_last": True,
        },
        legal_reference=law,
        difficulty=3,
    )
    tag_question(question=question, tags=["báo chí"])
    aiken = "Ai trả lời?\nA. Một\nB. Hai\nANSWER: B\n"

    given = draft(aiken, name="a.txt", category=press)

    assert done(given) == (0, 1, 0, 0)
    version = Question.objects.get().current
    assert version.explanation == "Vì quy định nói vậy."
    assert (version.legal_reference, version.difficulty) == (law, 3)
    assert version.content["keep_last"] is True
    assert version.options[0]["feedback"] == "Đúng thế."
    assert [option["correct"] for option in version.options] == [False, True]
    assert list(question.tags.names()) == ["báo chí"]


def test_questions_that_share_a_text_are_told_apart_by_their_answers(press):
    for first, second in [("Một", "Hai"), ("Ba", "Bốn")]:
        QuestionFactory(
            category=press,
            text="Câu nào đúng?",
            content=options(first, second, right="a"),
            explanation="",
        )
    rows = [
        ",Câu nào đúng?,Ba,Bốn,A,,,,,",
        ",Câu nào đúng?,Một,Hai,A,,,,,",
        ",Câu nào đúng?,Năm,Sáu,A,,,,,",
    ]

    given = draft(table(*rows), name="c.csv", category=press)

    assert states(given) == ["same", "same", "added"]


def test_the_same_text_with_quite_other_answers_is_another_question(press):
    QuestionFactory(category=press, text="Câu nào đúng?")

    row = ",Câu nào đúng?,Xe cứu hỏa,Tàu hỏa,A,,,,,"

    assert states(draft(table(row), name="c.csv", category=press)) == ["added"]


def test_a_question_elsewhere_in_the_bank_is_not_touched(press):
    QuestionFactory(
        text="Khi chưa đủ thông tin thì im lặng.",
        kind="true_false",
        content=options("Đúng", "Sai", right="b"),
    )

    assert counts(draft(category=press)) == (2, 0, 0, 0)


def test_without_a_chosen_category_the_whole_bank_is_looked_at(press):
    done(draft(category=press))

    assert counts(draft()) == (0, 0, 2, 0)


def test_an_import_never_moves_a_question(press):
    done(draft(category=press))
    elsewhere = CategoryFactory(parent=press)
    Question.objects.update(category=elsewhere)

    again = GIFT.replace("Câu nào nên", "Câu nào cần")

    assert done(draft(again, category=press)) == (0, 1, 1, 0)
    assert set(Question.objects.values_list("category", flat=True)) == {elsewhere.pk}


def test_a_picture_stays_with_a_question_that_changed(press):
    done(draft(category=press))
    QuestionVersion.objects.update(image_alt="Một cây cầu")

    done(draft(GIFT.replace("đăng trước", "nói trước"), category=press))

    assert Question.objects.get(code="SC-01").current.image_alt == "Một cây cầu"


# --- refused -------------------------------------------------------------------------


def test_a_kind_that_is_not_asked_here_is_refused_by_name(press, monkeypatch):
    from quizzes.kinds import KINDS  # noqa: PLC0415

    monkeypatch.delitem(KINDS, "true_false")

    refused = plan(draft(category=press)).items[-1]

    assert (refused.state, refused.line) == ("refused", 9)
    assert "đúng hay sai" in refused.reason


def test_the_same_question_twice_in_a_file_is_taken_once(press):
    row = ",Ai?,Một,Hai,A,,,,,"

    given = draft(table(row, row), name="c.csv", category=press)

    assert states(given) == ["added", "refused"]
    assert "2" in plan(given).items[1].reason


def test_a_code_twice_in_a_file_is_refused(press):
    rows = ["M1,Ai?,Một,Hai,A,,,,,", "M1,Gì?,Ba,Bốn,A,,,,,"]

    given = draft(table(*rows), name="c.csv", category=press)

    assert states(given) == ["added", "refused"]


def test_a_code_of_another_part_of_the_bank_is_refused(press):
    other = QuestionFactory()
    row = f"{other.code},Hoàn toàn khác?,Một,Hai,A,,,,,"

    [item] = plan(draft(table(row), name="c.csv", category=press)).items

    assert item.state == "refused"
    assert f"#{other.pk}" in item.reason


def test_a_changed_question_that_is_archived_is_refused_and_stays_so(press):
    done(draft(category=press))
    archive_questions(questions=Question.objects.all())

    again = draft(GIFT.replace("đăng trước", "nói trước"), category=press)

    assert counts(again) == (0, 0, 1, 1)
    assert Question.objects.usable().count() == 0


def test_broken_questions_are_refused_and_the_others_taken(press):
    given = draft(GIFT + "\nHỏng{=a ~b\n", category=press)

    assert done(given) == (2, 0, 0, 1)
    [kept] = given.content["refusals"]
    assert kept["line"] > 0
    assert kept["reason"]


def test_a_trainer_adds_only_where_they_write(press):
    press.editors.add(TrainerFactory())

    assert counts(draft(category=press)) == (0, 0, 0, 2)
    assert counts(draft(category=press, by=TrainingOfficerFactory())) == (2, 0, 0, 0)


def test_a_trainer_changes_only_where_they_write(press):
    done(draft(category=press))
    press.editors.add(TrainerFactory())

    changed = GIFT.replace("đăng trước", "nói trước").replace("im lặng", "lặng im")

    assert counts(draft(changed)) == (0, 0, 0, 2)


def test_who_may_not_write_questions_imports_none(press):
    assert counts(draft(category=press, by=UserFactory())) == (0, 0, 0, 2)


# --- once, and as the bank is by then ------------------------------------------------------


def test_an_import_is_applied_once(press):
    given = draft(category=press)
    done(given)

    with pytest.raises(ImportIsOver):
        apply_import(draft=given, by=given.created_by)
    assert Question.objects.count() == 2


def test_a_discarded_draft_is_not_applied(press):
    given = draft(category=press)
    discard(given)

    with pytest.raises(ImportIsOver):
        apply_import(draft=given, by=given.created_by)
    assert Question.objects.count() == 0


def test_what_is_applied_is_decided_anew(press):
    given = draft(category=press)
    assert counts(given) == (2, 0, 0, 0)
    done(draft(category=press))

    assert done(given) == (0, 0, 2, 0)


def test_names_are_not_kept_and_that_is_said(press):
    given = draft("::Câu 1:: Ai?{=Một ~Hai}", category=press)

    assert len(plan(given).notices) == 1


def test_odd_characters_of_a_refused_question_can_be_stored(press):
    given = draft(table(",A\x00i?,Một,Hai,A,,,,,"), name="c.csv", category=press)

    assert states(given) == ["refused"]


# --- in bulk as one by one ----------------------------------------------------------------------


def test_many_at_once_are_written_as_one_by_one():
    person, category = TrainerFactory(), CategoryFactory()
    said = {
        "kind": "single",
        "text": " Ai trả lời? ",
        "content": options("Một", "Hai", right="b"),
        "explanation": "Vì thế. ",
        "difficulty": 3,
    }
    alone = Question.objects.create(category=category)
    revise_question(question=alone, by=person, **said)
    tag_question(question=alone, tags=["Mạng", "Tin đồn"])
    together = Question(category=category)
    writing = Writing(
        question=together, legal_reference_id=None, tags=["mạng", "Tin đồn"], **said
    )
    write_questions(writings=[writing], by=person)

    rows = [
        (
            question.author,
            question.folded,
            set(question.tags.names()),
            question.current.number,
            question.current.text,
            question.current.content,
            question.current.explanation,
            question.current.created_by,
        )
        for question in Question.objects.order_by("pk")
    ]
    assert rows[0] == rows[1]


def test_questions_cost_the_same_queries_however_many(
    press, django_assert_max_num_queries
):
    rows = [f",Câu {n}?,Một {n},Hai,A,,,,," for n in range(60)]
    given = draft(table(*rows), name="c.csv", category=press)

    with django_assert_max_num_queries(12):
        assert counts(given) == (60, 0, 0, 0)
    with django_assert_max_num_queries(35):
        done(given)
