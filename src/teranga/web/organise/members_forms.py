"""The forms of the members' desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.communities.models import Participation
from teranga.web import labels, localised
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import WebField, WordsField


class ActiveRuleForm(DrawnForm):
    active_counts = forms.MultipleChoiceField(
        label=gettext_lazy("What counts as taking part"), required=False,
        help_text=gettext_lazy("Nothing ticked: every confirmed member counts as active."),
    )  # fmt: skip
    active_times = forms.IntegerField(
        label=gettext_lazy("How many times at least"), min_value=1, max_value=50
    )
    active_months = forms.IntegerField(
        label=gettext_lazy("Within how many months"), min_value=1, max_value=60
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, labels.participation_kind(kind)) for kind in Participation.Kind.values]
        self.fields["active_counts"].choices = kinds


class TalkForm(DrawnForm):
    member = forms.CharField(
        label=gettext_lazy("Which member"), max_length=120,
        help_text=gettext_lazy("The talk is shown when this person said yes on their own page."),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    event_name = forms.CharField(label=gettext_lazy("At which event"), max_length=160)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80, required=False)
    day = forms.DateField(label=gettext_lazy("Day"))
    url = WebField(label=gettext_lazy("Link"), max_length=300, required=False)


class DelegationForm(DrawnForm):
    event_name = forms.CharField(label=gettext_lazy("Which event"), max_length=160)
    start = forms.DateField(label=gettext_lazy("Day"))
    people_count = forms.IntegerField(label=gettext_lazy("How many of us"), min_value=1, max_value=500)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80, required=False)
    country = forms.CharField(
        label=gettext_lazy("Country"),
        max_length=2,
        required=False,
        help_text=gettext_lazy("Two letters: TG."),
    )
    url = WebField(label=gettext_lazy("Link"), max_length=300, required=False)
    note = forms.CharField(label=gettext_lazy("In a sentence"), max_length=300, required=False)
    members = WordsField(
        label=gettext_lazy("Who went"), required=False,
        help_text=gettext_lazy("Names of members, divided by commas. Each is shown once that person agreed."),
    )  # fmt: skip

    def clean_country(self) -> str:
        code = self.cleaned_data["country"].upper()
        if code and code not in localised.locale_for("en").territories:
            raise forms.ValidationError(_("Write the country’s two letters, such as TG, SN or CO."))
        return code


class HandOverForm(DrawnForm):
    name = forms.CharField(label=gettext_lazy("Who goes on"), max_length=120)
    since = forms.DateField(label=gettext_lazy("From which day"))
    ends_on = forms.DateField(
        label=gettext_lazy("The term ends on"), required=False,
        help_text=gettext_lazy("A month before, the organisers get a reminder."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        since, end = values.get("since"), values.get("ends_on")
        if since and end and end <= since:
            self.add_error("ends_on", _("A term ends after it begins."))
        return values
