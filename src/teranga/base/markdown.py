"""The one way from people's Markdown to HTML: raw HTML off, then an allow-list. Preview and page share it."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

LONGEST = 100_000  # characters; longer texts are cut before they are parsed
MOST_LINES = 5_000
MOST_MARKS = 5_000  # of one kind of bracket or star; no hand types more, and reading them takes long
FLOOD = 20_000  # characters of a text with more marks than that
TITLED = re.compile(r"^(\s*[-*] )?([^\n<>\[\]]+?)[\u202f\u00a0]?: <(https?://[^\s<>]+)>", re.MULTILINE)
SHORT = 8_000  # characters; the HTML of texts up to this length is remembered
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "h5", "hr",
    "i", "li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


@lru_cache(maxsize=2)
def _parser(is_flood: bool = False) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    parser.enable(["table", "strikethrough"]).disable("image")
    return parser.disable(["link", "emphasis", "strikethrough"]) if is_flood else parser


def _bounded(text: str) -> str:
    """As much of a text as is parsed."""
    text = text[:LONGEST]
    text = text[:FLOOD] if _is_flood(text) else text
    return text if text.count("\n") <= MOST_LINES else "\n".join(text.split("\n", MOST_LINES)[:MOST_LINES])


def _is_flood(text: str) -> bool:
    return any(text.count(mark) > MOST_MARKS for mark in "[*_~<")


def render_markdown(text: str, first_heading: int = 2) -> Markup:
    """Safe HTML. `first_heading` is the level that the text's own top heading gets on the page."""
    return _short(text, first_heading) if len(text) <= SHORT else _render(text, first_heading)


def _render(text: str, first_heading: int) -> Markup:
    told = _bounded(text)
    tokens = _parser(_is_flood(told)).parse(told)
    top = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=1)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(5, int(token.tag[1]) - top + first_heading)}"
    html = _parser().renderer.render(tokens, _parser().options, {})
    return Markup(  # noqa: S704 -- the next line is the one sanitiser
        nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
                  link_rel="noopener nofollow ugc")
    )  # fmt: skip


_short = lru_cache(maxsize=512)(_render)


REMARK_TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}


@lru_cache(maxsize=1)
def _remark_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False, "breaks": True})
    return parser.disable(["image", "heading", "lheading", "hr", "reference", "html_block", "html_inline"])


def render_remark(text: str) -> Markup:
    """Safe HTML of a reader's few words: emphasis, links, lists, quotes; nothing that looks like ours."""
    told = _bounded(text)
    html = _parser(True).render(told) if _is_flood(told) else _remark_parser().render(told)
    return Markup(  # noqa: S704 -- the next line is the one sanitiser
        nh3.clean(html, tags=REMARK_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"},
                  link_rel="noopener nofollow ugc")
    )  # fmt: skip


def with_titled_links(text: str) -> str:
    """Lines like "A title: <https://…>", which read well as plain text, with the title as the link."""
    return TITLED.sub(r"\1[\2](<\3>)", _bounded(text))


def plain_text(text: str, limit: int = 0) -> str:
    """The words of a Markdown text, for descriptions and excerpts, cut at a word's end."""
    told = _bounded(text[: 20 * limit or LONGEST])
    parser = _parser(_is_flood(told))
    inline = [token.content for token in parser.parse(told) if token.type == "inline"]
    joined = " ".join(" ".join(_words_of(line, parser) for line in inline).split())
    if limit and len(joined) > limit:
        joined = joined[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:.–") + "…"
    return joined


def _words_of(line: str, parser: MarkdownIt) -> str:
    children = parser.parseInline(line)[0].children or []
    shown = {"text", "code_inline"}
    return "".join(
        child.content if child.type in shown else " " * ("break" in child.type) for child in children
    )
