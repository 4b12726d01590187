"""What an event says of itself: its words, its facts, and what it belongs to."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.events.models import Event
from teranga.domains.events.queries_desk import series_of, venues_of, wholes_for
from teranga.foundation.translated import TranslatedText
from teranga.web import labels
from teranga.web.localised import language_name
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import LinesInLanguages, NotedChoice, WebField
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.guesses import countries, kind_notes, zones
from teranga.web.templating import translated_plain

GUEST_PARTS = ("name", "role", "source_url")


class OfAnEvent(DrawnForm):
    def __init__(self, *args: Any, known: Event, **kwargs: Any) -> None:
        self.known = known
        super().__init__(*args, **kwargs)


class EventTexts(OfAnEvent):
    """The words of an event, each in every language side by side."""

    FIELDS = (
        "name", "tagline", "summary", "programme_note", "frame", "guests", "source_title", "source_url",
        "licence",
    )  # fmt: skip

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "name": TextInLanguages(label=_("Name"), longest=120),
            "tagline": TextInLanguages(label=_("One line"), longest=160, required=False),
            "summary": TextInLanguages(
                label=_("What it is"), longest=8000, lines=8, required=False,
                help_text=_("Several paragraphs are fine; lists and links are written in Markdown."),
            ),
            "programme_note": TextInLanguages(
                label=_("About the programme"), longest=4000, lines=4, required=False
            ),
            "frame": LinesInLanguages(
                label=_("The shape of the days"), parts=("day", "text"), plain=("day",),
                help_text=_("While there is no programme yet, one day a line: 2027-08-20 | Talks."),
            ),
            "guests": LinesInLanguages(
                label=_("Guests"), parts=GUEST_PARTS, plain=("name", "source_url"),
                help_text=_("One a line: name | role | https://where it was announced."),
            ),
            "source_title": forms.CharField(label=_("Source"), required=False, max_length=200),
            "source_url": WebField(label=_("Address of the source"), required=False, max_length=200),
            "licence": forms.CharField(label=_("Licence"), required=False, max_length=200),
        }  # fmt: skip

    def told(self, row: Event) -> dict[str, Any]:
        told = {name: getattr(row, name) for name in self.FIELDS}
        lists = ("frame", "guests")
        return told | {name: self._lines(name).lines_of(told[name], self.languages) for name in lists}

    def clean(self) -> dict[str, Any]:
        for day in self._items("frame"):
            try:
                datetime.fromisoformat(day["day"])
            except ValueError:
                self.add_error("frame", _("Begin each line with a day such as 2027-08-20."))
                break
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        return {**self.values(*self.FIELDS), "frame": self._items("frame"), "guests": self._items("guests")}

    def _items(self, name: str) -> list[Any]:
        found = self._lines(name).items(self.cleaned_data.get(name, TranslatedText()))
        for item in found:
            if not str(item.get("source_url", "https://")).startswith(("https://", "http://")):
                item["source_url"] = ""
        return found

    def _lines(self, name: str) -> LinesInLanguages:
        field = self.fields[name]
        assert isinstance(field, LinesInLanguages)  # noqa: S101 -- made so above
        return field


class EventFacts(OfAnEvent):
    """When, where, for how many, in which languages."""

    FIELDS = (
        "kind", "mode", "start", "end", "starts_at", "ends_at", "zone", "languages", "city", "country",
        "venue", "capacity", "expected", "attended", "attended_at_least",
    )  # fmt: skip

    def own_fields(self) -> dict[str, forms.Field]:
        community = self.known.community
        spoken = dict.fromkeys((*community.languages, *self.known.languages))
        venues = [(str(row.pk), translated_plain(row.name)) for row in venues_of(community)]
        return {
            "kind": NotedChoice(
                label=_("Kind"), notes=kind_notes(),
                choices=[(code, labels.event_kind(code)) for code in Event.Kind.values],
            ),
            "mode": forms.ChoiceField(
                label=_("How people come"), choices=[(code, labels.mode(code)) for code in Event.Mode.values]
            ),
            "start": forms.DateField(label=_("First day")),
            "end": forms.DateField(label=_("Last day")),
            "opens": forms.TimeField(label=_("From"), required=False),
            "closes": forms.TimeField(label=_("Until"), required=False),
            "zone": forms.ChoiceField(label=_("Time zone"), choices=zones()),
            "languages": forms.MultipleChoiceField(
                label=_("Languages"), choices=[(code, language_name(code)) for code in spoken]
            ),
            "city": forms.CharField(label=_("Town"), required=False, max_length=80),
            "country": forms.ChoiceField(
                label=_("Country"), required=False, choices=[("", "–"), *countries()]
            ),
            "venue": forms.ChoiceField(
                label=_("Venue"), required=False, choices=[("", _("Not chosen yet")), *venues]
            ),
            "capacity": _count(_("Places")),
            "expected": _count(_("How many are expected")),
            "attended": _count(_("How many came")),
            "attended_at_least": forms.BooleanField(
                label=_("At least so many came"), required=False
            ),
        }  # fmt: skip

    def told(self, row: Event) -> dict[str, Any]:
        told = {name: getattr(row, name) for name in self.FIELDS if name not in ("starts_at", "ends_at")}
        return told | {
            "venue": str(row.venue_id or ""), "opens": _clock(row.starts_at, row.zone),
            "closes": _clock(row.ends_at, row.zone),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        value = self.cleaned_data
        if value.get("start") and value.get("end"):
            if value["end"] < value["start"]:
                self.add_error("end", _("The last day lies before the first one."))
            hours = (value.get("opens"), value.get("closes"))
            if value["end"] == value["start"] and all(hours) and value["closes"] <= value["opens"]:
                self.add_error("closes", _("It ends before it begins. Check the hours."))
        return value

    def facts(self) -> dict[str, Any]:
        value, zone = self.cleaned_data, ZoneInfo(self.cleaned_data["zone"])
        rows = {str(row.pk): row for row in venues_of(self.known.community)}
        moments = {
            name: datetime.combine(value[day], value[hour], zone) if value[hour] else None
            for name, day, hour in (("starts_at", "start", "opens"), ("ends_at", "end", "closes"))
        }
        plain = tuple(name for name in self.FIELDS if name not in (*moments, "venue"))
        return {**self.values(*plain), **moments, "venue": rows.get(value["venue"])}


class EventBelongs(OfAnEvent):
    """The series it is an edition of, and the larger event it lies within."""

    FIELDS = ("series", "part_of")

    def own_fields(self) -> dict[str, forms.Field]:
        series = [(str(row.pk), translated_plain(row.name)) for row in series_of(self.known.community)]
        wholes = [(str(row.pk), translated_plain(row.name)) for row in wholes_for(self.known)]
        return {
            "series": forms.ChoiceField(
                label=_("Series"), required=False, choices=[("", _("None")), *series],
                help_text=_("Editions of one series lead to each other."),
            ),
            "new_series": TextInLanguages(label=_("Or a new series"), required=False, longest=120),
            "part_of": forms.ChoiceField(
                label=_("Part of"), required=False, choices=[("", _("It stands alone")), *wholes],
                help_text=_("Such as a workshop within a conference."),
            ),
        }  # fmt: skip

    def told(self, row: Event) -> dict[str, Any]:
        return {"series": str(row.series_id or ""), "part_of": str(row.part_of_id or "")}

    def facts(self) -> dict[str, Any]:
        value = self.cleaned_data
        series = {str(row.pk): row for row in series_of(self.known.community)}
        wholes = {str(row.pk): row for row in wholes_for(self.known)}
        return {"series": series.get(value["series"]), "part_of": wholes.get(value["part_of"])}


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=1_000_000)


def _clock(moment: datetime | None, zone: str) -> Any:
    return moment.astimezone(ZoneInfo(zone)).time() if moment else None
