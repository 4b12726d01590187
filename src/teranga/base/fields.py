"""Model fields without a subject."""

from __future__ import annotations

from typing import Any

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
