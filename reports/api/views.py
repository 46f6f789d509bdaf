"""The calls. Each answers with what the page of the same name shows."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Schema
from ninja.errors import ValidationError

from departments.permissions import is_training_office
from reports.api import parameters, schemas
from reports.api.access import CallRequest
from reports.forecast import forecast_of
from reports.permissions import scope_or_404
from reports.province.plans import plan_rows
from reports.queries.courses import course_rows
from reports.queries.people import list_people
from reports.queries.person_rows import person_rows
from reports.queries.trend import trend as trend_of
from reports.queries.units import Counts, unit_rows
from reports.scope import Scope
from reports.summary.keeping import is_kept
from vietnamese.dates import training_year

REFUSALS = {401: schemas.Fault, 404: schemas.Fault}
REFUSALS |= {422: schemas.Fault, 429: schemas.Fault}

router = Router()


def _call(path: str, answer: type[Schema], summary: str, words: str) -> Any:
    return router.get(
        path,
        response={200: answer, **REFUSALS},
        operation_id=path.strip("/"),
        summary=summary,
        description=words,
    )


@_call(
    "/figures",
    schemas.Figures,
    _("The figures at the top of a report"),
    _("People by how they stand, and enrolments done and due."),
)
def figures(request: CallRequest, asked: Query[parameters.Asked]) -> dict[str, Any]:
    scope = _scope(request, asked)
    kept = is_kept(scope)
    rows = unit_rows(scope, kept=kept)
    total = sum((row.counts for row in rows), Counts())
    work = trend_of(scope, kept=kept)
    ahead = forecast_of(work, today=scope.today)
    return {"about": scope, "total": total, "work": work, "forecast": ahead}


@_call(
    "/units",
    schemas.Units,
    _("By unit"),
    _(
        "The unit and those one level below it, comparable. Ask with the number of one of them to go deeper."
    ),
)
def units(request: CallRequest, asked: Query[parameters.Asked]) -> dict[str, Any]:
    scope = _scope(request, asked)
    return {"about": scope, "units": unit_rows(scope)}


@_call(
    "/courses",
    schemas.Courses,
    _("By course"),
    _("Enrolments of each course and how they stand."),
)
def courses(request: CallRequest, asked: Query[parameters.Asked]) -> dict[str, Any]:
    scope = _scope(request, asked)
    return {"about": scope, "courses": course_rows(scope)}


@_call(
    "/trend",
    schemas.Trend,
    _("Week by week"),
    _("How completions came in over the period, beside what fell due."),
)
def trend(request: CallRequest, asked: Query[parameters.Asked]) -> dict[str, Any]:
    scope = _scope(request, asked)
    course = trend_of(scope)
    return {"about": scope, "work": course, "weeks": course.weeks}


@_call(
    "/people",
    schemas.People,
    _("People by name"),
    _(
        "The people behind the figures, a page at a time. These are personal data: each call is written down with the key's owner."
    ),
)
def people(
    request: CallRequest, asked: Query[parameters.AskedPeople]
) -> dict[str, Any]:
    scope = _scope(request, asked)
    state = asked.state.value if asked.state else ""
    end = asked.offset + asked.limit
    everybody = list_people(scope, state=state)
    found, count = everybody[asked.offset : end], len(everybody)
    return {
        "about": scope,
        "count": count,
        "next_offset": end if end < count else None,
        "people": person_rows(scope, found),
    }


@_call(
    "/plans",
    schemas.Plans,
    _("Plans against reality"),
    _("The plans of a year and what came of them; for the training office."),
)
def plans(request: CallRequest, asked: Query[parameters.AskedPlans]) -> dict[str, Any]:
    scope = _scope(request, asked)
    if not is_training_office(request.auth.owner):
        raise Http404
    if scope.period != training_year(scope.period.end):
        raise ValidationError([{"loc": ("query", "period")}])
    rows = plan_rows(scope.period.end.year, scope.today)
    return {"about": scope, "plans": rows}


@router.get("/{path:rest}", auth=None, throttle=[], include_in_schema=False)
def nothing(request: CallRequest, rest: str) -> None:
    """An address of the API that does not exist is answered like the others."""
    raise Http404


def _scope(request: CallRequest, asked: Schema) -> Scope:
    """What the key's owner may see now. A parameter nobody knows is refused: passed
    over, it would answer with the figures of more than was asked for."""
    fields = type(asked).model_fields.items()
    known = {field.alias or name for name, field in fields}
    if unknown := set(request.GET) - known:
        raise ValidationError([{"loc": ("query", key)} for key in unknown])
    return scope_or_404(request.auth.owner, request.GET)
