"""Who writes in which category: one rule for lists, forms, imports and bulk acts."""

from __future__ import annotations

import pytest

from quizzes.permissions import categories_written_by, may_write
from tests.factories import (
    CategoryFactory,
    QuestionFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def written(user) -> set[str]:
    return {category.name for category in categories_written_by(user)}


@pytest.fixture
def tree():
    """Báo chí (Sen) › Họp báo › Hỏi đáp; Báo chí › Mạng xã hội (Lâm); Chung."""
    sen, lam = TrainerFactory(), TrainerFactory()
    press = CategoryFactory(name="Báo chí")
    briefing = CategoryFactory(name="Họp báo", parent=press)
    CategoryFactory(name="Hỏi đáp", parent=briefing)
    social = CategoryFactory(name="Mạng xã hội", parent=press)
    CategoryFactory(name="Chung")
    press.editors.add(sen)
    social.editors.add(lam)
    return {"sen": sen, "lam": lam, "press": press}


def test_a_category_without_editors_is_written_by_every_trainer(tree):
    assert written(TrainerFactory()) == {"Chung"}


def test_named_editors_hold_for_the_categories_below(tree):
    assert written(tree["sen"]) == {"Chung", "Báo chí", "Họp báo", "Hỏi đáp"}


def test_the_nearest_category_that_names_editors_decides(tree):
    assert written(tree["lam"]) == {"Chung", "Mạng xã hội"}


@pytest.mark.parametrize("person", [TrainingOfficerFactory, UserFactory])
def test_the_office_writes_everywhere_and_a_trainee_nowhere(tree, person):
    everywhere = {"Chung", "Báo chí", "Họp báo", "Hỏi đáp", "Mạng xã hội"}

    expected = everywhere if person is TrainingOfficerFactory else set()

    assert written(person()) == expected


def test_an_editor_who_is_no_trainer_any_more_writes_nothing(tree):
    tree["sen"].groups.clear()
    fresh = type(tree["sen"]).objects.get(pk=tree["sen"].pk)

    assert written(fresh) == set()


def test_the_category_of_a_question_decides_who_writes_it(tree):
    question = QuestionFactory(category=tree["press"])

    assert may_write(tree["sen"], question) is True
    assert may_write(tree["lam"], question) is False


@pytest.mark.parametrize("count", [1, 3])
def test_the_rule_costs_the_same_for_one_and_three_categories(
    count, django_assert_max_num_queries
):
    trainer = TrainerFactory()
    for category in CategoryFactory.create_batch(count):
        category.editors.add(trainer)
    trainer.has_perm("quizzes.change_question")  # asked for once a request

    with django_assert_max_num_queries(4):
        assert len(categories_written_by(trainer)) == count
