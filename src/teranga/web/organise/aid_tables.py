"""The report of a round as tables and as plain values, for files that leave the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from teranga.domains.aid.models import AidRound
from teranga.domains.aid.queries_report import Line, Report
from teranga.domains.aid.queries_settling import by_part
from teranga.web import aid_words
from teranga.web.money_fields import typed
from teranga.web.templating import translated_plain

Cells = list[object]


def lines_table(round: AidRound, lines: list[Line]) -> Iterator[Cells]:
    """A row for each application; amounts in the round's currency, as they are typed."""
    parts = {one.part.pk: one.part for line in lines if line.award for one in by_part(line.award)}
    order = sorted(parts.values(), key=lambda part: (part.position, part.pk))
    yield [_("Number"), _("Name"), _("Country"), _("State"), _("Points"), _("Asked"), _("Awarded"),
           *(f"{_('Awarded')}: {aid_words.part_name(part)}" for part in order), _("Given as a whole"),
           _("Spent, by accepted receipts"), _("On its way"), _("Paid and arrived"), _("Still owed"),
           _("Was there"), _("Currency")]  # fmt: skip
    for line in lines:
        yield [*_about(line), *_money(line, [part.pk for part in order], round.currency), round.currency]


def _about(line: Line) -> Cells:
    row = line.application
    return [row.number, line.name, row.country, aid_words.state_name(row.state),
            "" if row.points is None else round(row.points, 3)]  # fmt: skip


def _money(line: Line, parts: list[int], currency: str) -> Cells:
    award = line.award
    if award is None:
        return [_number(line.asked, currency), 0, *(0 for _part in parts), "", 0, 0, 0, 0, ""]
    granted = {one.part.pk: one.granted for one in by_part(award)}
    told, came = award.told, award.award.came
    things = ", ".join(f"{aid_words.part_name(one.part)} {one.count}" for one in award.things if one.count)
    sums = [told.receipts, told.on_its_way, told.paid, told.open]
    return [
        _number(line.asked, currency), _number(told.granted, currency),
        *(_number(granted.get(part, 0), currency) for part in parts), things,
        *(_number(minor, currency) for minor in sums),
        "" if came is None else _("yes") if came else _("no"),
    ]  # fmt: skip


def report_table(round: AidRound, told: Report) -> Iterator[Cells]:
    """(what, of what, figures): the report in one list, for a sheet beside the applications."""
    money = round.currency
    yield [_("What"), _("Of what"), _("People"), _("Awarded"), _("Paid and arrived")]
    yield [_("Applications"), "", told.applied, "", ""]
    for state, count in told.states:
        yield [_("State"), aid_words.state_name(state), count, "", ""]
    for group in told.groups:
        yield [_("Applied"), aid_words.group_name(group.key), group.applied, "", ""]
        yield [_("Awarded"), aid_words.group_name(group.key), group.awarded, _number(group.money, money), ""]
    for part, people, granted, _receipts in told.parts:
        yield [_("Part"), aid_words.part_name(part), people, _number(granted, money), ""]
    for fund, granted, paid in told.funds:
        yield [_("Fund"), translated_plain(fund.name), "", _number(granted, money), _number(paid, money)]
    total = told.total
    yield [_("Together"), money, "", _number(total.granted, money), _number(total.paid, money)]


def as_plain(round: AidRound, told: Report, lines: list[Line]) -> dict[str, Any]:
    """Amounts in minor units; keys and codes in English, the same in every language."""
    return {
        "round": {"name": dict(round.name), "slug": round.slug, "currency": round.currency,
                  "seed": round.draw_seed, "seed_sha256": round.draw_digest},
        "applied": told.applied, "states": dict(told.states), "promoted": told.promoted,
        "groups": [{"group": one.key, "applied": one.applied, "awarded": one.awarded, "granted": one.money}
                   for one in told.groups],
        "parts": [{"part": part.kind, "people": people, "granted": granted, "receipts": receipts}
                  for part, people, granted, receipts in told.parts],
        "funds": [{"fund": fund.slug, "granted": granted, "paid": paid}
                  for fund, granted, paid in told.funds],
        "rule": told.scenario.rule, "signed_at": [one.at.isoformat() for one in told.signatures],
        "draws": [{"order": list(order), "awarded": count} for order, count in told.draws],
        "came": told.came, "missed": told.missed, "applications": [_plain(line) for line in lines],
    }  # fmt: skip


def _plain(line: Line) -> dict[str, Any]:
    row, award = line.application, line.award
    told: dict[str, Any] = {
        "number": row.number, "name": line.name, "country": row.country, "state": row.state,
        "points": row.points, "asked": line.asked,
    }  # fmt: skip
    if award:
        told |= {
            "granted": award.told.granted, "receipts": award.told.receipts, "paid": award.told.paid,
            "on_its_way": award.told.on_its_way, "open": award.told.open, "came": award.award.came,
            "parts": {one.part.kind: one.granted for one in by_part(award)},
            "things": {one.part.kind: one.count for one in award.things if one.count},
        }  # fmt: skip
    return told


def _number(minor: int, currency: str) -> int | float:
    text = typed(minor, currency)
    return float(text) if "." in text else int(text)
