"""The question bank and the quizzes of a course."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from lms.demo.folder import Table
from lms.demo.laws import Laws
from lms.demo.pages import Desk
from quizzes.formats.passages import hot_words
from quizzes.models import Category, Question, QuestionVersion, Quiz, QuizQuestion
from quizzes.services import revise_question

# What a file says of a question beside its content.
SAID = {"kind", "text", "explanation", "difficulty", "legal", "step"}


def add_quiz(entry: Table, *, category: Category, laws: Laws, desk: Desk) -> Quiz:
    """A quiz with its questions, kept in a category of its own."""
    quiz = Quiz.objects.create(
        title=entry["title"],
        intro=entry.get("intro", ""),
        pass_mark=entry["pass_mark"],
        max_attempts=entry.get("max_attempts") or None,
        draw=entry.get("draw") or None,
        shuffle=entry["shuffle"],
        explanations=entry["explanations"],
        time_limit=entry.get("time_limit") or None,
        asks_confidence=entry.get("asks_confidence", False),
        passed_text=entry.get("passed_text", ""),
        failed_text=entry.get("failed_text", ""),
    )
    kept_in, _new = Category.objects.get_or_create(parent=category, name=quiz.title)
    for order, written in enumerate(entry["questions"]):
        question = add_question(written, category=kept_in, laws=laws, by=desk.author)
        QuizQuestion.objects.create(quiz=quiz, question=question, sort_order=order)
    versions = QuestionVersion.objects.filter(question__category=kept_in)
    versions.update(created_at=desk.since)
    return quiz


def add_question(
    written: Table, *, category: Category, laws: Laws, by: User
) -> Question:
    question = Question.objects.create(category=category)
    number = written.get("legal")
    revise_question(
        question=question,
        kind=written["kind"],
        text=written["text"],
        content=content_of(written),
        explanation=written["explanation"],
        difficulty=written["difficulty"],
        legal_reference=laws[number] if number else None,
        by=by,
    )
    return question


def content_of(written: Table) -> dict[str, Any]:
    """The content of its kind, from what the file says beside the question itself.

    Places in a text are marked in the text; a text of gaps is called "passage"
    because "text" is the question.
    """
    if "marked" in written:
        return hot_words(written["marked"])
    content = {name: part for name, part in written.items() if name not in SAID}
    if "passage" in content:
        content["text"] = content.pop("passage")
    return content
