"""The two forms of a beginning: a community, and its first event."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.communities.models import Community
from teranga.domains.events.actions.start_event import House
from teranga.domains.events.models import Event
from teranga.foundation.translated import TranslatedText
from teranga.web import labels
from teranga.web.localised import language_name, zone_city
from teranga.web.me.pages import LANGUAGES_OFFERED
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import AddressField, ColourField, NotedChoice
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.guesses import (
    KIND_DEFAULTS,
    countries,
    currencies,
    currency_of,
    kind_notes,
    zone_of,
    zones,
)
from teranga.web.organise.settings_community_forms import in_known_order

COMMUNITY_FIELDS = (
    "name", "languages", "default_language", "cities", "countries", "zone", "currency", "first_colour",
    "second_colour", "contact_email",
)  # fmt: skip
EVENT_FIELDS = ("kind", "mode", "name", "start", "end", "starts_at", "ends_at", "city", "venue")


class CommunityStart(DrawnForm):
    """What a community needs before anything else; zone and currency follow from its country."""

    def __init__(self, *args: Any, known: Community | None = None, **kwargs: Any) -> None:
        self.known = known
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        spoken = dict.fromkeys((*(self.known.languages if self.known else ()), *LANGUAGES_OFFERED))
        return {
            "name": forms.CharField(label=_("Name of the community"), min_length=2, max_length=120),
            "languages": forms.MultipleChoiceField(
                label=_("Languages"), choices=[(code, language_name(code)) for code in spoken],
                help_text=_("Every public text can be written in each of them."),
            ),
            "city": forms.CharField(label=_("Town"), max_length=80, required=False),
            "country": forms.ChoiceField(
                label=_("Country"), choices=[("", _("Choose a country")), *countries()]
            ),
            "contact_email": AddressField(
                label=_("E-mail address for questions"), required=False,
                help_text=_("It stands on the public pages."),
            ),
            "first_colour": ColourField(label=_("First colour: buttons and titles")),
            "second_colour": ColourField(label=_("Second colour: what is now, and limits")),
            "zone": forms.ChoiceField(
                label=_("Time zone"), required=False,
                choices=[("", _("The country's own")), *zones()],
            ),
            "currency": forms.ChoiceField(
                label=_("Currency"), required=False, choices=[("", _("The country's own")), *currencies()]
            ),
        }  # fmt: skip

    @staticmethod
    def told(community: Community) -> dict[str, Any]:
        """The form's values for a community that is there already; a zone nobody chose is guessed."""
        zone = community.zone if community.countries or community.zone != "UTC" else ""
        return {
            "name": str(community.name), "languages": community.languages, "zone": zone,
            "city": next(iter(community.cities), ""), "country": next(iter(community.countries), ""),
            "contact_email": community.contact_email, "currency": community.currency,
            "first_colour": community.first_colour, "second_colour": community.second_colour,
        }  # fmt: skip

    def facts(self, language: str) -> dict[str, Any]:
        """What the form says of the community; the reader's language comes first when it is ticked."""
        value, known = self.cleaned_data, self.known
        spoken = sorted(value["languages"], key=lambda code: code != language)
        if known:
            spoken = in_known_order(spoken, known.languages)
        return {
            "name": self._name(spoken), "languages": spoken, "default_language": self._main(spoken),
            "cities": _first(value["city"], known.cities if known else []),
            "countries": _first(value["country"], known.countries if known else []),
            "zone": value["zone"] or zone_of(value["country"], value["city"]),
            "currency": value["currency"] or currency_of(value["country"]),
            "contact_email": value["contact_email"], "first_colour": value["first_colour"],
            "second_colour": value["second_colour"],
        }  # fmt: skip

    def _main(self, spoken: list[str]) -> str:
        return (
            self.known.default_language if self.known and self.known.default_language in spoken else spoken[0]
        )

    def _name(self, spoken: list[str]) -> TranslatedText:
        """One name in all languages, unless the community told its names apart and nothing changed here."""
        name = self.cleaned_data["name"].strip()
        if self.known and str(self.known.name) == name:
            return TranslatedText({**dict.fromkeys(spoken, name), **self.known.name})
        return TranslatedText(dict.fromkeys(spoken, name))


def _first(value: str, others: list[str]) -> list[str]:
    return [value, *(other for other in others[1:] if other != value)] if value else []


class EventStart(DrawnForm):
    """A first event: what it is, when and where. Hours and length come from its kind when left empty."""

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        self.community = community
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "kind": NotedChoice(
                label=_("What kind of event is it?"), notes=kind_notes(),
                choices=[(code, labels.event_kind(code)) for code in KIND_DEFAULTS],
            ),
            "name": TextInLanguages(label=_("Name of the event"), longest=120),
            "start": forms.DateField(label=_("First day")),
            "end": forms.DateField(
                label=_("Last day"), required=False,
                help_text=_("Left empty: as long as such events usually last."),
            ),
            "opens": forms.TimeField(
                label=_("From"), required=False,
                help_text=_("Hours of {town}. Left empty: as usual for its kind.").format(
                    town=zone_city(self.community.zone)
                ),
            ),
            "closes": forms.TimeField(label=_("Until"), required=False),
            "mode": forms.ChoiceField(
                label=_("How people come"), choices=[(code, labels.mode(code)) for code in Event.Mode.values]
            ),
            "city": forms.CharField(label=_("Town"), max_length=80, required=False),
            "venue": forms.CharField(
                label=_("Place"), max_length=120, required=False,
                help_text=_("The name of the building; its address and rooms can follow."),
            ),
        }  # fmt: skip

    @staticmethod
    def told(event: Event) -> dict[str, Any]:
        zone = ZoneInfo(event.zone)
        return {
            "kind": event.kind, "name": event.name, "mode": event.mode,
            "start": event.start, "end": event.end,
            "opens": event.starts_at.astimezone(zone).time() if event.starts_at else None,
            "closes": event.ends_at.astimezone(zone).time() if event.ends_at else None,
            "city": event.city, "venue": str(event.venue.name) if event.venue else "",
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        value = self.cleaned_data
        if value.get("start") and value.get("kind"):
            usual = KIND_DEFAULTS[value["kind"]]
            value["end"] = value.get("end") or value["start"] + timedelta(days=usual.days - 1)
            value["opens"] = value.get("opens") or usual.opens
            value["closes"] = value.get("closes") or usual.closes
            if value["end"] < value["start"]:
                self.add_error("end", _("The last day lies before the first one."))
            elif value["end"] == value["start"] and value["closes"] <= value["opens"]:
                self.add_error("closes", _("It ends before it begins. Check the hours."))
        return value

    def facts(self, zone: str) -> dict[str, Any]:
        """What the form says of the event, its house aside."""
        value = self.cleaned_data
        return {
            "kind": value["kind"], "mode": value["mode"], "name": value["name"], "start": value["start"],
            "end": value["end"], "starts_at": _moment(value["start"], value["opens"], zone),
            "ends_at": _moment(value["end"], value["closes"], zone),
            "city": "" if value["mode"] == Event.Mode.ONLINE else value["city"],
        }  # fmt: skip

    def house(self) -> House | None:
        value, country = self.cleaned_data, next(iter(self.community.countries), "")
        if not value["venue"] or value["mode"] == Event.Mode.ONLINE:
            return None
        name = TranslatedText({self.community.default_language: value["venue"]})
        return House(name, value["city"], country)


def _moment(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(zone))
