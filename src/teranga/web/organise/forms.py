"""What organisers' forms share: texts in several languages side by side, and the version shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.foundation.translated import TranslatedText


class LanguagesWidget(forms.Widget):
    """Reads `name_fr`, `name_en` …; the page draws the fields itself, one a language."""

    def __init__(self, languages: Iterable[str] = ()) -> None:
        super().__init__()
        self.languages = tuple(languages)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TranslatedText:
        return TranslatedText({code: str(data.get(f"{name}_{code}", "")).strip() for code in self.languages})

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{code}" in data for code in self.languages)


class TextInLanguages(forms.Field):
    """A text in each of the form's languages. Longer than `longest` characters in any of them is refused."""

    widget = LanguagesWidget

    def __init__(self, *, longest: int = 300, lines: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest, self.lines = longest, lines

    def to_python(self, value: Any) -> TranslatedText:
        return value if isinstance(value, TranslatedText) else TranslatedText(value or {})

    def validate(self, value: TranslatedText) -> None:
        if self.required and not value:
            raise forms.ValidationError(_("Write this in at least one language."))
        for text in value.values():
            if len(text) > self.longest:
                raise forms.ValidationError(
                    _(
                        "This is longer than {longest} signs. Nothing is lost: shorten it and send it again."
                    ).format(longest=self.longest)
                )


class DeskForm(forms.Form):
    """A form of the desk. `seen` is the version of the row that the page showed (base.editing.seen_mark)."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Iterable[str] = ("en",), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= self.own_fields()
        self.languages = tuple(languages)
        for field in self.fields.values():
            if isinstance(field, TextInLanguages):
                field.widget.languages = self.languages

    def own_fields(self) -> dict[str, forms.Field]:
        """Fields whose words or choices depend on the reader or on what the form is about."""
        return {}

    def values(self, *names: str) -> dict[str, Any]:
        """The cleaned values of these fields (all but `seen` when none are named)."""
        wanted = names or tuple(name for name in self.fields if name != "seen")
        return {name: self.cleaned_data[name] for name in wanted}
