"""Everything becomes plain text: one Unicode form, no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from vietnamese.text import nfc

BREAKS: Final = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\ufeff": None})
NEVER: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)

PARAGRAPHS: Final = {
    *("address", "article", "aside", "blockquote", "center", "dl", "fieldset"),
    *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    *("hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
}
LINES: Final = {"br", "caption", "dd", "details", "div", "dt", "figcaption"} | {
    *("legend", "option", "summary", "tbody", "tfoot", "thead", "tr"),
}
INLINE: Final = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "body", "button", "cite"),
    *("code", "col", "colgroup", "del", "dfn", "em", "font", "html", "i", "input"),
    *("ins", "kbd", "label", "link", "mark", "meta", "nolink", "q", "rp", "rt"),
    *("ruby", "s", "samp", "select", "small", "span", "strike", "strong"),
    *("time", "tt", "u", "var", "wbr"),
}
MEDIA: Final = {
    *("audio", "canvas", "embed", "iframe", "img", "math", "object", "svg", "video"),
    *("source", "track", "param", "picture"),
}
SKIPPED: Final = {"script", "style", "head", "title", "template", "textarea"}
SPECIAL: Final = {"li", "td", "th", "sup", "sub"}
KNOWN: Final = PARAGRAPHS | LINES | INLINE | MEDIA | SKIPPED | SPECIAL

TAG_NAME: Final = re.compile(r"/?([A-Za-z][A-Za-z0-9]*(?::[A-Za-z0-9]+)?)(?=[\s/>])")
ATTRIBUTE: Final = re.compile(r"""\b(alt|href)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
SPACES: Final = re.compile(r"[^\S\n]+")
SUPERSCRIPTS: Final = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
SUBSCRIPTS: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")

MARKDOWN: Final = [
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500})\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,500})\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"!\[([^\]\n]{0,100})\]\([^)\n]{0,500}\)"), r'<img alt="\1">'),
    (re.compile(r"\[([^\]\n]{1,100})\]\(([^)\s]{1,500})\)"), r"\1 (\2)"),
]


@dataclass
class Plain:
    text: str
    has_lost_media: bool = False


def clean(text: str) -> str:
    """As we store it: NFC, Unix line ends, nothing at the edges."""
    return _composed(text).strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def printable(text: str) -> str:
    """Without what no format may hold; edges stay, as they may adjoin a gap."""
    return NEVER.sub("", _composed(text))


def _composed(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(BREAKS)
    return nfc(text)


def plain(text: str, markup: str) -> Plain:
    """`markup` is html, markdown, moodle (tags, but line ends count) or plain."""
    if markup == "plain":
        return Plain(clean(text))
    if markup == "markdown":
        for pattern, replacement in MARKDOWN:
            text = pattern.sub(replacement, text)
    return _without_tags(clean(text), keep_lines=markup != "html")


def _without_tags(text: str, *, keep_lines: bool) -> Plain:
    if "<" not in text and "&" not in text and keep_lines:
        return Plain(text)
    writer = _Writer(keep_lines=keep_lines)
    for tag, words in _pieces(text):
        writer.write(tag, words)
    return Plain(writer.text(), writer.has_lost_media)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """(tag, "") and ("", words) in turn, in one pass."""
    at, start = 0, text.find("<")
    ends = {mark: text.rfind(mark) for mark in (">", "-->")}
    while start >= 0:
        tag, after = _tag_at(text, start, ends)
        if after:
            yield "", text[at:start]
            yield tag, ""
            at = after
        start = text.find("<", max(at, start + 1))
    yield "", text[at:]


def _tag_at(text: str, start: int, ends: dict[str, int]) -> tuple[str, int]:
    """The tag that starts here and the place after it; 0 when it is just a "<"."""
    mark = "-->" if text.startswith("<!--", start) else ">"
    # Looked up, not searched for: a text full of "<" would take ages.
    if ends[mark] <= start:
        return "", 0
    if text.startswith(("<!", "<?"), start):
        return "", text.index(mark, start) + len(mark)
    named = TAG_NAME.match(text, start + 1)
    if not named or not (":" in named[1] or named[1].lower() in KNOWN):
        return "", 0
    after = text.index(">", start) + 1
    tag = text[start + 1 : after - 1]
    if named[1].lower() in SKIPPED and not tag.startswith("/"):
        return tag, _after_skipped(text, named[1].lower(), after)
    return tag, after


def _after_skipped(text: str, name: str, start: int) -> int:
    closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, start)
    return closing.end() if closing else len(text)


@dataclass
class _Writer:
    keep_lines: bool
    has_lost_media: bool = False
    parts: list[str] = field(default_factory=list)
    raised: str = ""
    is_at_line_start: bool = True
    links: list[str] = field(default_factory=list)

    def write(self, tag: str, words: str) -> None:
        if tag:
            self._write_tag(tag)
        elif words:
            self._write_words(unescape(words) if "&" in words else words)

    def _write_words(self, words: str) -> None:
        if not self.keep_lines:
            words = " ".join(re.split(r"\s+", words))
        table = {"sup": SUPERSCRIPTS, "sub": SUBSCRIPTS}.get(self.raised)
        if table and words.strip():
            mark = "^" if self.raised == "sup" else "_"
            small = all(ord(char) in table for char in words.strip())
            words = words.strip().translate(table) if small else f"{mark}({words})"
        self.parts.append(words)
        if words.strip():
            self.is_at_line_start = False

    def _write_tag(self, tag: str) -> None:
        closes = tag.startswith("/")
        name = re.split(r"[\s/]", tag.lstrip("/"), maxsplit=1)[0].lower()
        if name in PARAGRAPHS:
            self.parts.append("\n\n")
        elif name == "br" or (name in LINES and not self.is_at_line_start):
            self.parts.append("\n")
            self.is_at_line_start = True
        elif name == "li":
            self.parts.append("" if closes else "\n- ")
        elif name in {"td", "th"}:
            self.parts.append(" ")
        elif name in {"sup", "sub"}:
            self.raised = "" if closes else name
        elif name == "a":
            self._write_link(tag, closes=closes)
        elif name in MEDIA and not closes:
            self._write_media(tag)

    def _write_media(self, tag: str) -> None:
        self.has_lost_media = True
        alt = _attribute(tag, "alt")
        self.parts.append(f"[{alt}]" if alt else "")

    def _write_link(self, tag: str, *, closes: bool) -> None:
        if not closes:
            self.links.append(_attribute(tag, "href"))
            return
        link = self.links.pop() if self.links else ""
        if link.startswith(("http://", "https://")) and self.parts[-1:] != [link]:
            self.parts.append(f" ({link})")

    def text(self) -> str:
        lines = SPACES.sub(" ", "".join(self.parts)).split("\n")
        text = "\n".join(line.strip() for line in lines)
        return clean(re.sub(r"\n{3,}", "\n\n", text))


def _attribute(tag: str, name: str) -> str:
    for found in ATTRIBUTE.finditer(tag[:3000]):
        if found[1].lower() == name:
            return " ".join(unescape(found[2].strip("\"'")).split())
    return ""
