"""The application for aid, one short form a step. What is refused says what to do; what was typed stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.aid.actions.applications import Asked
from teranga.domains.aid.models import AidApplication, AidRound, AskedPart, Part
from teranga.domains.aid.rules import MOST_LEGS, MOST_NIGHTS, MOST_WORDS
from teranga.domains.learning.actions.apply import Joining
from teranga.domains.people.consents import REQUIRED
from teranga.domains.people.normal_forms import DetailRefused, contact, email_address, person_name
from teranga.foundation.money import Money, NoAmount, read_money
from teranga.web import aid_words, localised
from teranga.web.me.forms import AnyOf
from teranga.web.public_forms import KeyedForm

LEGS_SHOWN = 2
LEG = ("from", "to", "means", "cost")


class BeginForm(KeyedForm):
    """Who somebody is, when this browser does not know it yet."""

    name = forms.CharField(required=False)
    contact = forms.CharField(required=False)
    consents = AnyOf(required=False)

    def __init__(self, countries: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.countries = countries

    def clean_name(self) -> str:
        return _typed(person_name, self.cleaned_data["name"])

    def clean_contact(self) -> str:
        typed = self.cleaned_data["contact"]
        _typed(lambda text: contact(text, self.countries).value, typed)
        return typed

    def clean_consents(self) -> list[str]:
        given = self.cleaned_data["consents"]
        if not set(REQUIRED).issubset(given):
            raise forms.ValidationError(
                _("Tick the first box: without it the community cannot keep you as a member.")
            )
        return given

    def joining(self, language: str) -> Joining:
        value = self.cleaned_data
        return Joining(value["name"], value["contact"], tuple(value["consents"]), language)


class StepForm(forms.Form):
    """A step of one application; `told` is what the action takes."""

    def __init__(
        self, *args: Any, application: AidApplication, round: AidRound, parts: Sequence[Part], **kwargs: Any
    ) -> None:
        self.application, self.round, self.parts = application, round, parts
        super().__init__(*args, **kwargs)

    def told(self) -> dict[str, Any]:
        raise NotImplementedError


class YouForm(StepForm):
    country = forms.CharField(required=False, max_length=60)
    city = forms.CharField(required=False, max_length=80)
    groups = AnyOf(required=False)
    shows_talk = forms.BooleanField(required=False)
    is_minor = forms.BooleanField(required=False)
    guardian = forms.CharField(required=False, max_length=120)
    guardian_contact = forms.CharField(required=False, max_length=200)

    def clean_country(self) -> str:
        typed = self.cleaned_data["country"].strip()
        known = {name.casefold(): code for code, name in localised.locale().territories.items()
                 if len(code) == 2}  # fmt: skip
        code = typed.upper() if typed.upper() in known.values() else known.get(typed.casefold())
        if code is None:
            raise forms.ValidationError(_("Write the country that you live in, such as Togo."))
        return code

    def clean_guardian_contact(self) -> str:
        if not self.cleaned_data.get("is_minor"):
            return ""
        return _typed(email_address, self.cleaned_data["guardian_contact"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("is_minor") and not self.cleaned_data.get("guardian", "").strip():
            self.add_error("guardian", _("Write the name of your parent or guardian."))
        return self.cleaned_data

    def told(self) -> dict[str, Any]:
        return self.cleaned_data | ({} if self.cleaned_data["is_minor"] else {"guardian": ""})

    @classmethod
    def shown(cls, row: AidApplication, round: AidRound, asked: Sequence[AskedPart]) -> dict[str, Any]:
        country = row.country or next(iter(round.community.countries), "")
        names = ("city", "groups", "shows_talk", "is_minor", "guardian", "guardian_contact")
        return {name: getattr(row, name) for name in names} | {"country": localised.country_name(country)}


def _there_and_back(row: AidApplication, round: AidRound) -> dict[str, str]:
    """Of a speaker's journey the two ends are known; how and for how much they say."""
    home = row.city or localised.country_name(row.country)
    there = round.event.city if round.event else ""
    return {"leg0-from": home, "leg0-to": there, "leg1-from": there, "leg1-to": home}


class NeedsForm(StepForm):
    """What is asked for, part by part; of travel in legs, so that it can be understood and checked."""

    less_is_fine = forms.BooleanField(required=False)
    one_more = False  # leg of a journey, empty

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = {"required": False, "max_length": 80}
        for name in ("own_share", "least"):
            self.fields[name] = forms.CharField(required=False, max_length=20)
        for part in self.parts:
            if part.kind == Part.Kind.TRAVEL:
                for leg in range(MOST_LEGS):
                    self.fields |= {f"leg{leg}-{name}": forms.CharField(**text) for name in LEG}
                continue
            if part.kind == Part.Kind.BED:
                self.fields[f"{part.kind}-nights"] = forms.CharField(required=False, max_length=20)
                self.fields[f"{part.kind}-shared"] = forms.BooleanField(required=False)
            elif part.supply is not None:
                self.fields[f"{part.kind}-wanted"] = forms.BooleanField(required=False)
            if part.supply is None:
                self.fields[f"{part.kind}-cost"] = forms.CharField(required=False, max_length=20)
            if part.kind == Part.Kind.OTHER:
                self.fields[f"{part.kind}-note"] = forms.CharField(required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            if name in ("own_share", "least") or name.endswith("-cost"):
                self._amount(name, str(value or ""))
            elif name.endswith("-nights"):
                nights = str(value or "0").strip()
                if not nights.isdecimal() or int(nights) > MOST_NIGHTS:
                    self.add_error(name, _("Write the number of nights, such as 3."))
                else:
                    self.cleaned_data[name] = int(nights)
        return self.cleaned_data

    @property
    def legs_shown(self) -> int:
        """Those that are filled in, there and back at least, and one more when it was asked for."""
        filled = [leg for leg in range(MOST_LEGS) if any(self[f"leg{leg}-{name}"].value()
                  for name in ("from", "to", "cost"))]  # fmt: skip
        return min(max(LEGS_SHOWN, filled[-1] + 1 if filled else 0) + self.one_more, MOST_LEGS)

    def told(self) -> dict[str, Any]:
        value = self.cleaned_data
        return {
            "own_share": value["own_share"] or 0, "least": value["least"] if value["less_is_fine"] else None,
            "less_is_fine": value["less_is_fine"], "asked": [self._asked(part) for part in self.parts],
        }  # fmt: skip

    def _asked(self, part: Part) -> Asked:
        value, kind = self.cleaned_data, part.kind
        if kind == Part.Kind.TRAVEL:
            legs = [{name: value[f"leg{leg}-{name}"] for name in LEG} for leg in range(MOST_LEGS)]
            return Asked(part, legs=tuple({**leg, "minor": leg["cost"] or 0} for leg in legs))
        count = value.get(f"{kind}-nights", 0) or int(value.get(f"{kind}-wanted", False))
        return Asked(
            part, minor=value.get(f"{kind}-cost") or 0, count=count,
            shared=value.get(f"{kind}-shared", False), note=value.get(f"{kind}-note", ""),
        )  # fmt: skip

    def _amount(self, name: str, text: str) -> None:
        try:
            minor = read_money(text, self.round.currency).minor if text.strip() else None
        except NoAmount:
            minor = -1
        if minor is not None and not 0 <= minor <= 10**12:
            self.add_error(name, _("Write an amount such as 15 000 or 12.50."))
        self.cleaned_data[name] = minor

    @classmethod
    def shown(cls, row: AidApplication, round: AidRound, asked: Sequence[AskedPart]) -> dict[str, Any]:
        def typed(minor: int | None) -> str:
            return f"{Money(minor, round.currency).amount:f}" if minor else ""

        told: dict[str, Any] = {
            "own_share": typed(row.own_share), "least": typed(row.least), "less_is_fine": row.less_is_fine
        }  # fmt: skip
        if row.talk is not None and not any(one.legs for one in asked):
            told |= _there_and_back(row, round)
        for one in asked:
            kind = one.part.kind
            for place, leg in enumerate(one.legs):
                told |= {f"leg{place}-{name}": leg.get(name, "") for name in ("from", "to", "means")}
                told[f"leg{place}-cost"] = typed(leg["minor"])
            told |= {f"{kind}-cost": typed(one.minor), f"{kind}-nights": one.count or "",
                     f"{kind}-shared": one.shared, f"{kind}-wanted": bool(one.count),
                     f"{kind}-note": one.note}  # fmt: skip
        return told


class WhyForm(StepForm):
    motivation = forms.CharField(required=False, max_length=MOST_WORDS)
    circumstances = forms.CharField(required=False, max_length=MOST_WORDS)

    def told(self) -> dict[str, Any]:
        return self.cleaned_data

    @classmethod
    def shown(cls, row: AidApplication, round: AidRound, asked: Sequence[AskedPart]) -> dict[str, Any]:
        return {"motivation": row.motivation, "circumstances": row.circumstances}


def upload_refusal(reason: str) -> str:
    return {
        "none": _("Choose a file first."),
        "large": _("The file is larger than 5 MB. Take the photo again with less detail."),
        "kind": _("Only photos (JPEG, PNG, WebP) and PDF can be sent."),
    }.get(reason, reason)


def ticks(row: AidRound) -> list[tuple[str, str]]:
    return [(key, aid_words.of_oneself(key)) for key in row.groups]


def _typed(read: Any, text: str) -> str:
    try:
        return str(read(text))
    except DetailRefused as refused:
        raise forms.ValidationError(str(refused)) from refused
