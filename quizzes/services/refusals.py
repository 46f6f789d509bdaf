"""What the verbs of this app refuse, one name each."""

from __future__ import annotations


class QuestionIsFaulty(Exception):
    """What the author wrote cannot be asked; `faults` says why."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class NoAttemptsLeft(Exception):
    """The trainee has used every attempt this quiz allows."""


class QuizHasNoQuestions(Exception):
    """There is nothing to answer."""


class AttemptIsOver(Exception):
    """The attempt was handed in, or its time is over; it takes no more answers."""


class AnswerIsSettled(Exception):
    """The right answer was shown since; the one given before it stands."""


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
