"""Fields that forms of the desk share: colours, addresses, lists typed as lines, choices with notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.people.normal_forms import DetailRefused, email_address
from teranga.foundation.colours import HEX
from teranga.foundation.translated import TranslatedText
from teranga.web import localised
from teranga.web.organise.forms import TextInLanguages

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WEB = re.compile(r"https?://[^\s<>\"']+")


class ColourField(forms.CharField):
    """A colour like #1f3a68, and nothing else."""

    drawn_as = "color"

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).lower()
        if not HEX.fullmatch(text):
            raise forms.ValidationError(_("Write a colour like #1f3a68."))
        return text


class AddressField(forms.CharField):
    """An e-mail address in its normal form."""

    drawn_as = "email"

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            return email_address(text) if text else ""
        except DetailRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class SlugField(forms.CharField):
    """A part of a web address: small letters and digits, joined by hyphens."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).lower()
        if not SLUG.fullmatch(text):
            raise forms.ValidationError(
                _("Use small letters without accents, digits and hyphens: pycon-togo-2027.")
            )
        return text


class WebField(forms.CharField):
    """The address of a page elsewhere."""

    drawn_as = "url"

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text and not WEB.fullmatch(text):
            raise forms.ValidationError(_("Write a whole address that starts with https://"))
        return text


class WordsField(forms.CharField):
    """A short list on one line, separated by commas."""

    def clean(self, value: Any) -> list[str]:
        parts = (" ".join(part.split())[:80] for part in str(super().clean(value)).split(","))
        return list(dict.fromkeys(part for part in parts if part))[:40]


class CountriesField(WordsField):
    """Countries by their two letters or by their name in the reader's language."""

    def clean(self, value: Any) -> list[str]:
        countries = localised.locale().territories.items()
        names = {name.casefold(): code for code, name in countries if len(code) == 2}
        known, found = set(names.values()), []
        for word in super().clean(value):
            code = word.upper() if word.upper() in known else names.get(word.casefold())
            if code is None:
                raise forms.ValidationError(_("“{word}” is no country that we know.").format(word=word))
            found.append(code)
        return list(dict.fromkeys(found))


class NotedChoice(forms.ChoiceField):
    """Radio buttons, each with a sentence that says what it means."""

    drawn_as = "radios"

    def __init__(self, *, notes: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.notes = dict(notes or {})


class LinesInLanguages(TextInLanguages):
    """A list in several languages: one line an item, the same line in each language the same item.

    With `parts`, a line holds several values separated by " | "; those that are no texts are taken from the
    first language that has them.
    """

    def __init__(self, *, parts: Sequence[str] = (), plain: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(**{"longest": 6000, "lines": 5, "required": False, **kwargs})
        self.parts, self.plain = tuple(parts), frozenset(plain)

    def items(self, value: TranslatedText) -> list[Any]:
        """The list as it is stored."""
        lines = {code: [" ".join(line.split()) for line in text.splitlines()] for code, text in value.items()}
        count = max((len(rows) for rows in lines.values()), default=0)
        found = []
        for index in range(count):
            texts = {code: rows[index] for code, rows in lines.items() if index < len(rows) and rows[index]}
            if texts:
                found.append(self._item(texts) if self.parts else texts)
        return found[:60]

    def _item(self, texts: Mapping[str, str]) -> dict[str, Any]:
        item: dict[str, Any] = {}
        cut = {code: [part.strip() for part in text.split("|")] for code, text in texts.items()}
        for position, name in enumerate(self.parts):
            told = {code: row[position] for code, row in cut.items() if position < len(row) and row[position]}
            item[name] = next(iter(told.values()), "") if name in self.plain else told
        return item

    def lines_of(self, items: Sequence[Any], languages: Iterable[str]) -> TranslatedText:
        """The stored list as it is typed."""
        return TranslatedText({code: self._lines(items, code) for code in languages})

    def _lines(self, items: Sequence[Any], code: str) -> str:
        lines = [self._line(item, code) if self.parts else _flat(item.get(code, "")) for item in items]
        return "\n".join(lines) if any(line.strip("| ") for line in lines) else ""

    def _line(self, item: Mapping[str, Any], code: str) -> str:
        values = [
            _flat(item.get(name, "") if name in self.plain else dict(item.get(name) or {}).get(code, ""))
            for name in self.parts
        ]
        while values and not values[-1]:
            values.pop()
        return " | ".join(values)


def _flat(text: Any) -> str:
    return " ".join(str(text).split())
