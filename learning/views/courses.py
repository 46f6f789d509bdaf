from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from certificates.models import Certificate
from courses.models import CoursePage
from learning.catalogue import shelves_for
from learning.models import Enrolment
from learning.outline import outline_of, outline_of_course
from learning.permissions import course_or_404
from learning.plans.prerequisites import missing_prerequisites
from learning.services import LessonsAreLeft, enrol, finish_course
from learning.today import Study


@require_safe
def catalogue(request: SignedInRequest) -> HttpResponse:
    return render(
        request,
        "learning/catalogue.html",
        {"shelves": shelves_for(request.user), "today": timezone.localdate()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def course(request: SignedInRequest, course: str) -> HttpResponse:
    """A course and how far this person is; POST enrols, or ends what is done.

    The writes come to the page's own address, so that a sign-in on the way
    leads back to a page that can be read.
    """
    page = course_or_404(course)
    enrolment = Enrolment.objects.current().of(request.user).filter(course=page).first()
    if request.method == "POST":
        return _finish(request, enrolment) if enrolment else _enrol(request, page)
    is_begun = enrolment is not None and enrolment.started_at is not None
    context: dict[str, Any] = {
        "course": page,
        "enrolment": enrolment,
        "marks_needed": _marks_needed(page),
        "needed": [] if is_begun else missing_prerequisites(request.user, page),
        "today": timezone.localdate(),
    }
    if enrolment is None:
        context["outline"] = outline_of_course(page)
    else:
        enrolment.course = page
        context |= _progress(enrolment)
    return render(request, "learning/course.html", context)


def _enrol(request: SignedInRequest, page: CoursePage) -> HttpResponse:
    if missing_prerequisites(request.user, page):
        return redirect("learning:course", page.slug)  # which says what comes first
    enrolment = enrol(trainee=request.user, course=page)
    first = outline_of(enrolment).first_left
    if first is None:
        return redirect("learning:course", page.slug)
    return redirect("learning:lesson", page.slug, first.slug)


def _finish(request: SignedInRequest, enrolment: Enrolment) -> HttpResponse:
    try:
        finish_course(enrolment=enrolment)
    except LessonsAreLeft:
        messages.info(request, _("The course still has lessons to finish."))
    return redirect("learning:course", enrolment.course.slug)


def _progress(enrolment: Enrolment) -> dict[str, Any]:
    outline = outline_of(enrolment)
    offered = {lesson.pk for lesson in outline.lessons}
    finished = enrolment.completions.select_related("lesson").order_by("completed_at")
    certificates = Certificate.objects.filter(
        trainee=enrolment.trainee_id, course=enrolment.course_id
    )
    return {
        "outline": outline,
        "next_lesson": Study(enrolment, outline).lesson,
        "withdrawn": [each for each in finished if each.lesson_id not in offered],
        "certificate": certificates.first() if enrolment.is_complete else None,
    }


def _marks_needed(page: CoursePage) -> list[tuple[int, Decimal]]:
    """How many quizzes of the course are passed with which mark."""
    quizzed = page.lessons().exclude(quiz=None)
    marks = Counter(quizzed.values_list("quiz__pass_mark", flat=True))
    return [(count, Decimal(percent) / 10) for percent, count in sorted(marks.items())]
