"""Marks that people give. Rows only: what a marker gave is never overwritten."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from accounts.models import User
from quizzes.kinds import KINDS
from quizzes.models import Attempt, Marking, Response
from quizzes.services.refusals import (
    AlreadyMarked,
    MarkersOwnAnswer,
    NothingToMark,
    NotYetMarked,
    WouldTakeAPass,
)
from quizzes.services.scoring import RESULT, set_score
from vietnamese.text import nfc

PART = Marking.Part
# Two marks at most this far apart, in parts of the points, count by their mean.
TOLERANCE = Decimal("0.1")
SMALLEST = Decimal("0.00001")


@dataclass(frozen=True)
class Given:
    """What a marker gives: a fraction, how it came about, and words to the trainee."""

    mark: Decimal
    levels: dict[str, str] = field(default_factory=dict)
    comment: str = ""


@dataclass(frozen=True)
class Outcome:
    attempt: Attempt
    marking: Marking  # what was given in this act, or what it led to
    counts: bool  # the answer's mark comes from this act
    had_score: bool  # before it


@transaction.atomic
def mark_answer(*, response: Response, marker: User, given: Given) -> Outcome:
    """Keep a marker's own marking; it counts at once, or with a second one.

    Pressing twice keeps one. An answer that somebody else finished meanwhile keeps
    its mark, and this marking stands beside it: no marker's work is lost. Raises
    MarkersOwnAnswer, NothingToMark, and AlreadyMarked when this marker has given
    something else before.
    """
    attempt = _held(response, marker)
    rows = list(Marking.objects.filter(response=response))
    first = [row for row in rows if row.part == PART.MARKING]
    mine = next((row for row in first if row.marker_id == marker.pk), None)
    if mine:
        return _again(attempt, mine, given)
    alone = not attempt.quiz.needs_second_marker
    is_open = not any(row.is_final for row in rows)
    # A mark given while two were needed waits for a decision, not for a third.
    counts = is_open and alone and not first
    marking = _add(response, marker, given, part=PART.MARKING, is_final=counts)
    if is_open and len(first) == 1 and not alone:
        marking, counts = _meet(response, first[0], marking)
    return _outcome(attempt, response, marking, counts=counts)


@transaction.atomic
def decide_mark(
    *, response: Response, by: User, given: Given, reason: str = ""
) -> Outcome:
    """Say which mark counts, where two are too far apart.

    Raises MarkersOwnAnswer, NothingToMark, NotYetMarked, AlreadyMarked.
    """
    attempt = _held(response, by)
    rows = Marking.objects.filter(response=response)
    final = rows.filter(is_final=True).first()
    if final and final.part == PART.DECISION and final.marker_id == by.pk:
        return _again(attempt, final, given)
    if final:
        raise AlreadyMarked
    if not rows.exists():
        raise NotYetMarked
    marking = _add(response, by, given, part=PART.DECISION, reason=reason)
    return _outcome(attempt, response, marking, counts=True)


@transaction.atomic
def change_mark(
    *, response: Response, by: User, given: Given, reason: str, seen: int
) -> Outcome:
    """Give a marked answer another mark, for a reason; the earlier one is kept.

    `seen` is the marking the page showed as the one that counts. Raises
    MarkersOwnAnswer, NothingToMark, NotYetMarked, AlreadyMarked when another counts
    by now, and WouldTakeAPass.
    """
    attempt = _held(response, by)
    final = Marking.objects.filter(response=response, is_final=True).first()
    if final is None:
        raise NotYetMarked
    if final.pk != seen and final.marker_id == by.pk and final.reason == reason:
        return _again(attempt, final, given)
    if final.pk != seen:
        raise AlreadyMarked
    had_passed = attempt.passed
    Marking.objects.filter(pk=final.pk).update(is_final=False)
    marking = _add(response, by, given, part=PART.CHANGE, reason=reason)
    outcome = _outcome(attempt, response, marking, counts=True)
    if had_passed and not attempt.passed:
        raise WouldTakeAPass
    return outcome


def _held(response: Response, marker: User) -> Attempt:
    """The attempt, kept from other markers until this transaction ends.

    Without it two who mark the last two answers at once would each see the other's
    as unmarked, and the attempt would stay without a score.
    """
    handed_in = Attempt.objects.handed_in().select_for_update(of=("self",))
    attempt = handed_in.select_related("quiz").filter(pk=response.attempt_id).first()
    if attempt is None or not KINDS[response.version.kind].needs_marker:
        raise NothingToMark
    if attempt.trainee_id == marker.pk:
        raise MarkersOwnAnswer
    return attempt


def _again(attempt: Attempt, kept: Marking, given: Given) -> Outcome:
    same = (kept.mark, kept.levels, kept.comment) == (
        given.mark,
        given.levels,
        nfc(given.comment).strip(),
    )
    if not same:
        raise AlreadyMarked
    return Outcome(attempt, kept, counts=False, had_score=attempt.is_marked)


def _add(
    response: Response,
    marker: User,
    given: Given,
    *,
    part: Marking.Part,
    reason: str = "",
    is_final: bool = True,
) -> Marking:
    return Marking.objects.create(
        response=response,
        marker=marker,
        part=part,
        levels=given.levels,
        mark=given.mark,
        comment=nfc(given.comment).strip(),
        reason=nfc(reason).strip(),
        is_final=is_final,
    )


def _meet(response: Response, one: Marking, two: Marking) -> tuple[Marking, bool]:
    """The mean of two marks that agree; else the second, and a decision is due."""
    if not agree(one, two):
        return two, False
    mean = ((one.mark + two.mark) / 2).quantize(SMALLEST, ROUND_HALF_UP)
    comments = dict.fromkeys(filter(None, [one.comment, two.comment]))
    given = Given(mark=mean, comment="\n\n".join(comments))
    return _add(response, two.marker, given, part=PART.MEAN), True


def agree(one: Marking, two: Marking) -> bool:
    return abs(one.mark - two.mark) <= TOLERANCE


def _outcome(
    attempt: Attempt, response: Response, marking: Marking, *, counts: bool
) -> Outcome:
    had_score = attempt.is_marked
    if counts:
        response.mark = marking.mark
        Response.objects.filter(pk=response.pk).update(mark=marking.mark)
        lean = Response.objects.defer("answer", "option_order")
        set_score(attempt, lean.filter(attempt=attempt))
        attempt.save(update_fields=RESULT)
    return Outcome(attempt, marking, counts=counts, had_score=had_score)
