"""Forms of the aid desk: a round, its parts, rubric, shares, funds and scorers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.aid.models import AidRound, Part, ShareRule
from teranga.domains.aid.rules import GROUPS
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.ledger.models import Fund
from teranga.foundation.money import CURRENCIES, Money, NoAmount, UnknownCurrency, read_money
from teranga.web import aid_words
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import WebField
from teranga.web.organise.forms import TextInLanguages
from teranga.web.organise.places_forms import MomentField
from teranga.web.templating import translated_plain

COPIED = (
    "elsewhere", "address", "start", "end", "name", "about", "rules", "decide_by", "currency", "groups",
    "without_names", "adult_age", "offer_hours", "paid_on_arrival", "proofs_kept_days",
)  # fmt: skip


class AmountField(forms.CharField):
    """An amount as people write it; of which currency is known where the form is cleaned."""

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, "required": False, **kwargs})
        self.currency = currency

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        try:
            minor = read_money(text, self.currency).minor
        except (NoAmount, UnknownCurrency):
            minor = -1
        if not 0 <= minor <= 10**12:
            raise forms.ValidationError(_("Write an amount such as 15 000 or 12.50."))
        return minor


def typed(minor: int | None, currency: str) -> str:
    """A stored amount as somebody types it."""
    return "" if minor is None else f"{Money(minor, currency).amount:f}"


class RoundForm(DrawnForm):
    def __init__(self, *args: Any, community: Community, events: Sequence[Event], **kwargs: Any) -> None:
        self.community, self.events = community, {str(event.pk): event for event in events}
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        zone = self.community.zone
        events = [("", _("An event elsewhere"))]
        events += [(key, translated_plain(event.name)) for key, event in self.events.items()]
        return {
            "name": TextInLanguages(label=_("Name"), longest=120),
            "event": forms.ChoiceField(label=_("To come to"), choices=events, required=False),
            "elsewhere": forms.CharField(
                label=_("The event elsewhere"), max_length=200, required=False,
                help_text=_("For example PyCon Africa 2027."),
            ),
            "address": WebField(label=_("Its web page"), max_length=300, required=False),
            "start": forms.DateField(label=_("Its first day"), required=False),
            "end": forms.DateField(label=_("Its last day"), required=False),
            "about": TextInLanguages(
                label=_("What it pays, and for whom"), longest=4000, lines=5, required=False
            ),
            "rules": TextInLanguages(
                label=_("How it is decided"), longest=6000, lines=6, required=False,
                help_text=_("Who decides, by what, in which order. Everybody reads it before they apply."),
            ),
            "opens_at": MomentField(label=_("Opens"), zone=zone),
            "closes_at": MomentField(label=_("Closes"), zone=zone),
            "decide_by": forms.DateField(label=_("Answers until"), required=False),
            "currency": forms.CharField(label=_("Currency"), min_length=3, max_length=3),
            "ceiling": forms.CharField(
                label=_("Most for one person"), max_length=40, required=False, help_text=_("Empty: no limit.")
            ),
            "groups": forms.MultipleChoiceField(
                label=_("What people may say of themselves"), choices=aid_words.groups(), required=False,
                help_text=_("Only what a share or a fund asks for; each is free to leave out."),
            ),
            "without_names": forms.BooleanField(label=_("Who scores sees numbers, no names"), required=False),
            "adult_age": forms.IntegerField(
                label=_("Below this age a parent must agree"), min_value=13, max_value=25
            ),
            "offer_hours": forms.IntegerField(
                label=_("Hours to answer an offer"), min_value=12, max_value=1000
            ),
            "paid_on_arrival": forms.BooleanField(label=_("Money is paid on arrival"), required=False),
            "proofs_kept_days": forms.IntegerField(
                label=_("Days after the event on which proofs are deleted"), min_value=0, max_value=365
            ),
            "past": forms.CharField(
                label=_("Past rounds"), required=False, max_length=2000, widget=forms.Textarea,
                help_text=_("One a line: name | applied | awarded | amount | currency. For example:"
                            " 2024 | 40 | 5 | 900000 | XOF"),
            ),
        }  # fmt: skip

    def clean_currency(self) -> str:
        code = self.cleaned_data["currency"].upper()
        if code not in CURRENCIES:
            raise forms.ValidationError(_("Write the three letters of a currency, such as XOF or GHS."))
        return code

    def clean_past(self) -> list[dict[str, Any]]:
        return [_past_line(line) for line in self.cleaned_data["past"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if "currency" in self.cleaned_data and "ceiling" in self.cleaned_data:
            try:
                field = AmountField(currency=self.cleaned_data["currency"])
                self.cleaned_data["ceiling"] = field.clean(self.cleaned_data["ceiling"]) or None
            except forms.ValidationError as refused:
                self.add_error("ceiling", refused)
        return self.cleaned_data

    def round_values(self) -> dict[str, Any]:
        told = self.values(*COPIED, "opens_at", "closes_at", "ceiling", "past")
        return told | {"event": self.events.get(self.cleaned_data["event"])}

    @classmethod
    def shown(cls, row: AidRound) -> dict[str, Any]:
        when = MomentField(zone=row.community.zone)
        lines = [
            " | ".join(
                str(line.get(key) or "") for key in ("name", "applied", "awarded", "money", "currency")
            )
            for line in row.past
        ]
        return {name: getattr(row, name) for name in COPIED} | {
            "event": row.event_id or "", "opens_at": when.shown(row.opens_at),
            "closes_at": when.shown(row.closes_at), "ceiling": typed(row.ceiling, row.currency),
            "past": "\n".join(lines),
        }  # fmt: skip


def _past_line(line: str) -> dict[str, Any]:
    name, applied, awarded, money, currency = ([part.strip() for part in line.split("|")] + [""] * 5)[:5]
    if not name or not (applied.isdecimal() and awarded.isdecimal()):
        raise forms.ValidationError(_("“{line}”: write name | applied | awarded.").format(line=line.strip()))
    try:
        minor = read_money(money, currency.upper()).minor if money else None
    except (NoAmount, UnknownCurrency):
        raise forms.ValidationError(
            _("“{line}”: write the amount and its currency, such as 900000 | XOF.").format(line=line.strip())
        ) from None
    found = {"name": name[:80], "applied": int(applied[:7]), "awarded": int(awarded[:7])}
    return found | {"money": minor, "currency": currency.upper() if money else ""}


class PartForm(DrawnForm):
    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        kinds = [(kind, aid_words.kind_name(kind)) for kind in Part.Kind.values]
        return {
            "kind": forms.ChoiceField(label=_("What it is"), choices=kinds),
            "name": TextInLanguages(label=_("In your own words"), longest=80, required=False),
            "most": AmountField(label=_("Most for one person"), currency=self.currency),
            "supply": forms.IntegerField(
                label=_("Whole things to give"), min_value=0, max_value=100_000, required=False,
                help_text=_("Seats, beds, tickets. Empty: it is given as money."),
            ),
            "asks_proof": forms.BooleanField(label=_("Asks for a proof, such as an invoice"), required=False),
        }  # fmt: skip


class CriterionForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "name": TextInLanguages(label=_("What is looked at"), longest=120),
            "help": TextInLanguages(label=_("When it is many points, when few"), longest=600, lines=2,
                                    required=False),
            "weight": forms.IntegerField(label=_("Weight"), min_value=1, max_value=20),
            "most": forms.IntegerField(label=_("Most points"), min_value=1, max_value=100),
        }  # fmt: skip


class ShareForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        kinds = [("yes", _("At least")), ("no", _("At most"))]
        of = [
            (ShareRule.Of.AWARDS, _("of the awards")), (ShareRule.Of.MONEY, _("of the money")),
            (ShareRule.Of.GROUP, _("of those of the group who apply")),
        ]  # fmt: skip
        return {
            "is_floor": forms.ChoiceField(label=_("How"), choices=kinds),
            "percent": forms.IntegerField(label=_("Percent"), min_value=0, max_value=100),
            "of": forms.ChoiceField(label=_("Share of"), choices=of),
            "group": forms.CharField(
                label=_("Group"), max_length=40,
                help_text=_("One of {groups}, each_country, or a country such as country:BJ.").format(
                    groups=", ".join(GROUPS)
                ),
            ),
        }  # fmt: skip

    def clean_group(self) -> str:
        group = self.cleaned_data["group"].strip()
        kind, colon, code = group.partition(":")
        if group in (*GROUPS, "each_country"):
            return group
        if kind == "country" and colon and len(code) == 2 and code.isascii() and code.isalpha():
            return f"country:{code.upper()}"
        raise forms.ValidationError(_("This group is not known here."))


class PayingForm(DrawnForm):
    def __init__(self, *args: Any, funds: Sequence[Fund], currency: str, **kwargs: Any) -> None:
        self.funds, self.currency = {str(fund.pk): fund for fund in funds}, currency
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        choices = [(key, translated_plain(fund.name)) for key, fund in self.funds.items()]
        return {
            "fund": forms.ChoiceField(label=_("Fund"), choices=choices),
            "most": AmountField(
                label=_("At most"), currency=self.currency, help_text=_("Empty: all that is free in it.")
            ),
        }

    def values(self, *names: str) -> dict[str, Any]:
        return {"fund": self.funds[self.cleaned_data["fund"]], "most": self.cleaned_data["most"]}


class ScorerForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "member": forms.CharField(
                label=_("Member"), max_length=200,
                help_text=_("The e-mail address, or the name if only one member bears it."),
            )
        }  # fmt: skip
