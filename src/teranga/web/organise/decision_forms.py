"""What organisers write of a decision: the draft, the moment of deciding, and why it changes later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.activity.models import Decision
from teranga.foundation.money import CURRENCIES, NoAmount, read_money
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import LinesInLanguages, NotedChoice
from teranga.web.organise.forms import TextInLanguages


class DraftForm(DrawnForm):
    question = TextInLanguages(label=gettext_lazy("The question"), longest=300)
    options = LinesInLanguages(
        label=gettext_lazy("What was possible"), help_text=gettext_lazy("One possibility a line.")
    )
    answer = TextInLanguages(
        label=gettext_lazy("What was decided"), longest=1000, lines=2, required=False,
        help_text=gettext_lazy("May stay empty until you decide."),
    )  # fmt: skip
    reasons = TextInLanguages(
        label=gettext_lazy("Why"), longest=10_000, lines=6, required=False,
        help_text=gettext_lazy("Markdown: **bold**, *italic*, - list."),
    )  # fmt: skip
    cost = forms.CharField(label=gettext_lazy("What it costs"), required=False, max_length=24)
    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        required=False,
        max_length=3,
        help_text=gettext_lazy("Three letters: XOF, GHS, EUR …"),
    )

    def clean_currency(self) -> str:
        currency = self.cleaned_data["currency"].upper()
        if currency and currency not in CURRENCIES:
            raise forms.ValidationError(_("“{word}” is no currency that we know.").format(word=currency))
        return currency

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        written, currency = data.get("cost", ""), data.get("currency", "")
        data["money"] = None
        if written and currency:
            try:
                data["money"] = read_money(written, currency)
            except NoAmount:
                self.add_error("cost", _("Write an amount of this currency, such as 15 000 or 12,50."))
        elif written and "currency" not in self.errors:
            self.add_error("currency", _("Say in which currency."))
        return data

    def content(self) -> dict[str, Any]:
        """What the action takes."""
        field = self.fields["options"]
        assert isinstance(field, LinesInLanguages)  # noqa: S101 -- for the reader and the type checker
        return {
            **self.values("question", "answer", "reasons"),
            "options": field.items(self.cleaned_data["options"]),
            "cost": self.cleaned_data["money"],
        }


class AmendForm(DraftForm):
    decided_by = forms.CharField(label=gettext_lazy("Who decided"), max_length=200)
    decided_on = forms.DateField(label=gettext_lazy("Decided on"))
    why = TextInLanguages(
        label=gettext_lazy("What you change, and why"), longest=1000, lines=2,
        help_text=gettext_lazy("Stands beside the old text for everybody who may read the decision."),
    )  # fmt: skip

    def content(self) -> dict[str, Any]:
        return {**super().content(), **self.values("decided_by", "decided_on", "why")}


class DecideForm(DrawnForm):
    decided_by = forms.CharField(
        label=gettext_lazy("Who decided"), max_length=200,
        help_text=gettext_lazy("A body or names: the board, the assembly of members, Afi and Kodjo."),
    )  # fmt: skip
    decided_on = forms.DateField(label=gettext_lazy("Decided on"))

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "audience": NotedChoice(
                label=_("Who may read it"),
                choices=[("public", _("Everybody")), ("team", _("The team alone"))],
                notes={
                    "public": _("It stands on the public page, in the feed and in the search, for good."),
                    "team": _("You can make it public later; what is public stays so."),
                },
            )
        }


class WhyForm(DrawnForm):
    why = TextInLanguages(label=gettext_lazy("Why"), longest=1000, lines=3)


class PublishForm(DrawnForm):
    why = TextInLanguages(
        label=gettext_lazy("Why it becomes public now"), longest=1000, lines=2, required=False
    )


class WayForm(DrawnForm):
    text = TextInLanguages(
        label=gettext_lazy("How and why we decide here"), longest=20_000, lines=14, required=False,
        help_text=gettext_lazy(
            "Who is asked, who decides, how disagreement is settled, what is public. Markdown is fine."
        ),
    )  # fmt: skip


def shown(decision: Decision, languages: tuple[str, ...]) -> dict[str, Any]:
    """The form's values before anything is typed."""
    field = DraftForm(languages=languages).fields["options"]
    assert isinstance(field, LinesInLanguages)  # noqa: S101 -- for the reader and the type checker
    return {
        **{name: getattr(decision, name) for name in ("question", "answer", "reasons", "decided_by")},
        "decided_on": decision.decided_on,
        "options": field.lines_of(decision.options, languages),
        "cost": str(decision.cost.amount) if decision.cost is not None else "",
        "currency": decision.currency,
    }
