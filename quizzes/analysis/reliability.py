"""How far the scores of a quiz can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from quizzes.analysis.figures import Scores
from quizzes.analysis.moments import NO_SPREAD, Moments

GOOD, FAIR = 0.75, 0.64  # MoodleDocs, "Quiz report statistics"
LONGER = 4


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha; for marks of 0 and 1 that is KR-20.

    When people were asked different questions (a draw, or questions that changed),
    alpha is not defined. Then it is the share of the variance between people in
    one-way analysis of variance with the questions nested in people,
    (MS between − MS within) / MS between: Brennan, Generalizability Theory (2001).
    The difficulty of one's draw then rightly counts as error.
    """

    attempts: int
    questions: float
    coefficient: float
    deviation: float  # of scores from 0 to 1
    same_questions: bool

    @property
    def level(self) -> str:
        if self.coefficient >= GOOD:
            return "good"
        return "fair" if self.coefficient >= FAIR else "poor"

    @property
    def error(self) -> float:
        """Standard error of measurement, on the scale of 0 to 10."""
        return 10 * self.deviation * sqrt(1 - max(0.0, self.coefficient))

    @property
    def questions_needed(self) -> int | None:
        """Spearman and Brown: as many questions like these would be GOOD.

        None when so many that better questions are the only way.
        """
        found = self.coefficient
        if not 0 < found < GOOD:
            return None
        times = GOOD * (1 - found) / (found * (1 - GOOD))
        return ceil(self.questions * times) if times <= LONGER else None


def reliability(scores: Scores, questions: Sequence[Moments]) -> Reliability | None:
    """None with fewer than two attempts or questions, or when all score the same."""
    n = scores.attempts
    if n < 2 or scores.fewest < 2:
        return None
    deviation = scores.share_share / n - (scores.shares / n) ** 2
    if deviation <= NO_SPREAD:
        return None
    same = scores.fewest == scores.most == len(questions)
    find = _alpha if same else _nested
    return Reliability(
        attempts=n,
        questions=scores.marks / n,
        coefficient=find(scores, questions),
        deviation=sqrt(deviation * n / (n - 1)),
        same_questions=same,
    )


def _alpha(scores: Scores, questions: Sequence[Moments]) -> float:
    k, n = len(questions), scores.attempts
    of_scores = scores.total_total / n - (scores.total / n) ** 2
    of_questions = sum(question.variance for question in questions)
    return k / (k - 1) * (1 - of_questions / of_scores)


def _nested(scores: Scores, _questions: Sequence[Moments]) -> float:
    n, marks = scores.attempts, scores.marks
    between = (scores.total_share - scores.total**2 / marks) / (n - 1)
    within = (scores.squares - scores.total_share) / (marks - n)
    return 1 - within / between if between > NO_SPREAD else 0.0
