"""HTML in abstracts and biographies, turned into plain text with Markdown's paragraphs, lists and links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from teranga.formats.plain_text import MAX_TEXT, paragraphs

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[\s/][^<>]{0,2000})?)>")
_KNOWN = re.compile(
    r"</?(?:p|br|a|ul|ol|li|strong|em|b|i|u|h[1-6]|div|span|script|style|img|code|pre|blockquote|table|tr|td|th"
    r"|hr|dl|dt|dd|iframe|svg|object|sup|sub)\b[^<>]{0,2000}>|&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
_HREF = re.compile(r"\b(href|src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))", re.IGNORECASE)
_DROPPED_WITH_CONTENT = ("script", "style", "iframe", "object", "svg", "template")
_BREAKING = {
    "p",
    "div",
    "ul",
    "ol",
    "table",
    "blockquote",
    "pre",
    "dl",
    "section",
    "article",
    "hr",
    "tr",
    "dd",
    "dt",
}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}


@dataclass(slots=True)
class PlainMarkup:
    text: str
    converted: bool = False  # there was HTML
    dropped_links: list[str] = field(default_factory=list)  # addresses that are not safe or lead nowhere
    dropped_scripts: int = 0


def is_web_address(address: str) -> bool:
    """An absolute http(s) address with a host, without blanks and control characters."""
    if not re.fullmatch(r"https?://[^\s<>\"\\^`{|}\x00-\x20\x7f]+", address, re.IGNORECASE):
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def web_address(address: object, base: str = "") -> str:
    """`address` as an absolute http(s) address, resolved against `base` if given; "" when it is none."""
    if not isinstance(address, str):
        return ""
    candidate = address.strip()
    if is_web_address(candidate):
        return candidate
    if base and candidate and not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", candidate) and is_web_address(base):
        try:
            joined = urljoin(base, candidate)
        except ValueError:
            return ""
        return joined if is_web_address(joined) else ""
    return ""


def plain_markup(value: str, base: str = "") -> PlainMarkup:
    """`value` unchanged (but tidied) when it holds no HTML, else its text."""
    value = value[:MAX_TEXT]
    if not _KNOWN.search(value):
        return PlainMarkup(paragraphs(value))
    result = PlainMarkup("", converted=True)
    value = _without_blocks(value, result)
    result.text = paragraphs(_Conversion(result, base).run(value))
    return result


def _without_blocks(value: str, result: PlainMarkup) -> str:
    value = _cut_between(value, "<!--", "-->")[0]
    for name in _DROPPED_WITH_CONTENT:
        value, count = _cut_between(value, f"<{name}", f"</{name}")
        result.dropped_scripts += count
    return value


def _cut_between(value: str, opening: str, closing: str) -> tuple[str, int]:
    lowered = value.lower() if value.isascii() else "".join(c.lower() if c.isascii() else c for c in value)
    kept: list[str] = []
    position = count = 0
    while (start := lowered.find(opening, position)) >= 0:
        kept.append(value[position:start])
        end = lowered.find(closing, start)
        count += 1
        if end < 0:
            return "".join(kept), count
        after = lowered.find(">", end)
        position = after + 1 if after >= 0 else len(value)
    return "".join([*kept, value[position:]]), count


class _Conversion:
    def __init__(self, result: PlainMarkup, base: str) -> None:
        self.result, self.base = result, base
        self.out: list[str] = []
        self.lists: list[int] = []  # -1 for bullets, else the last number
        self.links: list[tuple[str, int]] = []  # address, index in `out`

    def run(self, value: str) -> str:
        position = 0
        for tag in _TAG.finditer(value):
            self.words(value[position : tag.start()])
            self.tag(tag.group(2).lower(), bool(tag.group(1)), tag.group(3))
            position = tag.end()
        self.words(value[position:])
        self.close_link()
        return "".join(self.out)

    def words(self, text: str) -> None:
        text = unescape(text).replace("\xa0", " ")
        if self.lists and not text.strip():
            return
        self.out.append(text)

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        if name == "a":
            self.close_link()  # a link inside a link ends the first one, as in HTML
            if not closing:
                self.links.append((self.address(attributes), len(self.out)))
        elif name in ("ul", "ol"):
            self.list_edge(name, closing)
        elif name == "li" and not closing:
            self.item()
        elif name == "br":
            self.out.append("\n")
        elif name in _MARKS:
            self.out.append(_MARKS[name])
        elif re.fullmatch(r"h[1-6]", name):
            self.out.append("\n\n" if closing else "\n\n" + "#" * int(name[1]) + " ")
        elif name in _BREAKING:
            self.out.append("\n" if self.lists or name in ("tr", "dt", "dd") else "\n\n")

    def list_edge(self, name: str, closing: bool) -> None:
        if not closing:
            self.lists.append(-1 if name == "ul" else 0)
        elif self.lists:
            self.lists.pop()
        self.out.append("\n" if self.lists else "\n\n")

    def item(self) -> None:
        if not self.lists:
            self.out.append("\n- ")
            return
        indent = "  " * min(len(self.lists) - 1, 8)
        if self.lists[-1] >= 0:
            self.lists[-1] += 1
            self.out.append(f"\n{indent}{self.lists[-1]}. ")
        else:
            self.out.append(f"\n{indent}- ")

    def address(self, attributes: str) -> str:
        for match in _HREF.finditer(attributes):
            if match.group(1).lower() == "href":
                raw = unescape(match.group(2) or match.group(3) or match.group(4) or "").strip()
                address = raw if raw.lower().startswith("mailto:") else web_address(raw, self.base)
                if not address and raw:
                    self.result.dropped_links.append(raw[:100])
                return address
        return ""

    def close_link(self) -> None:
        if not self.links:
            return
        address, index = self.links.pop()
        label = "".join(self.out[index:]).strip()
        del self.out[index:]
        if address and not address.lower().startswith("mailto:") and label != address:
            self.out.append(f"[{label}]({address})" if label else address)
        else:
            self.out.append(label or address.removeprefix("mailto:"))
