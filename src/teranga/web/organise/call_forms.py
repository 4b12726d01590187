"""Forms of the call: its beginning, its window, its texts, its fields, its rows and its codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.events.models import Event, Track
from teranga.domains.proposals.models import Call, SessionType
from teranga.domains.proposals.ready_made import TOPICS, TYPES, in_languages
from teranga.domains.proposals.rules_call import (
    ALWAYS,
    FIELDS,
    HIDDEN,
    MOST_LENGTH,
    OPTIONAL,
    POLICIES,
    REQUIRED,
    asked,
)
from teranga.foundation.translated import TranslatedText
from teranga.web import call_words, localised
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.places_forms import MomentField
from teranga.web.templating import translated_plain

SPOKEN = ("fr", "en", "es", "pt", "ar", "sw", "wo", "ee")


def spoken_choices(event: Event) -> list[tuple[str, str]]:
    """The event's own languages first, then those that talks are often given in."""
    codes = [*(event.languages or event.community.languages), *SPOKEN]
    return [(code, localised.language_name(code)) for code in dict.fromkeys(codes)]


class BeginForm(DrawnForm):
    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        zone = self.event.zone
        names = [
            (ready.slug, f"{translated_plain(in_languages(ready.names, ('en', 'fr', 'es')))} · "
             f"{call_words.minutes(ready.minutes)}") for ready in TYPES
        ]  # fmt: skip
        topics = [
            (slug, translated_plain(in_languages(told, ("en", "fr", "es")))) for slug, told in TOPICS.items()
        ]
        return {
            "opens_at": MomentField(label=_("Opens"), zone=zone, help_text=_clock(self.event)),
            "closes_at": MomentField(label=_("Closes"), zone=zone),
            "types": forms.MultipleChoiceField(
                label=_("What may be proposed"), choices=names, required=False,
                help_text=_("You can change names and lengths afterwards, and add your own."),
            ),
            "topics": forms.MultipleChoiceField(label=_("Topics"), choices=topics, required=False),
        }  # fmt: skip


class WindowForm(DrawnForm):
    def __init__(self, *args: Any, event: Event, tracks: Sequence[Track], **kwargs: Any) -> None:
        self.event, self.tracks = event, tracks
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        zone = self.event.zone
        tracks = [(row.slug, translated_plain(row.name)) for row in self.tracks]
        return {
            "about": TextInLanguages(
                label=_("What you look for"), longest=6000, lines=5, required=False,
                help_text=_("Whom you invite, what was missing last time, what a first speaker may expect."),
            ),
            "opens_at": MomentField(label=_("Opens"), zone=zone, help_text=_clock(self.event)),
            "closes_at": MomentField(label=_("Closes"), zone=zone),
            "grace_minutes": forms.IntegerField(
                label=_("Minutes of grace"), min_value=0, max_value=1440,
                help_text=_("After the end, for those who had begun to write before."),
            ),
            "decide_by": forms.DateField(label=_("Speakers hear from you by"), required=False),
            "reply_days": forms.IntegerField(
                label=_("Days that speakers have to confirm"), min_value=1, max_value=90
            ),
            "most_per_person": forms.IntegerField(
                label=_("Most proposals of one person"), min_value=1, max_value=100, required=False
            ),
            "levels": forms.MultipleChoiceField(
                label=_("For whom a session can be"), choices=call_words.levels(), required=False
            ),
            "languages": forms.MultipleChoiceField(
                label=_("Languages that may be spoken"), choices=spoken_choices(self.event), required=False,
                help_text=_("None ticked: those of the event."),
            ),
            **({
                "closed_tracks": forms.MultipleChoiceField(
                    label=_("Tracks that need an access code"), choices=tracks, required=False
                )
            } if tracks else {}),
        }  # fmt: skip


class TextsForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        hints = {
            "conduct": _("What you expect of each other, and whom one tells when something happens."),
            "payment": _("Say it openly, even when it is unpleasant: place, travel, hotel, meals."),
            "travel": _("Who can get help, for what, and until when one asks for it."),
            "ai": _("May a machine write or translate a proposal? Must one say so?"),
        }
        return {
            **{
                key: TextInLanguages(label=name, longest=4000, lines=3, required=False, help_text=hints[key])
                for key, name in call_words.policies()
            },
            "everybody_pays": forms.BooleanField(
                label=_("Everybody pays for their place, speakers too"), required=False
            ),
            "rules": TextInLanguages(
                label=_("How you choose"), longest=6000, lines=4, required=False,
                help_text=_("Who reviews, what counts, which balance you want. Published before and after."),
            ),
            "past": forms.CharField(
                label=_("Earlier years"), required=False, max_length=2000, widget=forms.Textarea,
                help_text=_("One a line: name | received | accepted. For example: 2025 | 214 | 62"),
            ),
        }  # fmt: skip

    def clean_past(self) -> list[dict[str, Any]]:
        return [_past_line(line) for line in self.cleaned_data["past"].splitlines() if line.strip()]

    def call_values(self) -> dict[str, Any]:
        told = {key: dict(self.cleaned_data[key]) for key in POLICIES if self.cleaned_data[key]}
        return self.values("everybody_pays", "rules", "past") | {"policies": told}

    @classmethod
    def shown(cls, row: Call) -> dict[str, Any]:
        lines = [f"{line['name']} | {line['received']} | {line['accepted']}" for line in row.past]
        policies = {key: TranslatedText(row.policies.get(key) or {}) for key in POLICIES}
        return {"everybody_pays": row.everybody_pays, "rules": row.rules, "past": "\n".join(lines)} | policies


def _past_line(line: str) -> dict[str, Any]:
    name, received, accepted = ([part.strip() for part in line.split("|")] + ["", ""])[:3]
    if not name or not (received.isdecimal() and accepted.isdecimal()):
        told = _("“{line}”: write name | received | accepted.")
        raise forms.ValidationError(told.format(line=line.strip()[:80]))
    return {"name": name[:80], "received": int(received[:6]), "accepted": int(accepted[:6])}


class FieldsForm(DrawnForm):
    """For each field of the form: whether it is asked, and how long it may be."""

    def own_fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {
            "count_in": forms.ChoiceField(
                label=_("Lengths are counted in"),
                choices=[(Call.CountIn.WORDS, _("words")), (Call.CountIn.CHARACTERS, _("characters"))],
            )
        }
        for key, name in call_words.field_names():
            if key not in ALWAYS:
                asks = (HIDDEN, OPTIONAL, REQUIRED) if FIELDS[key].may_be_required else (HIDDEN, OPTIONAL)
                choices = [(ask, call_words.ask_name(ask)) for ask in asks]
                found[f"{key}-ask"] = forms.ChoiceField(label=name, choices=choices)
            if FIELDS[key].has_length:
                for end, told in (("min", _("{field}: at least")), ("max", _("{field}: at most"))):
                    found[f"{key}-{end}"] = forms.IntegerField(
                        label=told.format(field=name), required=False, min_value=0, max_value=MOST_LENGTH
                    )
        return found

    def call_values(self) -> dict[str, Any]:
        told = {
            key: {
                end: value for end in ("ask", "min", "max")
                if (value := self.cleaned_data.get(f"{key}-{end}")) not in (None, "")
            }
            for key in FIELDS
        }  # fmt: skip
        return {"count_in": self.cleaned_data["count_in"], "fields": {k: v for k, v in told.items() if v}}

    @classmethod
    def shown(cls, row: Call) -> dict[str, Any]:
        told: dict[str, Any] = {"count_in": row.count_in}
        for key in FIELDS:
            how = asked(row, key)
            told |= {f"{key}-ask": how.ask, f"{key}-min": how.least, f"{key}-max": how.most}
        return told


class VotingForm(DrawnForm):
    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        zone = self.event.zone
        return {
            "votes_open_at": MomentField(
                label=_("People vote from"), zone=zone, required=False,
                help_text=_("Both empty: nobody votes."),
            ),
            "votes_close_at": MomentField(label=_("until"), zone=zone, required=False),
        }  # fmt: skip


class TypeForm(DrawnForm):
    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        ways = [(way, call_words.way_name(way)) for way in SessionType.Way.values]
        return {
            "name": TextInLanguages(label=_("Name"), longest=80),
            "about": TextInLanguages(
                label=_("What it is"), longest=600, lines=2, required=False,
                help_text=_("For example: hands-on, people bring a laptop, thirty places."),
            ),
            "minutes": forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440),
            "way": forms.ChoiceField(label=_("Who proposes one"), choices=ways),
            "closes_at": MomentField(
                label=_("Its own deadline"), zone=self.event.zone, required=False,
                help_text=_("Empty: that of the call."),
            ),
            "is_sponsored": forms.BooleanField(
                label=_("Paid for by a sponsor, and marked so on the programme"), required=False
            ),
            "rooms": forms.IntegerField(label=_("Rooms that it can be given in"), min_value=1, max_value=200),
            "room_minutes": forms.IntegerField(
                label=_("Minutes for it in each room"), min_value=1, max_value=100_000, required=False,
                help_text=_("All days together. Empty: the selection does not look at time."),
            ),
            "is_offered": forms.BooleanField(label=_("Can be proposed"), required=False),
        }  # fmt: skip


class TopicForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "name": TextInLanguages(label=_("Name"), longest=80),
            "is_offered": forms.BooleanField(label=_("Can be chosen"), required=False),
        }


class CodeForm(DrawnForm):
    def __init__(
        self, *args: Any, event: Event, types: Sequence[SessionType], tracks: Sequence[Track], is_new: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.event, self.types, self.tracks, self.is_new = event, types, tracks, is_new
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        code = forms.CharField(
            label=_("Code"), max_length=40, required=False, help_text=_("Empty: we make one.")
        )
        types = [(row.slug, translated_plain(row.name)) for row in self.types]
        tracks = [(row.slug, translated_plain(row.name)) for row in self.tracks]
        return {
            **({"code": code} if self.is_new else {}),
            "note": forms.CharField(label=_("For whom"), max_length=200, required=False),
            "types": forms.MultipleChoiceField(label=_("Types that it opens"), choices=types, required=False),
            **({"tracks": forms.MultipleChoiceField(
                label=_("Tracks that it opens"), choices=tracks, required=False
            )} if tracks else {}),
            "after_the_end": forms.BooleanField(label=_("Opens the call after its end"), required=False),
            "valid_until": MomentField(label=_("Counts until"), zone=self.event.zone, required=False),
            "most_uses": forms.IntegerField(
                label=_("Most proposals sent with it"), min_value=1, max_value=100_000, required=False
            ),
        }  # fmt: skip


def _clock(event: Event) -> str:
    return _("On the clock of {place}.").format(place=localised.zone_city(event.zone))
