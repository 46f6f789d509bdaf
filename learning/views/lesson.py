from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from courses.models import LessonPage
from courses.rendering import lesson_html
from learning.models import Enrolment
from learning.outline import Outline, OutlineLesson, outline_of
from learning.permissions import course_or_404, lesson_or_404, own_enrolment
from learning.services import LessonHasAQuiz, LessonIsShut, note_place, read_lesson
from learning.standing import quiz_card


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: SignedInRequest, course: str, lesson: str) -> HttpResponse:
    """The player. POST says "done" and goes on to the next lesson.

    Four queries at most, whatever the size of the course: person, enrolment,
    outline, and the quiz or the place.
    """
    enrolment = own_enrolment(request.user, course)
    if enrolment is None:
        return _ask_to_enrol(request, course, lesson)
    if enrolment.is_barred:
        return redirect("learning:course", course)  # which says what comes first
    outline = outline_of(enrolment)
    here = outline.by_slug(lesson)
    if here is None:
        return _gone(request, enrolment, lesson)
    if here.is_shut:
        return _shut(request, enrolment, outline)
    if request.method == "POST":
        return _done(request, enrolment, outline, here)
    note_place(enrolment=enrolment, lesson=here)
    return render(
        request,
        "learning/lesson.html",
        {
            "enrolment": enrolment,
            "course": enrolment.course,
            "outline": outline,
            "here": here,
            "before": outline.before(here),
            "after": outline.after(here),
            "html": lesson_html(here.pk, revision=here.revision),
            "standing": quiz_card(here.quiz_id, enrolment) if here.quiz_id else None,
        },
    )


def _ask_to_enrol(request: SignedInRequest, course: str, lesson: str) -> HttpResponse:
    lesson_or_404(course_or_404(course), lesson)
    messages.info(request, _("Enrol on the course to read its lessons."))
    return redirect("learning:course", course)


def _gone(request: SignedInRequest, enrolment: Enrolment, slug: str) -> HttpResponse:
    """A lesson that was withdrawn or moved: say so to those who knew it."""
    path = enrolment.course.path
    known = LessonPage.objects.filter(slug=slug).exclude(first_published_at=None)
    finished = enrolment.completions.filter(lesson__slug=slug)
    if not (finished.exists() or known.filter(path__startswith=path).exists()):
        raise Http404
    messages.info(
        request,
        _("This lesson is no longer part of the course. What was done stays done."),
    )
    return redirect("learning:course", enrolment.course.slug)


def _shut(
    request: SignedInRequest, enrolment: Enrolment, outline: Outline
) -> HttpResponse:
    first = outline.first_left
    messages.warning(
        request,
        _("That lesson opens when lesson %(number)s, “%(title)s”, is finished.")
        % {"number": first.number if first else "", "title": first and first.title},
    )
    return redirect("learning:course", enrolment.course.slug)


def _done(
    request: SignedInRequest,
    enrolment: Enrolment,
    outline: Outline,
    here: OutlineLesson,
) -> HttpResponse:
    course = enrolment.course.slug
    try:
        read_lesson(enrolment=enrolment, lesson=LessonPage.objects.get(pk=here.pk))
    except LessonIsShut:  # a lesson was put before this one a moment ago
        return _shut(request, enrolment, outline_of(enrolment))
    except LessonHasAQuiz:
        messages.info(request, _("This lesson is finished by passing its quiz."))
        return redirect("learning:lesson", course, here.slug)
    after = outline.after(here)
    if after is None:
        return redirect("learning:course", course)
    return redirect("learning:lesson", course, after.slug)
