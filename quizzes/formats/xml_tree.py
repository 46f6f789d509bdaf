"""XML as a small tree that knows its lines. Any DTD is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, Final
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import InputSource, Locator

from defusedxml import sax
from defusedxml.common import DTDForbidden
from django.utils.translation import gettext as _

from quizzes.formats.base import Unusable

MAX_NODES: Final = 200_000
MAX_DEPTH: Final = 40


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str]
    line: int
    words: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def own_text(self) -> str:
        return "".join(self.words)

    def all(self, tag: str) -> Iterator[Node]:
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Node | None:
        return next(self.all(tag), None)

    def text(self, *path: str) -> str:
        """What stands in the first such child, "" without one."""
        node: Node | None = self
        for tag in path:
            node = node.first(tag) if node else None
        return node.own_text.strip() if node else ""

    def walk(self) -> Iterator[Node]:
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def tree(text: str) -> Node:
    """Raises Unusable, with the line, for anything but well-formed XML."""
    builder = _Builder()
    source = InputSource()
    source.setCharacterStream(StringIO(text))
    try:
        sax.parse(source, builder, forbid_dtd=True)
    except DTDForbidden as error:
        reason = _("The file defines a document type (DTD). Remove <!DOCTYPE …>.")
        raise Unusable(reason, line=builder.line) from error
    except SAXParseException as error:
        reason = _("The XML is broken here: %(fault)s. Export the file again.")
        fault = reason % {"fault": error.getMessage()}
        raise Unusable(fault, line=error.getLineNumber() or 0) from error
    if builder.root is None:
        raise Unusable(_("The file is empty."))
    return builder.root


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self.open: list[Node] = []
        self.count = 0
        self.locator: Locator | None = None

    @property
    def line(self) -> int:
        return (self.locator.getLineNumber() or 0) if self.locator else 0

    def setDocumentLocator(self, locator: Locator) -> None:
        self.locator = locator

    def startElement(self, name: str, attrs: Any) -> None:
        self.count += 1
        if self.count > MAX_NODES or len(self.open) >= MAX_DEPTH:
            reason = _("The XML has too many elements, or too many inside one another.")
            raise Unusable(reason, line=self.line)
        node = Node(name, dict(attrs), self.line)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def endElement(self, name: str) -> None:
        self.open.pop()

    def characters(self, content: str) -> None:
        if self.open:
            self.open[-1].words.append(content)
