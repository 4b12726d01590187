"""What a committee changes in a selection: numbers, rules, rooms and pins, as one form holds them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.proposals.models import Selection, SessionType
from teranga.domains.proposals.rules_groups import COUNT, LEAST, MOST, PERCENT, rule
from teranga.web.organise.drawing import DrawnForm

MOST_COUNT = 5000
NUMBER = re.compile(r"[0-9]{1,4}")


class Unreadable(Exception):
    """Something typed is no number that can be meant; the text says which. Nothing was changed."""


class StartForm(DrawnForm):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80,
        help_text=gettext_lazy("What it tries: By score alone, or More newcomers."),
    )  # fmt: skip
    choose = forms.IntegerField(
        label=gettext_lazy("How many sessions"), required=False, min_value=1, max_value=MOST_COUNT,
        help_text=gettext_lazy("With keynotes and sponsors. Empty: as many as fit into the rooms."),
    )  # fmt: skip
    usual = forms.BooleanField(
        label=gettext_lazy("Begin with usual rules"), required=False, initial=True,
        help_text=gettext_lazy("A ceiling for each topic, a floor for newcomers and each language."),
    )  # fmt: skip


class NameForm(DrawnForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)


class MergeForm(DrawnForm):
    other = forms.CharField(
        label=gettext_lazy("Number of the other proposal"), max_length=12,
        help_text=gettext_lazy("It goes into this one. Its speakers are invited here once they are told."),
    )  # fmt: skip


def seen_of(sent: Mapping[str, str]) -> datetime | None:
    """The version of the selection that was looked at."""
    try:
        return parse_datetime(sent.get("seen", ""))
    except ValueError:
        return None


def asked_of(
    sent: Mapping[str, str], row: Selection, *, groups: Collection[str], codes: Collection[str],
    own: Collection[str], types: Iterable[SessionType],
) -> dict[str, Any]:  # fmt: skip
    """The values for `change_selection`. What the page did not show stays as it is. Raises Unreadable."""
    values: dict[str, Any] = {}
    if "choose" in sent:
        values["choose"] = _number(sent["choose"], _("How many sessions"))
    if "per_person" in sent:
        values["per_person"] = _number(sent["per_person"], _("At most of one person")) or None
    if "reserve" in sent:
        values["reserve"] = _number(sent["reserve"], _("How many wait")) or 0
    hidden = [one for one in row.rules if one["group"] not in groups]
    values["rules"] = hidden + [one for group in groups for one in _rules(sent, row, group)]
    values["pins"] = _pins(sent, row, codes, own)
    values["spaces"] = _spaces(sent, row, types)
    return values


def _rules(sent: Mapping[str, str], row: Selection, group: str) -> list[dict[str, Any]]:
    found = []
    for end in (LEAST, MOST):
        name = f"{end}-{group}"
        if name not in sent:
            found += [one for one in row.rules if one["group"] == group and one["floor"] == (end == LEAST)]
            continue
        value = _number(sent[name], _("A rule"))
        unit = COUNT if sent.get(f"unit-{name}") == COUNT else PERCENT
        if (
            value is None
            or (unit == PERCENT and end == MOST and value >= 100)
            or (end == LEAST and not value)
        ):
            continue  # asks for nothing
        if unit == PERCENT and value > 100:
            raise Unreadable(_("A share is from 0 to 100 %. Nothing was changed."))
        found.append(rule(group, end, unit, value))
    return found


def _pins(
    sent: Mapping[str, str], row: Selection, codes: Collection[str], own: Collection[str]
) -> dict[str, bool]:
    """Nobody pins what they keep out of."""
    pins = {code: pin for code, pin in row.pins.items() if code in codes}
    for name, value in sent.items():
        code = name.removeprefix("pin-")
        if code == name or code not in codes or code in own:
            continue
        pins.pop(code, None)
        if value in ("in", "out"):
            pins[code] = value == "in"
    return pins


def _spaces(sent: Mapping[str, str], row: Selection, types: Iterable[SessionType]) -> dict[str, list[int]]:
    """What a format itself says is not kept here, so that it may change there."""
    spaces = dict(row.spaces)
    for one in types:
        if f"rooms-{one.slug}" not in sent:
            continue
        rooms = _number(sent[f"rooms-{one.slug}"], _("Rooms"))
        minutes = _number(sent.get(f"minutes-{one.slug}", ""), _("Minutes"))
        spaces.pop(one.slug, None)
        if rooms is not None and minutes is not None and (rooms, minutes) != (one.rooms, one.room_minutes):
            spaces[one.slug] = [rooms, minutes]
    return spaces


def _number(typed: str, field: str) -> int | None:
    text = typed.strip()
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        words = _("{field}: write a whole number, or nothing. Nothing was changed.")
        raise Unreadable(words.format(field=field))
    return int(text)
