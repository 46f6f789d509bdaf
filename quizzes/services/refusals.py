"""What the verbs of this app refuse, one name each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from quizzes.services.drawing import Shortage


class QuestionIsFaulty(Exception):
    """What the author wrote cannot be asked; `faults` says why."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class CannotStart(Exception):
    """No attempt can be begun now. `name` tells templates why, `at` until when."""

    name: ClassVar[str]

    def __init__(self, at: datetime | None = None) -> None:
        super().__init__(at)
        self.at = at


class QuizIsDraft(CannotStart):
    """The trainers have not finished the quiz."""

    name = "draft"


class QuizIsNotOpen(CannotStart):
    """The quiz opens later."""

    name = "not_open"


class QuizIsClosed(CannotStart):
    """The quiz has closed for this person."""

    name = "closed"


class WaitBeforeNextAttempt(CannotStart):
    """So soon after the last attempt none may begin."""

    name = "wait"


class NoAttemptsLeft(CannotStart):
    """The trainee has used every attempt this quiz allows them."""

    name = "no_attempts"


class QuizHasNoQuestions(CannotStart):
    """There is nothing to answer."""

    name = "no_questions"


class DrawCannotBeFilled(QuizHasNoQuestions):
    """The bank no longer has what the quiz draws from it; `shortage` says what."""

    name = "short_draw"

    def __init__(self, shortage: Shortage) -> None:
        super().__init__()
        self.shortage = shortage


class AttemptIsOver(Exception):
    """The attempt was handed in, or its time is over; it takes no more answers."""


class AnswerIsSettled(Exception):
    """The right answer was shown since; the one given before it stands."""


class NothingToSettle(Exception):
    """There is no answer that could be checked by itself."""


class NewerAnswerKept(Exception):
    """The answer comes from a page older than the answer already saved."""


class QuestionHasChanged(Exception):
    """The question was written anew since the correction was looked at."""


class NothingToRegrade(Exception):
    """No version of the question was named whose answers are to be corrected."""


class MarkersOwnAnswer(Exception):
    """Nobody marks what they wrote themselves."""


class NothingToMark(Exception):
    """The answer is not handed in yet, or no person marks its kind."""


class AlreadyMarked(Exception):
    """Another mark was given meanwhile; the page was made before it."""


class NotYetMarked(Exception):
    """There is no mark yet to be changed or decided on."""


class WouldTakeAPass(Exception):
    """A change may not take back a pass that was announced."""


class FileRefused(Exception):
    """A file cannot be kept with an answer."""


class NoFileAsked(FileRefused):
    """The question takes no file."""


class FileIsEmpty(FileRefused):
    """There is nothing in it."""


class FileIsTooLarge(FileRefused):
    """It is larger than is taken."""


class FileIsUnknown(FileRefused):
    """It is no document or picture of the kinds taken, or is called another."""
