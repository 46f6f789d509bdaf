"""Answering an open attempt, question by question; for a form and for a script."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from learning.forms import AnswerForm
from learning.sitting import Sitting, open_question, sitting_of
from quizzes.asked import Asked
from quizzes.kinds import AnswerDoesNotFit
from quizzes.models import Attempt, Response
from quizzes.services import AttemptIsOver, NewerAnswerKept
from quizzes.services.refusals import AnswerIsSettled, NothingToSettle
from quizzes.sheets import sheet_of

REFUSALS = (AnswerDoesNotFit, AnswerIsSettled, NewerAnswerKept, NothingToSettle)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, course: str, lesson: str, n: int) -> HttpResponse:
    """One question. POST keeps the answer and goes where its button says."""
    if request.method == "POST" and _by_script(request):
        kept = _kept_at_once(request, course, lesson, n)
        if kept:
            return kept
    sitting = sitting_of(request.user, course, lesson)
    if sitting is None and _by_script(request):
        raise Http404
    if sitting is None:
        return redirect("learning:lesson", course, lesson)
    if request.method == "POST":
        return _post(request, sitting, n)
    if sitting.open_attempt is None:
        return attempt_over(request, sitting)
    if sitting.has_one_page and n > 1:
        return redirect(sitting.question(n))
    return _question(request, sitting, sitting.open_attempt, n)


def _kept_at_once(
    request: SignedInRequest, course: str, lesson: str, n: int
) -> HttpResponse | None:
    """What a script sends is nearly always kept, and then little has to be looked at.

    None when there is more to say: whatever is sent may be tried again from the start.
    """
    response = open_question(request.user, course, lesson, n)
    form = AnswerForm(request.POST, position=n)
    if response is None or response.attempt.is_overdue or not form.is_valid():
        return None
    if form.cleaned_data["attempt"] != response.attempt.number:
        return None
    try:
        if form.is_news_for(response):
            form.keep(response)
    except (AttemptIsOver, *REFUSALS):
        return None
    return JsonResponse(_kept(response))


def _question(
    request: SignedInRequest,
    sitting: Sitting,
    attempt: Attempt,
    n: int,
    *,
    refused: bool = False,
) -> HttpResponse:
    sheet = sheet_of(attempt)
    asked = sheet.at(n)
    if asked is None:
        raise Http404
    context = {"sitting": sitting, "sheet": sheet, "asked": asked, "refused": refused}
    status = 400 if refused else 200
    return render(request, "learning/answer.html", context, status=status)


def _post(request: SignedInRequest, sitting: Sitting, n: int) -> HttpResponse:
    attempt = sitting.open_attempt
    forms = {
        position: AnswerForm(request.POST, position=position)
        for position in _positions(request, sitting, n)
    }
    is_whole = all(form.is_valid() for form in forms.values())
    meant = sitting.numbered(_attempt_of(forms.values())) if is_whole else None
    if attempt is None or (meant and not meant.is_open):
        return attempt_over(request, sitting, meant)
    rows = Response.objects.filter(attempt=attempt, position__in=[n, *forms])
    responses = {row.position: row for row in rows.select_related("version")}
    if n not in responses:
        raise Http404
    if not is_whole or meant is None or len(responses) > len(forms):
        return _refused(request, sitting, attempt, n)
    for response in responses.values():
        response.attempt = attempt
    return _keep(
        request, sitting, n, [(forms[p], each) for p, each in responses.items()]
    )


def _attempt_of(forms: Iterable[AnswerForm]) -> int:
    """Which attempt a page was made for; 0 when its questions disagree."""
    numbers = {form.cleaned_data["attempt"] for form in forms}
    return numbers.pop() if len(numbers) == 1 else 0


def _positions(request: SignedInRequest, sitting: Sitting, n: int) -> list[int]:
    """The questions a page sends: one, or all where they stand on one page."""
    if not sitting.has_one_page or _by_script(request):
        return [n]
    sent = (re.fullmatch(r"q([1-9]\d{0,3})-attempt", name) for name in request.POST)
    return sorted(int(each[1]) for each in sent if each) or [n]


def _keep(
    request: SignedInRequest,
    sitting: Sitting,
    n: int,
    sent: list[tuple[AnswerForm, Response]],
) -> HttpResponse:
    """Keep what can be kept; then say what could not, the first thing first."""
    refusals = []
    for form, response in sent:
        try:
            if form.is_news_for(response):
                form.keep(response)
        except AttemptIsOver:
            return attempt_over(request, sitting, response.attempt)
        except REFUSALS as refusal:
            refusals.append((refusal, response))
    if refusals:
        return _not_kept(request, sitting, *refusals[0])
    if _by_script(request):
        return JsonResponse(_kept(sent[0][1]))
    acted = (each.position for form, each in sent if form.cleaned_data["do"])
    return redirect(_goal(request, sitting, next(acted, n)))


def _not_kept(
    request: SignedInRequest, sitting: Sitting, refusal: Exception, response: Response
) -> HttpResponse:
    if isinstance(refusal, AnswerDoesNotFit):
        return _refused(request, sitting, response.attempt, response.position)
    if _by_script(request):
        return JsonResponse(_kept(response), status=409)
    messages.warning(request, _words_for(refusal, response))
    return redirect(sitting.question(response.position))


def _words_for(refusal: Exception, response: Response) -> str:
    if response.settled_at:
        return _("This answer was checked in another window. It stands.")
    if isinstance(refusal, NothingToSettle):
        return _("Give an answer first, then check it.")
    return _(
        "A newer answer to this question was saved from another window. It is"
        " kept and shown here; choose again if you want another."
    )


def _goal(request: SignedInRequest, sitting: Sitting, n: int) -> str:
    """Where the button leads; buttons that stay on the page name no goal."""
    goal = request.POST.get("go", "")
    if goal == "hand_in":
        return sitting.address("hand_in")
    is_position = goal.isascii() and goal.isdigit()
    return sitting.question(int(goal) if is_position else n)


def _refused(
    request: SignedInRequest, sitting: Sitting, attempt: Attempt, n: int
) -> HttpResponse:
    if _by_script(request):
        words = _("What was sent does not belong to this attempt and was not saved.")
        return JsonResponse({"error": words}, status=400)
    return _question(request, sitting, attempt, n, refused=True)


def _kept(response: Response) -> dict[str, object]:
    at = response.saved_at
    time = date_format(timezone.localtime(at), "TIME_FORMAT") if at else ""
    return {
        "answer": response.answer or [],
        "saves": response.saves,
        "saved_at": time,
        "flagged": response.flagged,
        "remark": Asked(response).remark,
    }


def attempt_over(
    request: SignedInRequest, sitting: Sitting, attempt: Attempt | None = None
) -> HttpResponse:
    """Nothing to answer any more: on to the result, or to where quizzes begin."""
    attempt = attempt or next(iter(sitting.past), None)
    if attempt is None:
        url = sitting.address("take_quiz")
    else:
        url = sitting.address("quiz_result", attempt.number)
    words = _("This attempt was handed in. Its answers can no longer be changed.")
    if _by_script(request):
        return JsonResponse({"error": words, "url": url}, status=410)
    if attempt:
        messages.info(request, words)
    return redirect(url)


def _by_script(request: SignedInRequest) -> bool:
    preferred = request.get_preferred_type(["text/html", "application/json"])
    return preferred == "application/json"
