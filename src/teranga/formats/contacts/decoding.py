"""Bytes to text, line by line: lists that were pasted together hold more than one encoding."""

from __future__ import annotations

from collections import Counter

from teranga.formats.intake import decode
from teranga.formats.plain_text import without_invisible

OLD = ("cp1252", "mac_roman")
USUAL = frozenset("éèêëàâäîïôöùûüçñáíóúãõœæÿåøßšžÉÈÀÇÑÁÖÜ’‘“”–—«»°º·…€ ")


def decode_lines(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text with line feeds, and the encodings found, the most frequent first."""
    whole = decode(content)
    if whole is not None and whole.encoding.startswith("utf"):
        return without_invisible(whole.text), (whole.encoding,)
    if b"\x00" in content:
        return "", ()
    found: Counter[str] = Counter()
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    usual = _usual_of(lines)
    decoded = []
    for line in lines:
        text, encoding = _line(line, usual)
        found[encoding] += bool(encoding)
        decoded.append(text)
    names = tuple(name for name, count in found.most_common() if count)
    return without_invisible("\n".join(decoded)), names or ("utf-8",)


def _line(line: bytes, usual: str) -> tuple[str, str]:
    if line.isascii():
        return line.decode("ascii"), ""
    try:
        return line.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        scores = {name: _score(line, name) for name in OLD}
        best = max(OLD, key=lambda name: (scores[name], name == usual))
        return line.decode(best, errors="replace"), best


def _usual_of(lines: list[bytes]) -> str:
    """Which of the old encodings makes more sense of all lines that are not UTF-8."""
    totals = dict.fromkeys(OLD, 0)
    for line in lines[:5000]:
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            for name in OLD:
                totals[name] += _score(line, name)
    return max(OLD, key=lambda name: totals[name])


def _score(line: bytes, encoding: str) -> int:
    """Letters that names are written with count for, signs and capitals inside a word against."""
    score, before = 0, " "
    for letter in line.decode(encoding, errors="replace"):
        if letter > "\x7f":
            score += (2 + letter.islower()) if letter in USUAL else -1 if letter.isalpha() else -3
            if letter.isupper() and before.islower():
                score -= 3
        before = letter
    return score
