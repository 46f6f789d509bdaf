"""Before and after the questions: what awaits, handing in, the result."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from certificates.models import Certificate
from learning.forms import HandInForm
from learning.outline import outline_of
from learning.readings import readings_for
from learning.services import LessonIsShut, hand_in_quiz, start_quiz
from learning.sitting import Sitting, sitting_of
from learning.views.answer import attempt_over
from quizzes.models import GRACE, Attempt, Section
from quizzes.services import shows_explanations
from quizzes.services.refusals import CannotStart
from quizzes.services.starting import outlook
from quizzes.sheets import review_of, sheet_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_quiz(request: SignedInRequest, course: str, lesson: str) -> HttpResponse:
    """What awaits, and the attempts so far. POST begins an attempt."""
    sitting = sitting_of(request.user, course, lesson)
    if sitting is None or sitting.enrolment.is_barred:
        return redirect("learning:lesson", course, lesson)
    if sitting.open_attempt:
        return redirect(_first_left(sitting, sitting.open_attempt))
    here = outline_of(sitting.enrolment).by_pk(sitting.lesson.pk)
    if here is None or here.is_shut:
        return redirect("learning:lesson", course, lesson)
    if request.method == "POST":
        return _start(sitting, is_done=here.is_done)
    asked = outlook(sitting.quiz)
    return render(
        request,
        "learning/take_quiz.html",
        {
            "sitting": sitting,
            "here": here,
            "questions": asked.questions,
            "parts": Section.objects.filter(quiz=sitting.quiz),
            "refusal": sitting.refusal or asked.refusal,
            "grace": GRACE.seconds,
        },
    )


def _start(sitting: Sitting, *, is_done: bool) -> HttpResponse:
    if sitting.passed and not is_done:
        # Passed where another lesson carries the same quiz: it counts here too.
        return _handed_in(sitting, sitting.passed)
    try:
        attempt = start_quiz(enrolment=sitting.enrolment, lesson=sitting.lesson)
    except (LessonIsShut, CannotStart):
        return redirect(sitting.address("take_quiz"))  # which says so
    return redirect(_first_left(sitting, attempt))


def _first_left(sitting: Sitting, attempt: Attempt) -> str:
    """The first question without an answer; with none left, the summary."""
    left = sheet_of(attempt).unanswered
    if not left:
        return sitting.address("hand_in")
    return sitting.question(left[0].position)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: SignedInRequest, course: str, lesson: str) -> HttpResponse:
    """What is answered and what is not. POST hands in, once however often pressed."""
    sitting = sitting_of(request.user, course, lesson)
    if sitting is None:
        return redirect("learning:lesson", course, lesson)
    if request.method == "POST":
        form = HandInForm(request.POST)
        number = form.cleaned_data["attempt"] if form.is_valid() else 0
        meant = sitting.numbered(number)
        if meant and form.cleaned_data["by"] == "clock" and _has_time(meant):
            return redirect(_first_left(sitting, meant))  # the page's clock went wrong
        if meant:
            return _handed_in(sitting, meant)
    if sitting.open_attempt is None:
        return attempt_over(request, sitting)
    context = {"sitting": sitting, "sheet": sheet_of(sitting.open_attempt)}
    if request.method == "POST":
        context["refused"] = True
        return render(request, "learning/hand_in.html", context, status=400)
    return render(request, "learning/hand_in.html", context)


def _has_time(attempt: Attempt) -> bool:
    if not attempt.is_open or attempt.deadline_at is None:
        return attempt.is_open
    return attempt.deadline_at > timezone.now()


def _handed_in(sitting: Sitting, attempt: Attempt) -> HttpResponse:
    try:
        hand_in_quiz(
            enrolment=sitting.enrolment, lesson=sitting.lesson, attempt=attempt
        )
    except LessonIsShut:
        place = (sitting.enrolment.course.slug, sitting.lesson.slug)
        return redirect("learning:lesson", *place)
    return redirect(sitting.address("quiz_result", attempt.number))


@never_cache
@require_safe
def quiz_result(
    request: SignedInRequest, course: str, lesson: str, number: int
) -> HttpResponse:
    """The verdict, what to look at again, and where to go from here."""
    sitting = sitting_of(request.user, course, lesson)
    if sitting is None:
        return redirect("learning:lesson", course, lesson)
    attempt = sitting.numbered(number)
    if attempt is None:
        raise Http404
    if attempt.is_open:
        return redirect(_first_left(sitting, attempt))
    outline = outline_of(sitting.enrolment)
    here = outline.by_pk(sitting.lesson.pk)
    valid = Certificate.objects.valid().filter(
        trainee=request.user, course=sitting.enrolment.course
    )
    sheet, explained = review_of(attempt), shows_explanations(attempt)
    return render(
        request,
        "learning/quiz_result.html",
        {
            "sitting": sitting,
            "attempt": attempt,
            "sheet": sheet,
            "explained": explained,
            "readings": readings_for(sheet, sitting.lesson) if explained else None,
            "here": here,
            "after": outline.after(here) if here else None,
            "certificate": valid.first() if sitting.enrolment.is_complete else None,
        },
    )
