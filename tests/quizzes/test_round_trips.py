"""What the bank exports is the same when it is imported, in every format that holds it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from lms.demo.folder import read_toml
from lms.demo.questions import content_of
from quizzes import formats
from quizzes.formats import WRITERS
from quizzes.importing.exporting import as_parsed, export
from quizzes.importing.saying import carried_over, said
from quizzes.kinds import KINDS
from quizzes.models import Question
from quizzes.services import tag_question
from tests.factories import (
    CategoryFactory,
    LegalReferenceFactory,
    QuestionFactory,
    options,
)
from tests.quizzes.formats import strategies as made
from tests.quizzes.formats.golden import SAMPLES
from tests.quizzes.importing import counts, done, draft, plan

pytestmark = pytest.mark.django_db

QUIZZES = sorted((SAMPLES.parents[3] / "lms" / "demo").rglob("quizzes.toml"), key=str)
ANY_KIND = (
    made.singles()
    | made.multiples()
    | made.true_falses()
    | made.shorts()
    | made.measured
    | made.matchings()
    | made.orderings()
    | made.gap_texts()
    | made.hot_words()
    | made.full_essays
)


def bank() -> list[Question]:
    return list(
        Question.objects.select_related("current__legal_reference").order_by("pk")
    )


def exported(format_: str):
    return export(Question.objects.order_by("pk"), format_)


def imported_again(made_, category=None):
    data = made_.written.data
    return draft(data, name=f"lai.{made_.ending}", category=category)


def every_kind() -> None:
    """One of each kind, from the guide's own examples, and what they may have besides."""
    law = LegalReferenceFactory(number="244/2026/NĐ-CP")
    done(draft(formats.template_csv(), name="mau.csv"))
    done(draft((SAMPLES / "every-kind.csv").read_bytes(), name="every-kind.csv"))
    question = QuestionFactory(
        category=Question.objects.first().category,
        text="Câu có đủ mọi thứ?\r\nDòng hai <b>.",
        content={**options("Có", "Không", right="a"), "keep_last": True},
        legal_reference=law,
        difficulty=3,
    )
    tag_question(question=question, tags=["tin đồn", "Mạng xã hội"])


@pytest.mark.parametrize("format_", sorted(WRITERS))
def test_every_kind_comes_back_the_same(format_):
    every_kind()
    left = exported(format_)
    kinds = set(Question.objects.values_list("current__kind", flat=True))
    assert kinds == set(KINDS)

    found = plan(imported_again(left)).counts

    assert found == {"added": 0, "changed": 0, "same": left.kept, "refused": 0}
    assert left.kept > 0


@pytest.mark.parametrize("format_", sorted(WRITERS))
def test_every_question_of_the_demonstration_comes_back_the_same(format_):
    assert QUIZZES
    for file in QUIZZES:
        for quiz in read_toml(file)["quizzes"]:
            category = CategoryFactory(name=f"{file.parent.name}: {quiz['title']}")
            for written in quiz["questions"]:
                QuestionFactory(
                    category=category,
                    kind=written["kind"],
                    text=written["text"],
                    content=content_of(written),
                    explanation=written["explanation"],
                    difficulty=written["difficulty"],
                )
    left = exported(format_)
    assert len(left.titles) > 80

    found = plan(imported_again(left)).counts

    assert (found["added"], found["changed"]) == (0, 0)
    assert found["same"] == left.kept == len(left.titles) - len(left.written.left_out)


@pytest.mark.parametrize("format_", ["csv", "xlsx", "moodle_xml"])
def test_a_bank_taken_to_another_installation_says_the_same_there(format_):
    every_kind()
    left, before = exported(format_), as_parsed(bank())
    dropped = {refusal.question for refusal in left.written.left_out}
    # Another installation has other keys, and the same laws.
    Question.objects.update(current=None)
    Question.objects.all().delete()

    assert done(imported_again(left)) == (left.kept, 0, 0, 0)

    kept = [each for each in before if formats.base.label(each.text) not in dropped]
    assert as_parsed(bank()) == kept


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(ANY_KIND)
def test_a_content_tidied_and_carried_over_still_says_the_same(question):
    kind, _text, content = question
    kept = KINDS[kind].tidied(content)

    assert said(kind, kept) == said(kind, content)
    again = KINDS[kind].tidied(carried_over(kept, said(kind, kept)))
    assert again == kept


def test_a_chosen_category_gets_a_whole_bank_once():
    every_kind()
    left = exported("xlsx")
    elsewhere = CategoryFactory(name="Đích")

    # Their codes belong to questions elsewhere: nothing is doubled.
    assert counts(imported_again(left, elsewhere)) == (0, 0, 0, left.kept)


def test_what_a_format_cannot_hold_is_named():
    every_kind()

    aiken, xlsx = exported("aiken"), exported("xlsx")

    assert {refusal.reason for refusal in aiken.written.left_out} != set()
    assert aiken.kept + len(aiken.written.left_out) == len(aiken.titles)
    assert xlsx.written.left_out == ()
    # One of them has an option that stays last, whatever is shuffled.
    [(_text, titles)] = xlsx.losses
    assert titles == ["Câu có đủ mọi thứ? Dòng hai <b>."]


def test_a_picture_that_stays_behind_is_named():
    question = QuestionFactory(text="Câu có hình?")
    other = QuestionFactory()
    Question.objects.update(archived_at=None)
    assert exported("xlsx").losses == []

    import_image(question)

    [(_text, titles)] = exported("xlsx").losses
    assert titles == ["Câu có hình?"]
    assert other.current


def import_image(question: Question) -> None:
    from wagtail_factories import ImageFactory  # noqa: PLC0415

    question.current.image = ImageFactory()
    question.current.save()


def test_a_file_too_large_to_come_back_is_known_as_such(monkeypatch):
    QuestionFactory.create_batch(2)
    assert exported("csv").can_come_back

    monkeypatch.setattr("quizzes.importing.exporting.MAX_QUESTIONS", 1)

    assert not exported("csv").can_come_back


def test_an_export_takes_the_same_queries_however_many(django_assert_num_queries):
    QuestionFactory()
    with django_assert_num_queries(3):
        exported("csv")
    QuestionFactory.create_batch(4)
    with django_assert_num_queries(3):
        exported("csv")
