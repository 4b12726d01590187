"""What is to be computed: by which rule, without which fund, with whom settled by hand."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.aid.models import Scenario
from teranga.domains.ledger.models import Fund
from teranga.web.aid_words import rule_name
from teranga.web.organise.drawing import DrawnForm
from teranga.web.templating import translated_plain


class ScenarioForm(DrawnForm):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80,
        help_text=gettext_lazy("What it tries: All funds, or Without the big grant."),
    )  # fmt: skip
    rule = forms.ChoiceField(label=gettext_lazy("Rule"))
    without = forms.MultipleChoiceField(
        label=gettext_lazy("What if these funds fail?"), required=False,
        help_text=gettext_lazy("Ticked ones are left out."),
    )  # fmt: skip
    no_award = forms.CharField(
        label=gettext_lazy("No award for these numbers"), required=False, max_length=400,
        help_text=gettext_lazy("Settled by hand, with commas between: 3, 17."),
    )  # fmt: skip

    def __init__(self, *args: Any, funds: list[Fund], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["rule"].choices = [(key, rule_name(key)) for key in Scenario.Rule.values]
        self.fields["without"].choices = [(one.slug, translated_plain(one.name)) for one in funds]

    def clean_no_award(self) -> str:
        typed: str = self.cleaned_data["no_award"]
        if re.search(r"[^0-9,;\s]", typed):
            raise forms.ValidationError(_("Only numbers of applications, with commas between: 3, 17."))
        return typed

    @property
    def settled(self) -> list[str]:
        return [str(int(number)) for number in re.findall(r"[0-9]+", self.cleaned_data["no_award"])]
