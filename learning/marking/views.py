"""The marking queue in the admin."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.admin_page import admin_page
from accounts.http import SignedInRequest
from learning.marking.forms import MarkForm
from learning.marking.listing import AnswerFilters, listed
from learning.marking.reading import Act, Reading, first_waiting, reading_of
from quizzes.file_types import content_type
from quizzes.models import Marking, Quiz
from quizzes.services.essays import Outcome
from quizzes.services.refusals import AlreadyMarked, NotYetMarked, WouldTakeAPass
from quizzes.waiting import answers_for, code_of, marks, quizzes_to_mark

TITLE = gettext_lazy("Marking")
PER_PAGE = 50


@never_cache
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """Quizzes with answers to mark, the one that waits longest first."""
    _must_mark(request)
    lines = quizzes_to_mark(request.user)
    context = {"lines": lines, "mine": sum(line.mine for line in lines)}
    return admin_page(request, "marking/queue.html", TITLE, context)


@never_cache
@require_safe
def answers(request: SignedInRequest, quiz: int) -> HttpResponse:
    """The answers to one quiz, the oldest first, or without names in any order."""
    _must_mark(request)
    about = Quiz.objects.filter(pk=quiz).first()
    if about is None:
        raise Http404
    found = answers_for(request.user).filter(attempt__quiz=about)
    filters = AnswerFilters(request.GET, answers=found)
    page = Paginator(
        listed(filters.narrowed(request.user), quiz=about, user=request.user), PER_PAGE
    ).get_page(request.GET.get("p"))
    rows = [Reading(response, request.user) for response in page]
    for row in rows:
        row.response.attempt.quiz = about
    context = {"quiz": about, "filters": filters, "page": page, "rows": rows}
    return admin_page(
        request, "marking/answers.html", about.title, context, crumbs=[_top()]
    )


@never_cache
@require_safe
def next_answer(request: SignedInRequest, quiz: int) -> HttpResponse:
    """The first answer of a quiz that waits for this person."""
    _must_mark(request)
    first = first_waiting(request.user, quiz)
    if first is None:
        return redirect("marking:queue")
    return redirect("marking:answer", first)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """One answer. POST keeps what the marker gave and goes on to the next."""
    reading = _reading_or_404(request, pk)
    if request.method != "POST" or reading.act is Act.READ:
        return _sheet(request, reading, MarkForm(reading=reading))
    form = MarkForm(request.POST, reading=reading)
    if not form.is_valid():
        return _sheet(request, reading, form)
    try:
        outcome = form.save()
    except (AlreadyMarked, NotYetMarked):
        return _overtaken(request, pk)
    except WouldTakeAPass:
        form.add_error(
            None,
            _(
                "This would take back a pass that was announced. A result is not lowered below the pass mark; a certificate given in error is revoked by the training office."
            ),
        )
        return _sheet(request, reading, form)
    _say(request, outcome)
    return redirect(_onward(request, reading, outcome))


def _overtaken(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page was older than the marks. What was filled in is shown beside them."""
    reading = _reading_or_404(request, pk)
    form = MarkForm(request.POST, reading=reading)
    form.is_valid()
    form.add_error(
        None,
        _(
            "Meanwhile this answer got another mark. Yours is filled in below and not saved yet."
        ),
    )
    return _sheet(request, reading, form)


def _sheet(request: SignedInRequest, reading: Reading, form: MarkForm) -> HttpResponse:
    quiz = reading.quiz
    context = {"reading": reading, "form": form, "quiz": quiz}
    crumbs = [_top(), (reverse("marking:answers", args=[quiz.pk]), quiz.title)]
    status = 422 if form.is_bound else 200
    return admin_page(
        request,
        "marking/answer.html",
        reading.heading,
        context,
        crumbs=crumbs,
        status=status,
    )


def _say(request: SignedInRequest, outcome: Outcome) -> None:
    """What became of the mark."""
    marking = outcome.marking
    mark = number_format(marking.mark * 10, 1)
    if outcome.counts and marking.part == Marking.Part.MEAN:
        words = _("Saved. The two marks are close: their mean, %(mark)s, counts.")
    elif outcome.counts:
        words = _("Saved: %(mark)s of 10.")
    elif outcome.attempt.quiz.needs_second_marker:
        words = _("Saved: %(mark)s of 10. It counts once two markers agree.")
    else:
        words = _(
            "Somebody else marked this answer meanwhile, and their mark counts. Yours, %(mark)s, is kept beside it."
        )
    level = messages.SUCCESS if outcome.counts else messages.WARNING
    messages.add_message(request, level, words % {"mark": mark})


def _onward(request: SignedInRequest, reading: Reading, outcome: Outcome) -> str:
    again = reading_of(request.user, reading.response.pk)
    if again and again.act is Act.DECIDE and reading.act is Act.MARK:
        return reverse("marking:answer", args=[reading.response.pk])
    if request.POST.get("go") != "next":
        return reverse("marking:answers", args=[reading.quiz.pk])
    after = again.after if again else None
    if after is None:
        messages.info(request, _("Nothing of this quiz waits for you any more."))
        return reverse("marking:queue")
    return reverse("marking:answer", args=[after])


@never_cache
@require_safe
def file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file of an answer, under a name that tells nobody's."""
    reading = _reading_or_404(request, pk)
    if reading.file is None:
        raise Http404
    name = reading.file.name
    if reading.quiz.is_blind:
        ending = name.rpartition(".")[2]
        name = f"bai-{code_of(pk).lower()}.{ending}"
    return FileResponse(
        reading.file.file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type=content_type(name),
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _must_mark(request: SignedInRequest) -> None:
    if not marks(request.user):
        raise PermissionDenied


def _reading_or_404(request: SignedInRequest, pk: int) -> Reading:
    _must_mark(request)
    reading = reading_of(request.user, pk)
    if reading is None:
        raise Http404
    return reading


def _top() -> tuple[str, str]:
    return reverse("marking:queue"), str(TITLE)
