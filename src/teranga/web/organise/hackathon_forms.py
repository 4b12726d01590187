"""Forms of the hackathon desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.places_forms import MomentField


class HackathonForm(DrawnForm):
    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "deadline": MomentField(
                label=_("Hand in until"), zone=self.zone,
                help_text=_("Teams change and hand in until then; judging begins after it."),
            ),
            "team_size": forms.IntegerField(label=_("Most people in a team"), min_value=1, max_value=50),
        }  # fmt: skip


class CriterionForm(DrawnForm):
    name = TextInLanguages(label=gettext_lazy("What judges look at"), longest=120)
    weight = forms.IntegerField(label=gettext_lazy("Weight"), min_value=1, max_value=20,
                                help_text=gettext_lazy("Twice the weight counts twice."))  # fmt: skip


class NamedForm(DrawnForm):
    member = forms.CharField(
        label=gettext_lazy("Member"), max_length=200,
        help_text=gettext_lazy("The e-mail address, or the name if only one member bears it."),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[("judge", gettext_lazy("Judge")), ("mentor", gettext_lazy("Mentor of the teams"))],
    )
    topics = forms.CharField(
        label=gettext_lazy("Topics of a mentor"), max_length=200, required=False,
        help_text=gettext_lazy("A mentor stands on the public page once they said yes on their own page."),
    )  # fmt: skip
