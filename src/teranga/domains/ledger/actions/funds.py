"""Funds: drafted, opened, closed; their words may change, their currency only while nothing was entered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.models import Community
from teranga.domains.communities.publishing import announce_community
from teranga.domains.ledger.models import Fund, Gift, LedgerEntry
from teranga.foundation.folding import free_slug, slug
from teranga.foundation.money import digits_of
from teranga.foundation.translated import TranslatedText

MOST_TRIES = 200
NOT_IN_THE_LOG = ("giver_contact",)


class FundFields(TypedDict, total=False):
    kind: str
    is_public: bool
    name: TranslatedText
    about: TranslatedText
    how_to_pay: TranslatedText
    thanks: TranslatedText
    event_id: int | None
    giver: str
    giver_contact: str
    currency: str
    goal: int | None
    parts: list[str]
    groups: list[str]
    deadline: date | None
    spend_by: date | None
    report_due: date | None


class CurrencyIsFixed(Exception):
    """Something was entered or promised in the fund's currency, which therefore stays."""


class FundHasNoName(Exception):
    """A fund needs a name in one language at least."""


class IllegalFundMove(Exception):
    """The fund's state does not allow the move."""


def draft_fund(*, community: Community, by: Actor, at: datetime, **fields: Unpack[FundFields]) -> Fund:
    """Raises FundHasNoName, UnknownCurrency."""
    _check(fields)
    wanted = slug(str(TranslatedText(fields["name"]))) or "fund"
    with write():
        for number in range(1, MOST_TRIES):
            try:
                with transaction.atomic():
                    fund = Fund.objects.create(
                        community=community, slug=free_slug(wanted, number), created_at=at, updated_at=at,
                        **fields,
                    )  # fmt: skip
                break
            except IntegrityError:
                continue
        _note("draft", fund, {}, by, at)
    return fund


def change_fund(
    *, fund: Fund, seen: str = "", by: Actor, at: datetime, **fields: Unpack[FundFields]
) -> list[str]:
    """Returns what differed. Raises CurrencyIsFixed, FundHasNoName, UnknownCurrency, EditedMeanwhile."""
    with write():
        row = _locked(fund)
        check_same(row, seen)
        _check({"name": row.name, "currency": row.currency, **fields})
        if fields.get("currency", row.currency) != row.currency and _is_used(row):
            raise CurrencyIsFixed
        before = _stored(row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.updated_at = at
        row.save()
        _note("change", row, before, by, at)
        announce_community(row.community)
        return sorted(changed(before, _stored(row)))


def open_fund(*, fund: Fund, by: Actor, at: datetime) -> None:
    """From now on it takes gifts, and shows if it is public. Raises IllegalFundMove."""
    _move(fund, "open", (Fund.State.DRAFT, Fund.State.CLOSED), Fund.State.OPEN, by, at)


def close_fund(*, fund: Fund, by: Actor, at: datetime) -> None:
    """It takes no gifts any more. Raises IllegalFundMove."""
    _move(fund, "close", (Fund.State.OPEN,), Fund.State.CLOSED, by, at)


def _move(fund: Fund, verb: str, come_from: tuple[str, ...], to: str, by: Actor, at: datetime) -> None:
    with write():
        row = _locked(fund)
        if row.state not in come_from:
            raise IllegalFundMove(row.state, verb)
        before = _stored(row)
        row.state, row.updated_at = to, at
        row.save(update_fields=["state", "updated_at"])
        _note(verb, row, before, by, at)
        announce_community(row.community)


def _check(fields: Any) -> None:
    if not TranslatedText(fields.get("name") or {}):
        raise FundHasNoName
    digits_of(fields["currency"])


def _locked(fund: Fund) -> Fund:
    rows = Fund.objects.filter(community=fund.community_id).select_related("community")
    return rows.select_for_update(of=("self",)).get(pk=fund.pk)


def _is_used(fund: Fund) -> bool:
    entries = LedgerEntry.objects.filter(community=fund.community_id, fund=fund)
    return entries.exists() or Gift.objects.filter(community=fund.community_id, fund=fund).exists()


def _stored(fund: Fund) -> dict[str, Any]:
    return {name: getattr(fund, name) for name in (*FundFields.__annotations__, "state")}


def _note(verb: str, fund: Fund, before: dict[str, Any], by: Actor, at: datetime) -> None:
    record(
        by=by, verb=f"fund.{verb}", object_type="fund", object_id=fund.pk, at=at,
        community_id=fund.community_id, changes=changed(before, _stored(fund), NOT_IN_THE_LOG),
    )  # fmt: skip
