"""What organisers write of an opportunity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.communities.models import ANYWHERE
from teranga.web import localised
from teranga.web import opportunity_words as words
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import WebField
from teranga.web.organise.forms import TextInLanguages

LANGUAGES = ("fr", "en", "es", "pt", "ar", "sw")
ZONES = (
    ANYWHERE, "UTC", "Africa/Abidjan", "Africa/Lagos", "Africa/Johannesburg", "Africa/Nairobi",
    "America/Bogota", "America/New_York", "America/Los_Angeles", "Europe/London", "Europe/Paris",
    "Asia/Kolkata",
)  # fmt: skip


class Several(forms.MultipleChoiceField):
    """Boxes; a stored list may also come as the words of one line."""

    def prepare_value(self, value: Any) -> Any:
        return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


class OpportunityForm(DrawnForm):
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=words.kinds)
    title = TextInLanguages(label=gettext_lazy("Title"), longest=200)
    url = WebField(label=gettext_lazy("Address of the call"), max_length=300)
    source = forms.CharField(label=gettext_lazy("Offered by"), required=False, max_length=120)
    last_day = forms.DateField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: open all year.")
    )
    last_hour = forms.TimeField(
        label=gettext_lazy("Hour on the last day"), required=False,
        help_text=gettext_lazy("Empty: until the day is over."),
    )  # fmt: skip
    zone = forms.ChoiceField(label=gettext_lazy("By which clock"))
    who = Several(
        label=gettext_lazy("Who may apply"), required=False, choices=words.whos,
        help_text=gettext_lazy("None ticked: everybody."),
    )  # fmt: skip
    who_note = TextInLanguages(
        label=gettext_lazy("More on who may apply"), longest=400, lines=2, required=False
    )
    languages = Several(label=gettext_lazy("In which languages one may apply"), required=False)
    money = TextInLanguages(
        label=gettext_lazy("What one gets"), longest=160, required=False,
        help_text=gettext_lazy("In a few words: ticket and travel, 500 euros, a paid job."),
    )  # fmt: skip
    text = TextInLanguages(label=gettext_lazy("What it is about"), longest=4000, lines=5, required=False)
    outcome = TextInLanguages(
        label=gettext_lazy("What came of it"), longest=1000, lines=3, required=False,
        help_text=gettext_lazy("Once it is over. Name nobody who did not say yes."),
    )  # fmt: skip
    got_told = forms.IntegerField(
        label=gettext_lazy("How many of us got it"), required=False, min_value=0, max_value=30_000,
        help_text=gettext_lazy("The page shows the number from five on."),
    )  # fmt: skip

    def __init__(self, *args: Any, zone: str, languages: Sequence[str] = ("en",), **kwargs: Any) -> None:
        super().__init__(*args, languages=languages, **kwargs)
        zones = dict.fromkeys((zone, self.initial.get("zone") or zone, *ZONES))
        self.fields["zone"].choices = [(one, words.zone_name(one)) for one in zones]
        self.fields["languages"].choices = [
            (code, localised.language_name(code)) for code in dict.fromkeys((*languages, *LANGUAGES))
        ]

    def clean_zone(self) -> str:
        zone = str(self.cleaned_data["zone"])
        if zone not in available_timezones():
            raise forms.ValidationError(_("This clock is not known here."))
        return zone
