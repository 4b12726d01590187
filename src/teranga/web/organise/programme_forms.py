"""What organisers write about the house and the programme."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.events.models import Event, Session, Speaker
from teranga.domains.events.queries_programme import rooms_of, speakers_by_session, speakers_of, tracks_of
from teranga.web import labels, localised
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import ColourField, WebField, WordsField
from teranga.web.organise.forms import TextInLanguages
from teranga.web.templating import translated_plain

KINDS = (
    "talk", "long talk", "lightning talk", "workshop", "tutorial", "keynote", "panel", "poster", "opening",
    "closing", "plenary", "break",
)  # fmt: skip
LEVELS = ("beginner", "intermediate", "advanced", "all")
MOST = 2_147_483_647


def country_of(text: str) -> str:
    code = text.upper()
    if code and code not in localised.locale_for("en").territories:
        raise forms.ValidationError(_("Write the country’s two letters, such as TG, SN or CO."))
    return code


class VenueForm(DrawnForm):
    name = TextInLanguages(label=gettext_lazy("Name"), longest=160)
    address = forms.CharField(label=gettext_lazy("Address"), required=False, max_length=200)
    city = forms.CharField(label=gettext_lazy("City"), required=False, max_length=80)
    country = forms.CharField(
        label=gettext_lazy("Country"),
        required=False,
        max_length=2,
        help_text=gettext_lazy("Two letters: TG."),
    )
    access = TextInLanguages(
        label=gettext_lazy("How to get in"), longest=2000, lines=4, required=False,
        help_text=gettext_lazy("Steps, lifts, toilets, a quiet room, where the taxi stops."),
    )  # fmt: skip
    url = WebField(label=gettext_lazy("Web page"), required=False, max_length=200)

    def clean_country(self) -> str:
        return country_of(self.cleaned_data["country"])


class RoomForm(DrawnForm):
    name = TextInLanguages(label=gettext_lazy("Name"), longest=120)
    capacity = forms.IntegerField(label=gettext_lazy("Seats"), min_value=0, max_value=MOST, required=False)
    description = TextInLanguages(
        label=gettext_lazy("What is in it, how it is reached"), longest=1000, lines=3, required=False
    )
    venue_id = forms.TypedChoiceField(
        label=gettext_lazy("Venue"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, venues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["venue_id"].choices = [("", _("None")), *venues]


class TrackForm(DrawnForm):
    name = TextInLanguages(label=gettext_lazy("Name"), longest=120)
    colour = ColourField(
        initial="#1f5fa8",
        label=gettext_lazy("Colour"),
        help_text=gettext_lazy("A bar beside the title, never the only sign."),
    )


class SpeakerForm(DrawnForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    biography = TextInLanguages(label=gettext_lazy("Biography"), longest=5000, lines=5, required=False)
    affiliation = forms.CharField(label=gettext_lazy("Where from"), required=False, max_length=160)
    country = forms.CharField(
        label=gettext_lazy("Country"),
        required=False,
        max_length=2,
        help_text=gettext_lazy("Two letters: TG."),
    )
    is_keynote = forms.BooleanField(label=gettext_lazy("Keynote"), required=False)

    def clean_country(self) -> str:
        return country_of(self.cleaned_data["country"])


class SessionForm(DrawnForm):
    title = TextInLanguages(label=gettext_lazy("Title"), longest=300)
    day = forms.TypedChoiceField(
        label=gettext_lazy("Day"), required=False, coerce=date.fromisoformat, empty_value=None
    )
    hour = forms.TimeField(label=gettext_lazy("Begins at"), required=False)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=1, max_value=24 * 60, required=False
    )
    room_id = forms.TypedChoiceField(label=gettext_lazy("Room"), required=False, coerce=int, empty_value=None)
    track_id = forms.TypedChoiceField(
        label=gettext_lazy("Track"), required=False, coerce=int, empty_value=None
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    speakers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Speakers"), required=False, coerce=int, empty_value=[]
    )
    languages = forms.MultipleChoiceField(label=gettext_lazy("Spoken in"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    subtitle = TextInLanguages(label=gettext_lazy("Subtitle"), longest=300, required=False)
    abstract = TextInLanguages(label=gettext_lazy("Abstract"), longest=10_000, lines=5, required=False)
    description = TextInLanguages(label=gettext_lazy("Description"), longest=30_000, lines=5, required=False)
    tags = WordsField(
        label=gettext_lazy("Keywords"), required=False, help_text=gettext_lazy("Divided by commas.")
    )
    do_not_record = forms.BooleanField(label=gettext_lazy("Do not record"), required=False)
    is_plenary = forms.BooleanField(label=gettext_lazy("For everybody, in all rooms"), required=False)
    anyway = forms.BooleanField(
        label=gettext_lazy("Save it even if it collides with another session"), required=False
    )

    def __init__(self, *args: Any, choices: dict[str, Any], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        for name, offered in choices.items():
            self.fields[name].choices = offered

    def clean(self) -> None:
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if (day is None) != (hour is None) and "hour" not in self.errors:
            self.add_error("hour", _("Give a day and an hour, or neither."))

    def session_values(self) -> dict[str, Any]:
        """What the actions take."""
        told = self.values(
            "title", "minutes", "room_id", "track_id", "kind", "languages", "level", "subtitle", "abstract",
            "description", "tags", "do_not_record", "is_plenary",
        )  # fmt: skip
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        start = datetime.combine(day, hour, ZoneInfo(self.zone)) if day and hour else None
        return told | {"starts_at": start, "is_break": told["kind"] == "break"}


def session_options(event: Event, session: Session | None = None) -> dict[str, Any]:
    """What the form offers; what the session has is always among it."""
    days = [
        event.start + timedelta(days=count) for count in range(min((event.end - event.start).days, 60) + 1)
    ]
    if session and session.starts_at:
        days = sorted({*days, session.starts_at.astimezone(ZoneInfo(event.zone)).date()})
    spoken = dict.fromkeys(
        [*(event.languages or event.community.languages), *(session.languages if session else [])]
    )
    kinds = dict.fromkeys([*KINDS, *([session.kind] if session and session.kind else [])])
    levels = dict.fromkeys([*LEVELS, *([session.level] if session and session.level else [])])
    return {
        "languages": tuple(event.languages or event.community.languages),
        "zone": event.zone,
        "choices": {
            "day": [("", _("No time yet")), *((day.isoformat(), localised.day(day)) for day in days)],
            "room_id": [
                ("", _("No room yet")),
                *((room.pk, translated_plain(room.name)) for room in rooms_of(event)),
            ],
            "track_id": [
                ("", _("None")),
                *((row.pk, translated_plain(row.name)) for row in tracks_of(event)),
            ],
            "kind": [("", _("None")), *((kind, labels.session_kind(kind)) for kind in kinds)],
            "level": [("", _("None")), *((level, labels.level(level)) for level in levels)],
            "languages": [(code, localised.language_name(code)) for code in spoken],
            "speakers": [(str(row.pk), _with_home(row)) for row in speakers_of(event)],
        },
    }


def _with_home(speaker: Speaker) -> str:
    return f"{speaker.name} ({speaker.affiliation})" if speaker.affiliation else speaker.name


def session_shown(event: Event, session: Session) -> dict[str, Any]:
    start = session.starts_at.astimezone(ZoneInfo(event.zone)) if session.starts_at else None
    names = ("title", "minutes", "room_id", "track_id", "kind", "languages", "level", "subtitle", "abstract",
             "description", "do_not_record", "is_plenary")  # fmt: skip
    return {name: getattr(session, name) for name in names} | {
        "day": start.date() if start else None,
        "hour": time(start.hour, start.minute) if start else None,
        "speakers": [str(speaker.pk) for speaker in speakers_by_session(event).get(session.pk, [])],
        "tags": ", ".join(session.tags),
    }
