from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from legal.models import LegalReference
from quizzes.kinds import KINDS
from quizzes.models import Attempt, Question, QuestionVersion, Quiz, Response
from vietnamese.text import fold, nfc


class NoAttemptsLeft(Exception):
    """The trainee has used every attempt this quiz allows."""


class QuizHasNoQuestions(Exception):
    """There is nothing to answer."""


class AttemptIsOver(Exception):
    """The attempt was handed in; it takes no more answers."""


class NewerAnswerKept(Exception):
    """The answer comes from a page older than the answer already saved."""


class QuestionIsFaulty(Exception):
    """What the author wrote cannot be asked; `faults` says why."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


# --- the bank ---------------------------------------------------------------


@transaction.atomic
def revise_question(
    *,
    question: Question,
    kind: str,
    text: str,
    content: dict[str, Any],
    explanation: str = "",
    difficulty: int = 2,
    legal_reference: LegalReference | None = None,
    by: User | None = None,
) -> QuestionVersion:
    """Give a question a new version; open attempts keep the one they have.

    Raises QuestionIsFaulty. Options without an id get one.
    """
    content = _with_option_ids(content)
    faults = KINDS[kind].faults(content)
    if faults:
        raise QuestionIsFaulty(faults)
    last = (
        question.versions.order_by("-number").values_list("number", flat=True).first()
    )
    version = QuestionVersion.objects.create(
        question=question,
        number=(last or 0) + 1,
        kind=kind,
        text=nfc(text).strip(),
        content=content,
        explanation=nfc(explanation).strip(),
        difficulty=difficulty,
        legal_reference=legal_reference,
        created_by=by,
    )
    question.current = version
    question.folded = fold(version.text)
    question.save(update_fields=["current", "folded"])
    return version


def _with_option_ids(content: dict[str, Any]) -> dict[str, Any]:
    options = [
        {
            "id": option.get("id") or secrets.token_hex(4),
            "text": nfc(option["text"]).strip(),
            "correct": bool(option.get("correct")),
            "feedback": nfc(option.get("feedback", "")).strip(),
        }
        for option in content.get("options", [])
    ]
    return {**content, "options": options}


# --- attempts ---------------------------------------------------------------


def attempts_left(quiz: Quiz, trainee: User) -> int | None:
    """How many more attempts may be started; None for no limit."""
    if quiz.max_attempts is None:
        return None
    used = Attempt.objects.filter(quiz=quiz, trainee=trainee).count()
    return max(0, quiz.max_attempts - used)


def start_attempt(*, quiz: Quiz, trainee: User) -> Attempt:
    """The open attempt, or a new one with its own draw of questions.

    Raises NoAttemptsLeft, QuizHasNoQuestions. Two presses at once start one
    attempt: the constraint on open attempts decides.
    """
    mine = Attempt.objects.filter(quiz=quiz, trainee=trainee)
    already_open = mine.open().first()
    if already_open:
        return already_open
    if attempts_left(quiz, trainee) == 0:
        raise NoAttemptsLeft
    try:
        return _new_attempt(quiz, trainee, number=mine.count() + 1)
    except IntegrityError:
        return mine.open().get()


@transaction.atomic
def _new_attempt(quiz: Quiz, trainee: User, *, number: int) -> Attempt:
    versions = _draw(quiz)
    if not versions:
        raise QuizHasNoQuestions
    attempt = Attempt.objects.create(
        quiz=quiz, trainee=trainee, number=number, pass_mark=quiz.pass_mark
    )
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            position=position,
            version=version,
            option_order=KINDS[version.kind].option_order(
                version.content, shuffle=quiz.shuffle
            ),
        )
        for position, version in enumerate(versions, start=1)
    )
    return attempt


def _draw(quiz: Quiz) -> list[QuestionVersion]:
    """Today's versions of the quiz's questions, drawn and shuffled as it says."""
    usable = Question.objects.usable().filter(uses__quiz=quiz)
    questions = usable.select_related("current").order_by("uses__sort_order", "pk")
    versions = [question.current for question in questions if question.current]
    if quiz.draw and quiz.draw < len(versions):
        drawn = set(random.SystemRandom().sample(range(len(versions)), quiz.draw))
        versions = [each for n, each in enumerate(versions) if n in drawn]
    if quiz.shuffle:
        random.SystemRandom().shuffle(versions)
    return versions


def save_answer(
    *, response: Response, values: Sequence[str], saves: int | None = None
) -> Response:
    """Keep an answer as it is given. An empty list takes the answer back.

    `saves` is the count the page was made with; an older page is refused with
    NewerAnswerKept unless it says the same as what is kept. Raises AnswerDoesNotFit
    for values of another question and AttemptIsOver after hand-in.
    """
    version = response.version
    answer = KINDS[version.kind].read(version.content, values)
    rows = Response.objects.filter(pk=response.pk, attempt__handed_in_at=None)
    if saves is not None:
        rows = rows.filter(saves=saves)
    saved = rows.update(answer=answer, saves=F("saves") + 1, saved_at=timezone.now())
    response.refresh_from_db(fields=["answer", "saves", "saved_at"])
    if not saved and response.answer != answer:
        _refuse(response)
    return response


def _refuse(response: Response) -> None:
    if Attempt.objects.open().filter(pk=response.attempt_id).exists():
        raise NewerAnswerKept
    raise AttemptIsOver


def flag(*, response: Response, flagged: bool) -> None:
    """Mark a question to come back to."""
    Response.objects.filter(pk=response.pk, attempt__handed_in_at=None).update(
        flagged=flagged
    )


@transaction.atomic
def mark_attempt(*, attempt: Attempt) -> tuple[Attempt, bool]:
    """Hand in and mark. Returns the attempt and whether this call did it.

    Safe to press twice: the guarded update lets one caller mark; the others
    get the marked attempt.
    """
    at = timezone.now()
    # Claimed first, so that an answer arriving now is either counted or refused.
    claimed = Attempt.objects.open().filter(pk=attempt.pk)
    won = claimed.update(handed_in_at=at, score=0)
    if won:
        score = _mark_responses(attempt)
        Attempt.objects.filter(pk=attempt.pk).update(score=score)
    attempt.refresh_from_db()
    return attempt, bool(won)


def _mark_responses(attempt: Attempt) -> Decimal:
    """Mark every response; the attempt's score in per cent."""
    responses = list(attempt.responses.select_related("version"))
    for response in responses:
        version = response.version
        response.mark = KINDS[version.kind].mark(version.content, response.answer)
    Response.objects.bulk_update(responses, ["mark"])
    total = sum((response.mark or Decimal(0) for response in responses), Decimal(0))
    return (100 * total / len(responses)).quantize(Decimal("0.01"))


def shows_explanations(attempt: Attempt) -> bool:
    """Whether the person may see right answers and reasons of this attempt now."""
    quiz = attempt.quiz
    if attempt.is_open or quiz.explanations == Quiz.Explanations.NEVER:
        return False
    if quiz.explanations == Quiz.Explanations.AFTER_HAND_IN:
        return True
    return attempt.passed or attempts_left(quiz, attempt.trainee) == 0
