"""What is chosen when an edition becomes the next one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.events.rules_clone import PARTS
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import SlugField
from teranga.web.organise.forms import TextInLanguages


def part_name(part: str) -> str:
    return {
        "settings": _("Settings: kind, languages, zone, seats, hours"),
        "texts": _("Texts, with the year replaced"),
        "venue": _("Venue and city"),
        "rooms": _("Rooms"),
        "tracks": _("Tracks"),
        "seats": _("Seats of the team, without names"),
        "plan": _("Plan, every task open again and without its owner"),
        "pages": _("Pages whose title names the year, as drafts"),
    }[part]


class CloneForm(DrawnForm):
    name = TextInLanguages(label=gettext_lazy("Name"), longest=160)
    slug = SlugField(label=gettext_lazy("Address"), max_length=60)
    start = forms.DateField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("All other days move with it.")
    )
    keep_weekday = forms.BooleanField(
        label=gettext_lazy("Keep the weekday: take the nearest day on which the last edition began"),
        required=False,
    )
    take = forms.MultipleChoiceField(
        label=gettext_lazy("What to take over"), required=False,
        help_text=gettext_lazy("Never people: no speakers, no answers, no members."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take"].choices = [(part, part_name(part)) for part in PARTS]
