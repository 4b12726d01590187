"""The next meetup in two fields, and what is said of a series and of its days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.events.models import Series
from teranga.domains.events.rules_series import first_on, rhythm_of, rule_for
from teranga.foundation.translated import TranslatedText
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.forms import TextInLanguages
from teranga.web.series_words import rhythms


class NextForm(DrawnForm):
    """Both fields are filled in already: often a tap is enough."""

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "name": TextInLanguages(label=_("Title"), longest=120),
            "day": forms.DateField(label=_("Day")),
        }


class SeriesForm(DrawnForm):
    """A series: what it is, and when it meets."""

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "name": TextInLanguages(label=_("Name"), longest=120),
            "about": TextInLanguages(label=_("What it is"), longest=4000, lines=4, required=False),
            "rhythm": forms.ChoiceField(
                label=_("How often it meets"), required=False,
                choices=[("", _("Without a rule: each date is chosen")), *rhythms()],
            ),
            "first_day": forms.DateField(
                label=_("First day"), required=False, help_text=_("Its weekday is the weekday of the rule.")
            ),
            "last_day": forms.DateField(label=_("Last day"), required=False),
        }  # fmt: skip

    @staticmethod
    def told(series: Series) -> dict[str, Any]:
        return {
            "name": series.name, "about": series.about, "rhythm": rhythm_of(series.rule),
            "first_day": series.first_day, "last_day": series.last_day,
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        value = self.cleaned_data
        if value.get("rhythm") and not value.get("first_day"):
            self.add_error("first_day", _("Say from which day on it meets."))
        elif value.get("first_day") and value.get("last_day") and value["last_day"] < value["first_day"]:
            self.add_error("last_day", _("The last day lies before the first one."))
        return value

    def facts(self) -> dict[str, Any]:
        """What the form says; a first day beside the rule becomes the rule's first day after it."""
        value = self.cleaned_data
        first: date | None = value["first_day"]
        rule = rule_for(value["rhythm"], first) if first else ""
        return {
            "name": value["name"], "about": value["about"], "rule": rule,
            "first_day": first_on(value["rhythm"], first) if rule and first else first,
            "last_day": value["last_day"],
        }  # fmt: skip


class DayForm(DrawnForm):
    """One day of the rule: as planned, skipped, or moved; the last two with their reason."""

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "what": forms.ChoiceField(
                label=_("On this day"),
                choices=[
                    ("keep", _("It takes place as the rule says")), ("skip", _("It is skipped")),
                    ("move", _("It moves to another day")),
                ],
            ),
            "moved_to": forms.DateField(label=_("The other day"), required=False),
            "why": TextInLanguages(
                label=_("Why"), longest=200, required=False, help_text=_("It stands on the public page.")
            ),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        value = self.cleaned_data
        if value.get("what") == "move" and not value.get("moved_to"):
            self.add_error("moved_to", _("Say to which day it moves."))
        if value.get("what") in ("skip", "move") and not value.get("why", TranslatedText()):
            self.add_error("why", _("Say why in at least one language: people wanted to come."))
        return value
