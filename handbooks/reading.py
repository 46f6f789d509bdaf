"""How a handbook is laid out for its reader. Nothing here asks the database per step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from handbooks.blocks import PHASES
from handbooks.values import LEVELS, StepValue
from legal.models import LegalReference

RawStep = dict[str, Any]
BETWEEN = "<!-- next step -->"


@dataclass(frozen=True)
class Step:
    number: int
    value: StepValue
    how: SafeString
    block: Any


@dataclass(frozen=True)
class Phase:
    label: str
    steps: list[Step]


@dataclass(frozen=True)
class Use:
    """The steps of one procedure that something appears in."""

    procedure: Page
    numbers: list[int]


@dataclass(frozen=True)
class Rung:
    """One level, and what there is to do once it is chosen."""

    level: Any
    procedures: list[Use]


@dataclass(frozen=True)
class Chapter:
    page: Page
    entries: list[Page]


def chosen_level(asked: str) -> int | None:
    """The level in the address; anything else means all levels."""
    return next((level for level in LEVELS if str(level) == asked), None)


def numbered(stream: Iterable[Any]) -> list[Step]:
    """Steps keep their number whatever is left out: the text refers to it."""
    blocks = list(stream)
    return [
        Step(number, block.value, how, block)
        for number, (block, how) in enumerate(
            zip(blocks, _details(blocks), strict=True), start=1
        )
    ]


def _details(blocks: list[Any]) -> list[SafeString]:
    """The text of every step with its links looked up together."""
    sources = [block.value["detail"].source for block in blocks]
    html = expand_db_html(BETWEEN.join(sources))
    # What the editor stored was cleaned when it was saved.
    return [mark_safe(each) for each in html.split(BETWEEN)] if blocks else []  # noqa: S308


def by_phase(steps: list[Step]) -> list[Phase]:
    labels = {name: str(label) for name, label in PHASES}
    groups = groupby(steps, key=lambda step: step.value["phase"])
    return [Phase(labels[name], list(members)) for name, members in groups]


def cited_laws(steps: list[Step]) -> list[LegalReference]:
    """Each text once, in the order met, with its successor at hand."""
    cited = [step.value["legal"] for step in steps if step.value["legal"]]
    # Wagtail hands out a copy per step; every copy is asked for its successor.
    prefetch_related_objects(cited, "replaced_by")
    return list({law.pk: law for law in cited}.values())


def uses(procedures: Iterable[Any], is_meant: Callable[[RawStep], bool]) -> list[Use]:
    """Where steps match, read without fetching the pages and texts they cite."""
    found = [Use(each, list(_matching(each, is_meant))) for each in procedures]
    return [use for use in found if use.numbers]


def _matching(procedure: Any, is_meant: Callable[[RawStep], bool]) -> Iterator[int]:
    for number, step in enumerate(procedure.steps.raw_data, start=1):
        if is_meant(step["value"]):
            yield number


def chapters_of(handbook: Page) -> list[Chapter]:
    """The table of contents, in as many queries as there are kinds of page."""
    chapters: list[Chapter] = []
    for page in handbook.get_descendants().live().specific():
        if page.depth == handbook.depth + 1:
            chapters.append(Chapter(page, []))
        elif chapters and page.is_descendant_of(chapters[-1].page):
            chapters[-1].entries.append(page)
    return chapters


def worst_first(levels: Iterable[Any]) -> list[Any]:
    return sorted((child.value for child in levels), key=lambda v: -v["number"])


def ladder(levels: Iterable[Any], procedures: list[Any]) -> list[Rung]:
    """From the worst level down: the first question to be answered yes decides."""
    return [
        Rung(level, uses(procedures, _acts_at(level["number"])))
        for level in worst_first(levels)
    ]


def _acts_at(level: int) -> Callable[[RawStep], bool]:
    """What was to be prepared beforehand is no help any more."""
    return lambda step: str(level) in step["levels"] and step["phase"] != "before"
