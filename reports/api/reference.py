"""The documentation of the API as a page of the site, told from its own description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from accounts import patience, tokens
from reports.api.access import CALLS

Json = dict[str, Any]


@dataclass(frozen=True)
class Named:
    """A parameter of a call or a field of an answer."""

    name: str
    kind: str
    words: str
    example: str = ""
    of: str = ""  # the object it is, or is a list of


@dataclass(frozen=True)
class Call:
    name: str
    path: str
    summary: str
    words: str
    parameters: tuple[str, ...]
    answer: tuple[Named, ...]


@dataclass(frozen=True)
class Object:
    name: str
    fields: tuple[Named, ...]


class Reference(DocsBase):
    def render_page(
        self, request: HttpRequest, api: NinjaAPI, **kwargs: Any
    ) -> HttpResponse:
        schema = api.get_openapi_schema(path_params=kwargs)
        calls = [_call(path, ways["get"], schema) for path, ways in _paths(schema)]
        context = {
            "calls": calls,
            "parameters": _parameters(schema),
            "objects": _objects(schema, calls),
            "root": request.build_absolute_uri(api.get_root_path(kwargs)),
            "schema_url": self.get_openapi_url(api, kwargs),
            "most_calls": CALLS,
            "most_failures": patience.MOST,
            "minutes": patience.LASTS // 60,
            "months": tokens.MOST_MONTHS,
        }
        return render(request, "reports/api/reference.html", context)


def _paths(schema: Json) -> list[tuple[str, Json]]:
    return list(schema["paths"].items())


def _call(path: str, way: Json, schema: Json) -> Call:
    content = way["responses"][200]["content"]["application/json"]
    answer = _component(schema, content["schema"]["$ref"])
    return Call(
        name=path.rpartition("/")[2],
        path=path,
        summary=_(way["summary"]),
        words=_(way["description"]),
        parameters=tuple(each["name"] for each in way["parameters"]),
        answer=_fields(answer, schema),
    )


def _parameters(schema: Json) -> list[Named]:
    """Each once, as the first call that takes it tells it."""
    found: dict[str, Named] = {}
    for _path, ways in _paths(schema):
        for each in ways["get"]["parameters"]:
            told = {**each["schema"], "description": each.get("description", "")}
            found.setdefault(each["name"], _named(each["name"], told, schema))
    return list(found.values())


def _objects(schema: Json, calls: list[Call]) -> list[Object]:
    """What answers are made of, in the order in which they are met."""
    waiting = [field.of for call in calls for field in call.answer if field.of]
    met: dict[str, Object] = {}
    while waiting:
        name = waiting.pop(0)
        if name not in met:
            fields = _fields(schema["components"]["schemas"][name], schema)
            met[name] = Object(name, fields)
            waiting += [field.of for field in fields if field.of]
    return list(met.values())


def _component(schema: Json, reference: str) -> Json:
    found: Json = schema["components"]["schemas"][reference.rpartition("/")[2]]
    return found


def _fields(component: Json, schema: Json) -> tuple[Named, ...]:
    told = component["properties"].items()
    return tuple(_named(name, each, schema) for name, each in told)


def _named(name: str, told: Json, schema: Json) -> Named:
    kind, of = _kind(told, schema)
    words = told.get("description", "")
    example = str(told.get("example", told.get("default", "")))
    return Named(name, kind, _(words) if words else "", example, of)


def _kind(told: Json, schema: Json) -> tuple[str, str]:
    """What it is in a word, and the object that has a table of its own."""
    if "anyOf" in told:
        return _kind(next(e for e in told["anyOf"] if e.get("type") != "null"), schema)
    if "allOf" in told:
        return _kind(told["allOf"][0], schema)
    if "$ref" in told:
        there = _component(schema, told["$ref"])
        if "enum" in there:
            return ", ".join(there["enum"]), ""
        return _("object"), told["$ref"].rpartition("/")[2]
    if told.get("type") == "array":
        return _("list"), _kind(told["items"], schema)[1]
    return _plain_kind(told), ""


def _plain_kind(told: Json) -> str:
    if told.get("format") == "date":
        return _("day")
    kinds = {"boolean": _("true or false")}
    kinds |= dict.fromkeys(["integer", "number"], _("number"))
    return kinds.get(told["type"], _("text"))
