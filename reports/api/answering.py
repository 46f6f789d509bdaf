"""How calls are answered: in which language, kept by nobody, refusals as JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, Throttled, ValidationError
from ninja.renderers import JSONRenderer

from reports.api.access import write_down

View = Callable[..., HttpResponse]
NOT_ALLOWED = 405
AS_WRITTEN = {"ensure_ascii": False}


class Letters(JSONRenderer):
    """Vietnamese as it is written, half as long as in escapes."""

    json_dumps_params = AS_WRITTEN


def wrapped(view: View, name: str | None) -> View:
    """The documentation is a page like others; who reads it may have no account."""
    return login_not_required(view) if name == "openapi-view" else answering(view)


def answering(view: View) -> View:
    """A view of the API: without session, in the language asked for."""

    @login_not_required  # it has its own door: the key
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            response = view(request, *args, **kwargs)
            if response.status_code == NOT_ALLOWED:
                response = refused(NOT_ALLOWED, _("Only GET is answered here."))
                response.headers["Allow"] = "GET"
        write_down(request, response.status_code)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Authorization", "Accept-Language"])
        return response

    return answer


def language_of(request: HttpRequest) -> str:
    """The first language of the header that is ours; else Vietnamese."""
    ours = dict(settings.LANGUAGES)
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    known = (code.partition("-")[0] for code, _weight in asked)
    return next((code for code in known if code in ours), settings.LANGUAGE_CODE)


def refused(status: int, message: str, *parameters: str) -> HttpResponse:
    told = {"message": message, "parameters": parameters}
    return JsonResponse(told, status=status, json_dumps_params=AS_WRITTEN)


def refuse_in_words(api: NinjaAPI) -> None:
    """What the library raises, as sentences."""

    @api.exception_handler(AuthenticationError)
    def no_key(request: HttpRequest, error: Exception) -> HttpResponse:
        words = _(
            "No valid access key. Send it in the header “Authorization: Bearer …”; it may have run out or been revoked."
        )
        response = refused(401, words)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(Http404)
    def nothing(request: HttpRequest, error: Exception) -> HttpResponse:
        words = _(
            "There is nothing here for the owner of this key. Check the address, the unit, the course, the period and the day."
        )
        return refused(404, words)

    @api.exception_handler(ValidationError)
    def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = sorted({str(fault["loc"][-1]) for fault in error.errors})
        words = _("Not understood: %(parameters)s.") % {"parameters": ", ".join(wrong)}
        return refused(422, words, *wrong)

    @api.exception_handler(Throttled)
    def too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
        seconds = ceil(error.wait or 1)
        words = _("Too many calls. Wait %(seconds)s seconds.") % {"seconds": seconds}
        response = refused(429, words)
        response.headers["Retry-After"] = str(seconds)
        return response
