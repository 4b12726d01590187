"""Reading one YAML mapping with errors that name the file, the key and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import yaml

from teranga.cli.demo.world import LANGUAGES
from teranga.foundation.translated import TranslatedText

T = TypeVar("T")


class StoryError(Exception):
    """A demo file cannot be used; the text names the file, the key and the trouble."""


class Reader:
    """One mapping of a file. Every read names its key; `finish` refuses keys that nobody asked for."""

    def __init__(self, values: Any, file: Path, key: str = "") -> None:
        self.file = file
        self.key = key
        self._read: set[str] = set()
        if not isinstance(values, dict):
            raise self.trouble("", "must be a mapping")
        self._values: dict[str, Any] = values

    def trouble(self, key: str, what: str) -> StoryError:
        place = ".".join(part for part in (self.key, key) if part) or "(whole file)"
        return StoryError(f"{self.file.name}: {place}: {what}")

    def raw(self, key: str, default: Any = None) -> Any:
        self._read.add(key)
        value = self._values.get(key)
        return default if value is None else value

    def has(self, key: str) -> bool:
        return self._values.get(key) is not None

    def string(self, key: str, *, required: bool = True) -> str:
        value = self.raw(key, "")
        if not isinstance(value, str):
            raise self.trouble(key, f"must be text, not {value!r}")
        if required and not value.strip():
            raise self.trouble(key, "is missing")
        return value

    def one_of(self, key: str, allowed: Iterable[str]) -> str:
        value, allowed = self.string(key), tuple(allowed)
        if value not in allowed:
            raise self.trouble(key, f"is {value!r}, but must be one of {', '.join(allowed)}")
        return value

    def slug(self, key: str, *, required: bool = True) -> str:
        value = self.string(key, required=required)
        if value and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
            raise self.trouble(key, f"is {value!r}, but a slug has only a-z, 0-9 and single hyphens")
        return value

    def url(self, key: str, *, required: bool = True) -> str:
        value = self.string(key, required=required)
        if value and not value.startswith(("https://", "http://", "mailto:")):
            raise self.trouble(key, f"is {value!r}, but must start with https://, http:// or mailto:")
        return value

    def number(self, key: str) -> int | None:
        value = self.raw(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            raise self.trouble(key, f"must be a whole number, not {value!r}")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.raw(key, default)
        if not isinstance(value, bool):
            raise self.trouble(key, f"must be true or false, not {value!r}")
        return value

    def day(self, key: str) -> date:
        value = self.optional_day(key)
        if value is None:
            raise self.trouble(key, "is missing")
        return value

    def optional_day(self, key: str) -> date | None:
        value = self.raw(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self.trouble(key, f"must be a day such as 2024-11-30, not {value!r}")
        return value

    def moment(self, key: str, zone: str) -> datetime | None:
        value = self.raw(key)
        if value is None:
            return None
        try:
            return datetime.strptime(value, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))
        except (TypeError, ValueError) as wrong:
            raise self.trouble(key, f'must be a time such as "2024-09-24 09:00", not {value!r}') from wrong

    def text(self, key: str, *, required: bool = True) -> TranslatedText:
        """A text in all languages of the demo; one that is absent may be empty, but never half there."""
        value = self.raw(key)
        if value is None:
            if required:
                raise self.trouble(key, "is missing")
            return TranslatedText()
        return self._translated(key, value)

    def name(self, key: str) -> TranslatedText:
        """A text, or one string that is the same in every language, as proper names are."""
        value = self.raw(key)
        if isinstance(value, str) and value.strip():
            return TranslatedText(dict.fromkeys(LANGUAGES, value))
        return self.text(key)

    def texts(self, key: str) -> tuple[TranslatedText, ...]:
        return tuple(self._translated(f"{key}[{number}]", value) for number, value in self._list(key))

    def strings(self, key: str) -> tuple[str, ...]:
        for number, value in self._list(key):
            if not isinstance(value, str):
                raise self.trouble(f"{key}[{number}]", f"must be text, not {value!r}")
        return tuple(self.raw(key, []))

    def child(self, key: str) -> Reader:
        return Reader(self.raw(key), self.file, f"{self.key}.{key}".lstrip("."))

    def each(self, key: str, build: Callable[[Reader], T]) -> tuple[T, ...]:
        """One value per mapping of the list under `key`, each of which must have been read wholly."""
        return tuple(self._built(f"{key}[{number}]", value, build) for number, value in self._list(key))

    def one(self, key: str, build: Callable[[Reader], T]) -> T | None:
        value = self.raw(key)
        return None if value is None else self._built(key, value, build)

    def finish(self) -> None:
        unknown = sorted(set(self._values) - self._read)
        if unknown:
            raise self.trouble(unknown[0], "is not a key that a demo file has")

    def _built(self, key: str, value: Any, build: Callable[[Reader], T]) -> T:
        reader = Reader(value, self.file, f"{self.key}.{key}".lstrip("."))
        built = build(reader)
        reader.finish()
        return built

    def _list(self, key: str) -> Iterator[tuple[int, Any]]:
        value = self.raw(key, [])
        if not isinstance(value, list):
            raise self.trouble(key, "must be a list")
        return enumerate(value)

    def _translated(self, key: str, value: Any) -> TranslatedText:
        if not isinstance(value, dict):
            raise self.trouble(key, f"must have {', '.join(LANGUAGES)}, not {value!r}")
        for language in LANGUAGES:
            if not isinstance(value.get(language), str) or not value[language].strip():
                raise self.trouble(f"{key}.{language}", "is missing")
        if set(value) != set(LANGUAGES):
            raise self.trouble(key, f"has a language beyond {', '.join(LANGUAGES)}")
        return TranslatedText({language: value[language].strip() for language in LANGUAGES})


def read_mapping(file: Path) -> Reader:
    """The whole file as one mapping."""
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as wrong:
        raise StoryError(f"{file.name}: (whole file): cannot be read as YAML: {wrong}") from wrong
    return Reader(values, file)
