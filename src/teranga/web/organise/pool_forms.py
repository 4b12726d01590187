"""Forms of the journeys' desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.domains.aid.rules_pools import MOST_BEDS
from teranga.web.money_fields import COMMON, read_amount
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.places_forms import MomentField


class JourneyForm(DrawnForm):
    """Where the journey leads, when it leaves, what it costs. Only a new one asks for name and seats."""

    def __init__(
        self, *args: Any, zone: str, languages: list[str], is_new: bool, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, languages=languages, **kwargs)
        if is_new:
            self.fields["name"] = TextInLanguages(label=_("Name"), longest=120)
            self.fields["name"].widget.languages = self.languages
            self.fields["seats"] = forms.IntegerField(min_value=1, max_value=500, label=_("Seats"))
            self.fields["leaves_at"] = MomentField(zone=zone, label=_("Leaves at"))
            self.fields["visibility"] = forms.ChoiceField(
                label=_("Who finds it"),
                choices=[
                    ("unlisted", _("Whoever has the link")), ("public", _("Everybody, in the list of events"))
                ],
            )  # fmt: skip
        self.fields |= {
            "elsewhere": forms.CharField(max_length=200, label=_("The event it leads to")),
            "address": forms.URLField(
                required=False, max_length=300, assume_scheme="https", label=_("Page of that event")
            ),
            "leaves_from": forms.CharField(max_length=160, label=_("Leaves from")),
            "back_at": MomentField(zone=zone, required=False, label=_("Back at")),
            "stops": forms.CharField(
                required=False, max_length=2000, widget=forms.Textarea,
                label=_("Times and stops"),
                help_text=_("One a line, the hour first: 06:30 Lomé, bus station"),
            ),
            "telephone": forms.CharField(
                required=False, max_length=40, label=_("Telephone of the person responsible"),
                help_text=_("Only those who travel see it."),
            ),
            "currency": forms.ChoiceField(choices=[(one, one) for one in COMMON], label=_("Currency")),
            "seat_price": forms.CharField(required=False, max_length=20, label=_("Price of a seat")),
            "bed_price": forms.CharField(required=False, max_length=20, label=_("Price of a bed")),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("seat_price", "bed_price"):
            typed = told.get(name) or ""
            try:
                told[name] = read_amount(typed, told["currency"]).minor if typed.strip("0 .,") else 0
            except (forms.ValidationError, KeyError) as refused:
                if isinstance(refused, forms.ValidationError):
                    self.add_error(name, refused)
        told["stops"] = [
            line.strip()[:160] for line in (told.get("stops") or "").splitlines() if line.strip()
        ]
        return told


class RoomForm(DrawnForm):
    name = forms.CharField(max_length=80, label=_("Name of the room"))
    beds = forms.IntegerField(min_value=1, max_value=MOST_BEDS, label=_("Beds"))
