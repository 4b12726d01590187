"""What a community says of itself: its words, and its facts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.communities.models import Community, Participation
from teranga.domains.communities.models.community import HELP_WAYS
from teranga.foundation.translated import TranslatedText
from teranga.web import labels
from teranga.web.localised import language_name
from teranga.web.me.pages import LANGUAGES_OFFERED
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import (
    AddressField,
    ColourField,
    CountriesField,
    LinesInLanguages,
    WordsField,
)
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.guesses import currencies, zones
from teranga.web.templating import translated_plain

SOURCE_PARTS = ("title", "url", "note")


class CommunityTexts(DrawnForm):
    """The words of a community, each in every language side by side."""

    FIELDS = ("name", "tagline", "summary", "vision", "mission", "values", "help_notes")

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "name": TextInLanguages(label=_("Name"), longest=120),
            "tagline": TextInLanguages(
                label=_("One line"), longest=160, required=False,
                help_text=_("The title of the home page, such as: Python, together."),
            ),
            "summary": TextInLanguages(
                label=_("In a few sentences"), longest=1200, lines=4, required=False,
                help_text=_("What you do and for whom. It stands below the title."),
            ),
            "vision": TextInLanguages(label=_("Vision"), longest=1200, lines=3, required=False),
            "mission": LinesInLanguages(label=_("Mission"), help_text=_("One point a line.")),
            "values": LinesInLanguages(
                label=_("Values"), parts=("name", "text"),
                help_text=_("One value a line: its name, then | and what it means."),
            ),
            **{
                f"help_{way}": TextInLanguages(
                    label=_("How to help: {way}").format(way=labels.help_way(way)), longest=160,
                    required=False,
                )
                for way in HELP_WAYS
            },
        }  # fmt: skip

    def told(self, row: Community) -> dict[str, Any]:
        return {
            "name": row.name, "tagline": row.tagline, "summary": row.summary, "vision": row.vision,
            "mission": self._lines("mission").lines_of(row.mission, self.languages),
            "values": self._lines("values").lines_of(row.values, self.languages),
            **{f"help_{way}": TranslatedText(row.help_notes.get(way, {})) for way in HELP_WAYS},
        }  # fmt: skip

    def facts(self) -> dict[str, Any]:
        value = self.cleaned_data
        notes = {way: dict(value[f"help_{way}"]) for way in HELP_WAYS if value[f"help_{way}"]}
        return {
            **self.values("name", "tagline", "summary", "vision"), "help_notes": notes,
            "mission": self._lines("mission").items(value["mission"]),
            "values": self._lines("values").items(value["values"]),
        }  # fmt: skip

    def _lines(self, name: str) -> LinesInLanguages:
        field = self.fields[name]
        assert isinstance(field, LinesInLanguages)  # noqa: S101 -- made so above
        return field


class CommunityFacts(DrawnForm):
    """Where a community is, what it speaks and pays with, how it counts, how it looks."""

    FIELDS = (
        "languages", "default_language", "countries", "cities", "zone", "currency", "founded",
        "contact_email", "chapter_kind", "active_months", "active_counts", "first_colour", "second_colour",
        "licence_note", "sources",
    )  # fmt: skip

    def __init__(self, *args: Any, known: Community, **kwargs: Any) -> None:
        self.known = known
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        spoken = dict.fromkeys((*self.known.languages, *LANGUAGES_OFFERED))
        tongues = [(code, language_name(code)) for code in spoken]
        return {
            "languages": forms.MultipleChoiceField(
                label=_("Languages"), choices=tongues,
                help_text=_("A language that is taken away hides its texts; they come back with it."),
            ),
            "default_language": forms.ChoiceField(label=_("Main language"), choices=tongues),
            "countries": CountriesField(
                label=_("Countries"), required=False, help_text=_("Separated by commas: Togo, Benin")
            ),
            "cities": WordsField(label=_("Towns"), required=False, help_text=_("Separated by commas.")),
            "zone": forms.ChoiceField(label=_("Time zone"), choices=zones()),
            "currency": forms.ChoiceField(label=_("Currency"), choices=currencies()),
            "founded": forms.RegexField(
                label=_("Since"), regex=r"\d{4}(-\d{2}(-\d{2})?)?", required=False,
                help_text=_("A year, or a day such as 2024-03-09."),
            ),
            "contact_email": AddressField(label=_("E-mail address for questions"), required=False),
            "chapter_kind": forms.ChoiceField(
                label=_("If it is a chapter, of what"), required=False, choices=chapter_kinds()
            ),
            "first_colour": ColourField(label=_("First colour: buttons and titles")),
            "second_colour": ColourField(label=_("Second colour: what is now, and limits")),
            "active_months": forms.IntegerField(
                label=_("Active within so many months"), min_value=1, max_value=60,
                help_text=_("The number of active members on the home page follows this rule."),
            ),
            "active_counts": forms.MultipleChoiceField(
                label=_("Active is who…"), required=False,
                choices=[(code, labels.participation_kind(code)) for code in Participation.Kind.values],
                help_text=_("Nothing ticked: every confirmed member counts as active."),
            ),
            "sources": forms.CharField(
                label=_("Sources"), required=False, max_length=6000, widget=forms.Textarea,
                help_text=_("One a line: title | https://address | note."),
            ),
            "licence_note": forms.CharField(label=_("Licence of the texts"), required=False, max_length=300),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        value = self.cleaned_data
        if value.get("languages") and value.get("default_language") not in value["languages"]:
            self.add_error("default_language", _("The main language must be one of those that are ticked."))
        return value

    def told(self, row: Community) -> dict[str, Any]:
        told = {name: getattr(row, name) for name in self.FIELDS}
        return told | {
            "countries": ", ".join(row.countries), "cities": ", ".join(row.cities),
            "sources": "\n".join(_source_line(one) for one in row.sources),
        }  # fmt: skip

    def facts(self) -> dict[str, Any]:
        value = self.values(*self.FIELDS)
        value["languages"] = in_known_order(value["languages"], self.known.languages)
        known = {_source_line(one): one for one in self.known.sources}
        lines = [line.strip() for line in value["sources"].splitlines() if line.strip()][:40]
        value["sources"] = [known.get(line) or _source(line) for line in lines]
        return value


def chapter_kinds() -> list[tuple[str, str]]:
    return [
        ("", _("not a chapter")), ("city", _("of a city")), ("campus", _("of a campus")),
        ("country", _("of a country")),
    ]  # fmt: skip


def in_known_order(codes: list[str], known: list[str]) -> list[str]:
    """Languages that stood there stay where they were; new ones follow."""
    return [code for code in known if code in codes] + [code for code in codes if code not in known]


def _source_line(source: dict[str, Any]) -> str:
    values = (translated_plain(source.get(part)) for part in SOURCE_PARTS)
    return " | ".join(" ".join(value.split()) for value in values).rstrip(" |")


def _source(line: str) -> dict[str, str]:
    parts = [part.strip() for part in line.split("|", 2)] + ["", ""]
    address = parts[1] if parts[1].startswith(("https://", "http://")) else ""
    return {"title": parts[0], "url": address, "note": parts[2]}
