"""A giver's report as rows and words, for its page and its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teranga.domains.aid.queries_giver import OfRound, Sums, Told
from teranga.domains.events.queries_desk import events_with
from teranga.foundation.translated import TranslatedText
from teranga.web import aid_words
from teranga.web.aid_words import amount as money
from teranga.web.money_fields import typed
from teranga.web.templating import translated_plain

WIDTH = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """Shares of what was given, in hundredths: paid, promised and not paid yet; the rest is free."""

    paid: float
    promised: float
    words: str


def bar(sums: Sums, currency: str) -> Bar | None:
    kept = sums.given - sums.returned
    if kept <= 0:
        return None
    paid = min(WIDTH, round(WIDTH * sums.paid / kept, 1))
    promised = min(WIDTH - paid, round(WIDTH * max(0, sums.granted - sums.paid) / kept, 1))
    words = _("{paid} paid, {promised} promised to people, {free} free.").format(
        paid=money(sums.paid, currency), promised=money(sums.granted - sums.paid, currency),
        free=money(sums.free, currency),
    )  # fmt: skip
    return Bar(paid, promised, words)


def part_name(kind: str) -> str:
    return _("Other parts together") if kind == "others" else aid_words.kind_name(kind)


def round_name(told: OfRound) -> str:
    return translated_plain(TranslatedText(told.name))


def places_of(told: Told) -> dict[int, str]:
    """Names of the events that people went to."""
    keys = [one.event for one in told.rounds if one.event]
    return {event.pk: translated_plain(event.name) for event in events_with(keys)} if keys else {}


def sums_of(sums: Sums) -> list[tuple[str, int, str]]:
    """(word, minor units, note) from top to bottom."""
    rows = [(_("Given"), sums.given, "")]
    if sums.pledged:
        rows.append((_("Promised, not here yet"), sums.pledged, ""))
    if sums.returned:
        rows.append((_("Gone back to you"), sums.returned, ""))
    return [
        *rows, (_("Paid out"), sums.paid, ""), (_("Left"), sums.left, ""),
        (_("promised to people"), sums.granted - sums.paid, "of"), (_("free"), sums.free, "of"),
    ]  # fmt: skip


def table(told: Told) -> Iterator[list[object]]:
    """Everything of the report, a figure a row."""
    yield [_("Section"), _("What"), _("Which"), _("Number"), _("Currency")]
    for word, minor, _note in sums_of(told.sums):
        yield [_("Money"), word, "", typed(minor, told.currency), told.currency]
    for one in told.rounds:
        yield from _of_round(one, told.currency)
    if any(told.elsewhere):
        for word, minor in zip((_("promised"), _("paid")), told.elsewhere, strict=True):
            yield [_("Money"), _("For something else"), word, typed(minor, told.currency), told.currency]
    for thing in told.things:
        for word, count in ((_("given"), thing.given), (_("kept for somebody"), thing.kept),
                            (_("used"), thing.used), (_("free"), thing.free)):  # fmt: skip
            yield [_("Gifts in kind"), thing.covers, word, count, ""]


def _of_round(one: OfRound, currency: str) -> Iterator[list[object]]:
    name = round_name(one)
    helped = _("fewer than five, or hidden") if one.helped is None else one.helped
    yield [name, _("People with aid"), "", helped, ""]
    for kind, granted, paid in one.parts:
        yield [name, part_name(kind), _("promised"), typed(granted, currency), currency]
        yield [name, part_name(kind), _("paid"), typed(paid, currency), currency]
    for key, found in one.tables:
        for row, cells in zip(found.rows, found.cells, strict=True):
            for word, count in zip((_("with your money"), _("with other money")), cells, strict=True):
                told = f"{aid_words.result_row(row)}, {word}"
                yield [name, aid_words.result_name(key), told, _("hidden") if count is None else count, ""]
