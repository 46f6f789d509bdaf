"""Answering an open attempt, question by question; for a form and for a script."""

from __future__ import annotations

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
from learning.sitting import Sitting, sitting_of
from quizzes.kinds import AnswerDoesNotFit
from quizzes.models import Attempt, Response
from quizzes.services import AttemptIsOver, NewerAnswerKept
from quizzes.sheets import Asked, sheet_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, course: str, lesson: str, n: int) -> HttpResponse:
    """One question. POST keeps the answer and goes where its button says."""
    sitting = sitting_of(request.user, course, lesson)
    if sitting is None and _by_script(request):
        raise Http404
    if sitting is None:
        return redirect("learning:lesson", course, lesson)
    if request.method == "POST":
        return _post(request, sitting, n)
    if sitting.open_attempt is None:
        return attempt_over(request, sitting)
    return _question(request, sitting, sitting.open_attempt, n)


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
    form = AnswerForm(request.POST, position=n)
    is_whole = form.is_valid()
    meant = sitting.numbered(form.cleaned_data["attempt"]) if is_whole else attempt
    if attempt is None or (meant and not meant.is_open):
        return attempt_over(request, sitting, meant)
    responses = Response.objects.filter(attempt=attempt, position=n)
    response = responses.select_related("version").first()
    if response is None:
        raise Http404
    if not is_whole or meant is None:
        return _refused(request, sitting, attempt, n)
    return _keep(request, sitting, form, response)


def _keep(
    request: SignedInRequest, sitting: Sitting, form: AnswerForm, response: Response
) -> HttpResponse:
    try:
        form.keep(response)
    except AnswerDoesNotFit:
        return _refused(request, sitting, response.attempt, response.position)
    except NewerAnswerKept:
        return _newer_kept(request, sitting, response)
    except AttemptIsOver:
        return attempt_over(request, sitting, response.attempt)
    if _by_script(request):
        return JsonResponse(_kept(response))
    return redirect(_goal(request, sitting, response.position))


def _goal(request: SignedInRequest, sitting: Sitting, n: int) -> str:
    """Where the button leads; buttons that stay on the page name no goal."""
    goal = request.POST.get("go", "")
    if goal == "hand_in":
        return sitting.address("hand_in")
    is_position = goal.isascii() and goal.isdigit()
    return sitting.address("answer", int(goal) if is_position else n)


def _refused(
    request: SignedInRequest, sitting: Sitting, attempt: Attempt, n: int
) -> HttpResponse:
    if _by_script(request):
        words = _("What was sent does not belong to this attempt and was not saved.")
        return JsonResponse({"error": words}, status=400)
    return _question(request, sitting, attempt, n, refused=True)


def _newer_kept(
    request: SignedInRequest, sitting: Sitting, response: Response
) -> HttpResponse:
    if _by_script(request):
        return JsonResponse(_kept(response), status=409)
    messages.warning(
        request,
        _(
            "A newer answer to this question was saved from another window. It is"
            " kept and shown here; choose again if you want another."
        ),
    )
    return redirect(sitting.address("answer", response.position))


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
