"""Text in several languages, as a plain value: a mapping of language code to string with a fallback chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

UNDETERMINED = "und"  # BCP 47 for "language not stated", as when a programme is imported without one


class TranslatedText(dict[str, str]):
    """Language code (BCP 47, lower case) to text. Empty strings are never kept: truth means "has text"."""

    def __init__(self, values: Mapping[str, str] | str | None = None, language: str = UNDETERMINED) -> None:
        if isinstance(values, str):
            values = {language: values}
        super().__init__({code: text for code, text in (values or {}).items() if text})

    def best(self, languages: Iterable[str]) -> tuple[str, str]:
        """The text and its language: the first of `languages` that has one, else any; ("", "") when empty."""
        for language in languages:
            if language in self:
                return self[language], language
        for language, text in self.items():
            return text, language
        return "", ""

    def in_language(self, language: str, *fallbacks: str) -> str:
        return self.best((language, *fallbacks))[0]

    def missing(self, languages: Iterable[str]) -> list[str]:
        """Those of `languages` that have no text although another one has."""
        return [code for code in languages if code not in self] if self else []

    def __str__(self) -> str:
        return self.best(())[0]
