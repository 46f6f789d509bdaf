"""Marking again after a correction: looking first, then doing it round by round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from quizzes.models import (
    Attempt,
    Question,
    QuestionVersion,
    Regrade,
    RegradedAttempt,
    Response,
)
from quizzes.services.corrections import Standing, correct, fits, standing
from quizzes.services.refusals import NothingToRegrade, QuestionHasChanged
from quizzes.services.scoring import RESULT
from quizzes.standing import Result, result_among
from vietnamese.text import nfc

ROUND = 200  # attempts of one transaction


@dataclass(frozen=True)
class Change:
    """What a correction does to one attempt; `stands` is False where it is kept off."""

    attempt: Attempt
    response: Response
    before: Standing
    after: Standing
    stands: bool

    @property
    def passes_now(self) -> bool:
        return self.stands and self.after.passed and not self.before.passed

    @property
    def mark_before(self) -> Decimal | None:
        return self.attempt.mark_for(self.before.score)

    @property
    def mark_after(self) -> Decimal | None:
        return self.attempt.mark_for(self.after.score)


@dataclass(frozen=True)
class Preview:
    asked: int  # attempts handed in that were asked this
    changes: list[Change] = field(default_factory=list)
    kept: int = 0  # would have become worse
    unfit: int = 0  # answered options that the corrected question no longer has

    @cached_property
    def results(self) -> list[tuple[Result, Result]]:
        """What the quiz comes to before and after, person by person. One query."""
        changed = {each.attempt.pk: each.attempt for each in self.changes}
        whose = {(each.quiz_id, each.trainee_id) for each in changed.values()}
        mine = Attempt.objects.select_related("quiz").filter(
            quiz__in={quiz for quiz, _trainee in whose},
            trainee__in={trainee for _quiz, trainee in whose},
        )
        by_person: dict[tuple[int, int], list[Attempt]] = {key: [] for key in whose}
        for attempt in mine:
            if (attempt.quiz_id, attempt.trainee_id) in whose:
                by_person[attempt.quiz_id, attempt.trainee_id].append(attempt)
        return [
            (
                result_among(before[0].quiz, before),
                result_among(before[0].quiz, [changed.get(a.pk, a) for a in before]),
            )
            for before in by_person.values()
        ]

    @property
    def newly_passed(self) -> int:
        """People who pass by this what they had not passed."""
        return sum(after.passed > before.passed for before, after in self.results)

    @property
    def lost(self) -> int:
        """People whose pass would go; what they finished by it stays all the same."""
        return sum(after.passed < before.passed for before, after in self.results)


def versions_asked(question: Question) -> list[QuestionVersion]:
    """Versions that attempts handed in were asked, newest first, with `attempts`."""
    handed_in = Q(responses__attempt__handed_in_at__isnull=False)
    counted = question.versions.annotate(attempts=Count("responses", filter=handed_in))
    return list(counted.exclude(attempts=0).order_by("-number"))


def preview_regrade(*, regrade: Regrade, asked: Sequence[QuestionVersion]) -> Preview:
    """What the correction, not yet saved, would do. Writes nothing."""
    responses = _responses(asked).select_related("version", "marked_with")
    found = list(responses.order_by("attempt_id"))
    unfit = 0
    if regrade.version:
        fitting = [each for each in found if fits(each, regrade.version)]
        unfit, found = len(found) - len(fitting), fitting
    changes = list(_changes(regrade, found))
    return Preview(
        asked=len(found) + unfit,
        changes=[each for each in changes if each.stands],
        kept=sum(not each.stands for each in changes),
        unfit=unfit,
    )


@transaction.atomic
def begin_regrade(
    *, regrade: Regrade, asked: Sequence[QuestionVersion], by: User
) -> tuple[Regrade, bool]:
    """Write a correction down; whether this call did. The same key is the same one.

    From here on attempts handed in are marked by it. Raises QuestionHasChanged when
    its version is no longer the newest, NothingToRegrade without versions asked.
    """
    wrong = [each for each in asked if each.question_id != regrade.question_id]
    if not asked or wrong:
        raise NothingToRegrade
    question = Question.objects.select_for_update().get(pk=regrade.question_id)
    if regrade.version_id not in (None, question.current_id):
        raise QuestionHasChanged
    row, is_new = Regrade.objects.get_or_create(
        key=regrade.key,
        defaults={
            "question": question,
            "version": regrade.version,
            "leaves_out": regrade.leaves_out,
            "gives_all": regrade.gives_all,
            "reason": nfc(regrade.reason).strip(),
            "made_by": by,
        },
    )
    if is_new:
        row.asked.set(asked)
    return row, is_new


def waiting_for(regrade: Regrade) -> list[int]:
    """Attempts the correction may concern and has not changed yet, by number."""
    asked = list(regrade.asked.all())
    left = _responses(asked).exclude(regrades__regrade=regrade)
    attempts = left.order_by("attempt_id").values_list("attempt_id", flat=True)
    return list(attempts.distinct())


@transaction.atomic
def regrade_attempts(*, regrade: Regrade, attempts: list[int]) -> list[RegradedAttempt]:
    """Correct these attempts; the rows of those that changed. Safe to run again."""
    # Held, so that no marker and no other round works on them meanwhile.
    held = Attempt.objects.select_for_update(no_key=True).filter(pk__in=attempts)
    list(held.order_by("pk").values_list("pk"))
    left = _responses(list(regrade.asked.all())).exclude(regrades__regrade=regrade)
    responses = left.filter(attempt__in=attempts).select_related(
        "version", "marked_with"
    )
    changes = [each for each in _changes(regrade, responses) if each.stands]
    Response.objects.bulk_update(
        [each.response for each in changes], ["mark", "points", "marked_with"]
    )
    Attempt.objects.bulk_update([each.attempt for each in changes], RESULT)
    return RegradedAttempt.objects.bulk_create(_row(regrade, each) for each in changes)


def finish_regrade(regrade: Regrade) -> bool:
    """Note that every attempt was looked at; whether this call did."""
    unfinished = Regrade.objects.filter(pk=regrade.pk, finished_at=None)
    return bool(unfinished.update(finished_at=timezone.now()))


def in_rounds(attempts: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(attempts), ROUND):
        yield list(attempts[start : start + ROUND])


def _responses(asked: Iterable[QuestionVersion]) -> QuerySet[Response]:
    handed_in = Response.objects.filter(attempt__handed_in_at__isnull=False)
    return handed_in.filter(version__in=list(asked))


def _changes(regrade: Regrade, responses: Iterable[Response]) -> Iterator[Change]:
    """Where the mark or its weight would be another. Two queries for each round."""
    corrected = {each.attempt_id: each for each in responses}
    for pks in in_rounds(sorted(corrected)):
        attempts = Attempt.objects.select_related("trainee", "quiz").in_bulk(pks)
        rows: dict[int, list[Response]] = {}
        # The answers themselves are not needed for a score, and long essays are long.
        lean = Response.objects.defer("answer", "option_order")
        for row in lean.filter(attempt__in=pks):
            own = corrected[row.attempt_id]
            rows.setdefault(row.attempt_id, []).append(own if row == own else row)
        for pk in pks:
            change = _change(regrade, attempts[pk], corrected[pk], rows[pk])
            if change:
                yield change


def _change(
    regrade: Regrade, attempt: Attempt, response: Response, rows: list[Response]
) -> Change | None:
    before = standing(attempt, response)
    stands = correct(regrade, attempt, response, rows)
    after = standing(attempt, response)
    if stands and after == before:
        return None
    return Change(attempt, response, before, after, stands)


def _row(regrade: Regrade, change: Change) -> RegradedAttempt:
    before, after = change.before, change.after
    return RegradedAttempt(
        regrade=regrade,
        attempt=change.attempt,
        response=change.response,
        mark_before=before.mark,
        mark_after=after.mark,
        points_before=before.points,
        points_after=after.points,
        score_before=before.score,
        score_after=after.score,
        passed_before=before.passed,
        passed_after=after.passed,
    )
