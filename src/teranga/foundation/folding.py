"""Fold text for search: case, accents and West African letters disappear, so both databases agree."""

from __future__ import annotations

import re
import unicodedata

# Letters that NFKD does not take apart, written as people without that keyboard type them.
PLAIN_LETTERS = str.maketrans(
    {
        "ŋ": "n", "ɖ": "d", "ɔ": "o", "ɛ": "e", "ƒ": "f", "ɣ": "g", "ʋ": "v", "ɩ": "i", "ʊ": "u", "ə": "e",
        "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɲ": "n", "ɠ": "g", "ø": "o", "đ": "d", "ł": "l", "ı": "i",
        "æ": "ae", "œ": "oe", "ß": "ss", "’": "'", "‘": "'",
    }
)  # fmt: skip
WORD = re.compile(r"[a-z0-9]+(?:[+#]+)?|[^\W_]+")


def fold(text: str) -> str:
    """Casefolded text without marks; "Lomé" and "lome", "Ŋana" and "nana" come out the same."""
    if text.isascii():
        return text.lower()
    # Twice, because taking a letter apart can bring out a capital, and its small form another mark.
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    bare = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return bare.translate(PLAIN_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text, in order ("C++" and "C#" stay whole)."""
    return WORD.findall(fold(text))


def trigrams(word: str) -> set[str]:
    """Three-letter pieces of a word with its edges marked, for finding words that are spelt almost alike."""
    padded = f"  {word} "
    return {padded[index : index + 3] for index in range(len(padded) - 2)}


def slug(text: str, *, limit: int = 60) -> str:
    """A short part of a web address made from a text; "" when nothing usable is left."""
    joined = "-".join(word for word in re.findall(r"[a-z0-9]+", fold(text)))
    return joined if len(joined) <= limit else joined[:limit].rsplit("-", 1)[0] or joined[:limit]


def free_slug(wanted: str, number: int, *, limit: int = 60) -> str:
    """The first choice, then "wanted-2", "wanted-3" …, never longer than the limit."""
    end = f"-{number}" if number > 1 else ""
    return wanted[: limit - len(end)].rstrip("-") + end
