"""What a round consists of: parts, rubric, share rules, funds that pay, scorers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.rules import changed
from teranga.domains.aid.actions.rounds import RoundRefused, locked_round, note
from teranga.domains.aid.models import (
    AidRound,
    AskedPart,
    AwardLine,
    Criterion,
    Part,
    RoundFund,
    Score,
    Scorer,
    ShareRule,
)
from teranga.domains.aid.publishing import announce_round
from teranga.domains.ledger.models import Fund
from teranga.domains.people.models import Person
from teranga.foundation.translated import TranslatedText

Row = TypeVar("Row", Part, Criterion, ShareRule)


def save_part(
    *, round: AidRound, part: Part | None = None, kind: str, name: TranslatedText | None = None,
    most: int | None = None, supply: int | None = None, asks_proof: bool = False, by: Actor, at: datetime,
) -> Part:  # fmt: skip
    """A new last one, or a changed one. Raises RoundRefused when the round has one of this kind."""
    with write():
        row = locked_round(round)
        same = Part.objects.filter(community=row.community_id, round=row, kind=kind)
        if same.exclude(pk=part.pk if part else None).exists():
            raise RoundRefused("kind")
        if part and part.kind != kind and _is_asked_for(part):
            raise RoundRefused("asked")
        told = {"kind": Part.Kind(kind), "name": name or TranslatedText(), "most": most, "supply": supply,
                "asks_proof": asks_proof}  # fmt: skip
        return _saved(row, Part, part, told, "part", by, at)


def remove_part(*, part: Part, by: Actor, at: datetime) -> None:
    """Raises RoundRefused once somebody asked for it."""
    with write():
        row = locked_round(part.round)
        if _is_asked_for(part):
            raise RoundRefused("asked")
        _gone(row, part, "part", by, at)


def save_criterion(
    *, round: AidRound, criterion: Criterion | None = None, name: TranslatedText,
    help: TranslatedText | None = None, weight: int = 1, most: int = 5, by: Actor, at: datetime,
) -> Criterion:  # fmt: skip
    """Raises RoundRefused once somebody has scored: the rubric is published before, and then stays."""
    with write():
        row = locked_round(round)
        _check_rubric(row)
        told = {"name": name, "help": help or TranslatedText(), "weight": weight, "most": most}
        return _saved(row, Criterion, criterion, told, "criterion", by, at)


def remove_criterion(*, criterion: Criterion, by: Actor, at: datetime) -> None:
    """Raises RoundRefused once somebody has scored."""
    with write():
        row = locked_round(criterion.round)
        _check_rubric(row)
        _gone(row, criterion, "criterion", by, at)


def save_share_rule(
    *, round: AidRound, rule: ShareRule | None = None, group: str, percent: int, is_floor: bool = True,
    of: str = ShareRule.Of.AWARDS, by: Actor, at: datetime,
) -> ShareRule:  # fmt: skip
    with write():
        row = locked_round(round)
        told = {"group": group, "percent": percent, "is_floor": is_floor, "of": ShareRule.Of(of)}
        return _saved(row, ShareRule, rule, told, "share", by, at)


def remove_share_rule(*, rule: ShareRule, by: Actor, at: datetime) -> None:
    with write():
        _gone(locked_round(rule.round), rule, "share", by, at)


def set_fund(*, round: AidRound, fund: Fund, most: int | None = None, by: Actor, at: datetime) -> RoundFund:
    """This fund pays here, up to `most`. Raises RoundRefused for another currency or community."""
    with write():
        row = locked_round(round)
        if fund.community_id != row.community_id or fund.currency != row.currency:
            raise RoundRefused("fund")
        kept = RoundFund.objects.filter(community=row.community_id, round=row, fund=fund).first()
        before = {"most": kept.most if kept else None}
        paying = kept or RoundFund(community_id=row.community_id, round=row, fund=fund)
        paying.most = most
        paying.save()
        note("fund", row, {"fund": [fund.slug if kept else "", fund.slug]} | changed(before, {"most": most}),
             by, at)  # fmt: skip
        announce_round(row)
    return paying


def drop_fund(*, paying: RoundFund, by: Actor, at: datetime) -> None:
    """Raises RoundRefused once it was promised to somebody."""
    with write():
        row = locked_round(paying.round)
        lines = AwardLine.objects.filter(community=row.community_id, award__round=row, fund=paying.fund_id)
        if lines.exists():
            raise RoundRefused("granted")
        note("fund", row, {"fund": [paying.fund.slug, ""]}, by, at)
        paying.delete()
        announce_round(row)


def add_scorer(*, round: AidRound, person: Person, by: Actor, at: datetime) -> Scorer:
    with write():
        row = locked_round(round)
        scorer, is_new = Scorer.objects.get_or_create(
            community_id=row.community_id, round=row, person=person, defaults={"added_at": at}
        )
        if is_new:
            note("scorer", row, {"person": ["", person.pk]}, by, at)
    return scorer


def remove_scorer(*, scorer: Scorer, by: Actor, at: datetime) -> None:
    """What they scored so far stays."""
    with write():
        row = locked_round(scorer.round)
        note("scorer", row, {"person": [scorer.person_id, ""]}, by, at)
        scorer.delete()


def _saved(
    row: AidRound,
    model: type[Row],
    kept: Row | None,
    told: dict[str, Any],
    what: str,
    by: Actor,
    at: datetime,
) -> Row:
    there = model.objects.filter(community=row.community_id, round=row)
    saved = kept or model(community_id=row.community_id, round=row, position=there.count())
    before = {name: getattr(saved, name) for name in told} if kept else {}
    for name, value in told.items():
        setattr(saved, name, value)
    saved.save()
    note(what, row, changed(before, told), by, at)
    announce_round(row)
    return saved


def _gone(row: AidRound, gone: Model, what: str, by: Actor, at: datetime) -> None:
    note(f"{what}_remove", row, {}, by, at)
    gone.delete()
    announce_round(row)


def _is_asked_for(part: Part) -> bool:
    return AskedPart.objects.filter(community=part.community_id, part=part).exists()


def _check_rubric(row: AidRound) -> None:
    if Score.objects.filter(community=row.community_id, application__round=row).exists():
        raise RoundRefused("scored")
