"""Model fields without a subject."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from teranga.base.sealing import seal, unseal
from teranga.foundation.translated import TranslatedText


class I18nField(models.JSONField):
    """Text in the event's languages, one JSON column; as TranslatedText. `title__fr__icontains` works."""

    description = "text in several languages"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", TranslatedText)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        loaded = super().from_db_value(value, expression, connection)
        return TranslatedText(loaded) if isinstance(loaded, dict) else loaded

    def to_python(self, value: Any) -> Any:
        return TranslatedText(value) if isinstance(value, dict | str) else value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(dict(value) if isinstance(value, TranslatedText) else value)


class SealedField(models.TextField):
    """A short secret: plain in the program, sealed in the database. It cannot be searched or sorted by."""

    description = "sealed text"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return unseal(value or "")

    def get_prep_value(self, value: Any) -> str:
        return seal(value or "")


class StoredWord(models.CharField):
    """A word of a list that others keep. One that went from it is read as another, so that pages work."""

    if TYPE_CHECKING:  # a row has the word itself

        def __get__(self, row: Any, kind: Any = None) -> Any: ...
        def __set__(self, row: Any, value: str) -> None: ...

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return value if not value else self.known(value)

    def known(self, value: str) -> str:
        raise NotImplementedError

    def deconstruct(self) -> Any:
        """The column is one of letters; which words are known is no matter of the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class ZoneField(StoredWord):
    """A time zone of the tz database, which drops some over the years: then UTC."""

    description = "time zone"

    def known(self, value: str) -> str:
        return value if zone_is_known(value) else "UTC"


class LanguageField(StoredWord):
    """A language in which the program speaks to somebody; one that it no longer speaks is its first."""

    description = "language of the interface"

    def known(self, value: str) -> str:
        spoken = [code for code, _name in settings.LANGUAGES]
        return value if value in spoken else spoken[0]


@lru_cache(maxsize=1024)
def zone_is_known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
