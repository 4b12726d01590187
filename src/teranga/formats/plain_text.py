"""Foreign text made safe to keep: one line or paragraphs, without control characters and direction marks."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_TEXT = 100_000  # characters of one field; a longer one is cut

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f"  # controls, except tab, line feed and next line
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"  # direction marks, overrides, stray byte order mark
    "\ud800-\udfff\ufffe\uffff]"
)
_LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029\x0b\x0c]")
_BLANKS = re.compile(r"[^\S\n]+")


def scalar_text(value: object) -> str:
    """The text of a string or a number; everything else, true and false included, is no text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        return str(value)
    except ValueError:  # an integer of thousands of digits
        return ""


def without_invisible(text: str) -> str:
    """The text with line breaks as line feeds and without control characters and direction overrides."""
    return _INVISIBLE.sub("", _LINE_BREAKS.sub("\n", text))


def has_invisible(text: str) -> bool:
    return _INVISIBLE.search(_LINE_BREAKS.sub("\n", text)) is not None


def one_line(value: object) -> str:
    """A title, a name, a room: no line breaks, single blanks."""
    return " ".join(without_invisible(scalar_text(value)).split())[:MAX_TEXT]


def paragraphs(value: object) -> str:
    """A longer text: line breaks kept, at most one empty line in a row, no trailing blanks."""
    lines = [line.rstrip() for line in without_invisible(scalar_text(value)).split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n").rstrip()[:MAX_TEXT]


def folded(text: str) -> str:
    """Lower case without marks, for comparing words: "Clôture" and "cloture" are one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _BLANKS.sub(" ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


def slug_of(text: str, *, longest: int = 80, joint: str = "-") -> str:
    """ASCII letters, digits and `joint`; a text in another script becomes a short stable code."""
    words = re.findall(r"[a-z0-9]+", folded(text))
    slug = joint.join(words)[:longest].strip(joint)
    if slug or not text.strip():
        return slug
    return "x" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
