"""The forms of the members' desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from teranga.domains.communities.models import Participation
from teranga.web import labels
from teranga.web.organise.drawing import DrawnForm


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
