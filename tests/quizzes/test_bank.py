from __future__ import annotations

import unicodedata

import pytest

from quizzes.models import Question, QuestionVersion
from quizzes.services import QuestionIsFaulty, revise_question
from tests.factories import LegalReferenceFactory, QuestionFactory, options

pytestmark = pytest.mark.django_db


def revise(question: Question, **changes) -> QuestionVersion:
    version = question.current
    said = {
        "kind": version.kind,
        "text": version.text,
        "content": version.content,
        "explanation": version.explanation,
        "difficulty": version.difficulty,
        "legal_reference": version.legal_reference,
    }
    return revise_question(question=question, **{**said, **changes})


def test_a_revision_is_a_new_version_and_the_old_one_stays_as_it_was():
    question = QuestionFactory(text="Ai phát ngôn?")
    old = question.current

    new = revise(question, text="Ai được phát ngôn?")

    old.refresh_from_db()
    question.refresh_from_db()
    assert (old.number, old.text) == (1, "Ai phát ngôn?")
    assert (new.number, new.text) == (2, "Ai được phát ngôn?")
    assert question.current == new


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "multiple"},
        {"content": options("Đúng", "Sai", "Khác", right="b")},
        {"explanation": "Vì lý do khác."},
        {"difficulty": 3},
    ],
)
def test_every_change_of_what_is_asked_or_explained_is_a_new_version(change):
    question = QuestionFactory()

    assert revise(question, **change).number == 2


def test_another_legal_reference_is_a_new_version():
    question = QuestionFactory(legal_reference=LegalReferenceFactory())

    assert revise(question, legal_reference=LegalReferenceFactory()).number == 2


def test_saving_what_a_question_already_says_makes_no_version():
    question = QuestionFactory(legal_reference=LegalReferenceFactory())

    assert revise(question) == question.current
    assert question.versions.count() == 1


def test_options_keep_the_ids_they_have_and_new_ones_get_their_own():
    question = QuestionFactory()
    content = question.current.content
    content["options"].append({"text": "Thêm"})

    version = revise(question, content=content)

    *known, added = [option["id"] for option in version.options]
    assert known == ["a", "b", "c"]
    assert len(added) == 8


def test_two_options_never_share_an_id():
    content = options("Đúng", "Sai", right="a")
    content["options"][1]["id"] = "a"

    first, second = QuestionFactory(content=content).current.options

    assert first["id"] == "a"
    assert second["id"] != "a"


def test_text_is_kept_in_one_spelling():
    nfd = unicodedata.normalize("NFD", "Đúng luật")
    question = QuestionFactory(
        text=f" {nfd} ", content=options(nfd, "Sai", right="a"), explanation=nfd
    )

    version = question.current
    assert version.text == version.explanation == "Đúng luật"
    assert version.options[0]["text"] == "Đúng luật"


def test_two_options_that_differ_only_in_spelling_say_the_same():
    nfd = unicodedata.normalize("NFD", "Đúng luật")

    with pytest.raises(QuestionIsFaulty) as refusal:
        QuestionFactory(content=options(nfd, "Đúng luật", right="a"))

    assert refusal.value.faults == ["Các phương án A, B giống nhau."]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"text": "  "}, ["Câu hỏi chưa có nội dung."]),
        ({"kind": "riddle"}, ["Không có loại câu hỏi này."]),
        (
            {"content": {"options": [{"id": "a"}, {"text": "Sai", "correct": True}]}},
            ["Phương án A chưa có nội dung."],
        ),
    ],
)
def test_a_faulty_revision_is_refused_and_changes_nothing(change, faults):
    question = QuestionFactory()

    with pytest.raises(QuestionIsFaulty) as refusal:
        revise(question, **change)

    assert refusal.value.faults == faults
    assert question.versions.count() == 1


def test_a_question_is_found_by_the_words_of_its_newest_version():
    question = QuestionFactory(text="Đính chính ở đâu?")
    revise(question, text="Cải chính ở đâu?")

    assert list(Question.objects.saying("cai chinh")) == [question]
    assert not Question.objects.saying("dinh").exists()
