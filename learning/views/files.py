"""The file of an answer: given out to its owner, taken until the attempt is over."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from learning.forms import AnswerForm
from learning.sitting import Sitting, sitting_of
from learning.views.answer import attempt_over
from quizzes.file_types import content_type
from quizzes.kinds import AnswerDoesNotFit
from quizzes.models import Response
from quizzes.services import AttemptIsOver, NewerAnswerKept
from quizzes.services.answer_files import keep_file, remove_file
from quizzes.services.refusals import (
    AnswerIsSettled,
    FileIsEmpty,
    FileIsTooLarge,
    FileRefused,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_file(
    request: SignedInRequest, course: str, lesson: str, number: int, n: int
) -> HttpResponseBase:
    """GET gives the file out. POST keeps another one or takes it back.

    The form of the question is posted whole, so what was written is kept too.
    """
    sitting = sitting_of(request.user, course, lesson)
    response = _response(sitting, number, n) if sitting else None
    if sitting is None or response is None:
        raise Http404
    if request.method == "POST":
        return _take(request, sitting, response)
    if not hasattr(response, "answer_file"):
        raise Http404
    kept = response.answer_file
    return FileResponse(
        kept.file.open("rb"),
        as_attachment=True,
        filename=kept.name,
        content_type=content_type(kept.name),
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _response(sitting: Sitting, number: int, n: int) -> Response | None:
    attempt = sitting.numbered(number)
    responses = Response.objects.filter(attempt=attempt, position=n)
    return responses.select_related("version", "answer_file").first()


def _take(
    request: SignedInRequest, sitting: Sitting, response: Response
) -> HttpResponse:
    attempt = sitting.numbered(response.attempt.number)
    form = AnswerForm(request.POST, position=response.position)
    try:
        if form.is_valid():
            with suppress(AnswerDoesNotFit, AnswerIsSettled, NewerAnswerKept):
                form.keep(response)
        _change(request, response)
    except AttemptIsOver:
        return attempt_over(request, sitting, attempt)
    except FileRefused as refusal:
        messages.error(request, _words(refusal))
    return redirect(sitting.address("answer", response.position))


def _change(request: SignedInRequest, response: Response) -> None:
    upload = request.FILES.get(f"q{response.position}-file")
    if request.POST.get("file") == "remove":
        remove_file(response=response)
        messages.success(request, _("The file was removed."))
    elif upload is None:
        messages.error(request, _("Choose a file first, then press “Send the file”."))
    else:
        kept = keep_file(response=response, upload=upload)
        messages.success(request, _("“%(name)s” is kept.") % {"name": kept.name})


def _words(refusal: FileRefused) -> str:
    """What happened, what was kept, what to do."""
    if isinstance(refusal, FileIsEmpty):
        return _("The file is empty and was not kept. Save it again and send it anew.")
    if isinstance(refusal, FileIsTooLarge):
        return _(
            "The file is larger than 10 MB and was not kept. Make its pictures"
            " smaller, or save it as PDF."
        )
    return _(
        "The file was not kept: only Word (docx), OpenDocument (odt), PDF, JPG and"
        " PNG are taken, without macros. Save it in one of these and send it anew."
    )
