"""What the practice community decided: made up, in three languages, dated back from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from teranga.cli.demo.reading import Reader, read_mapping
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText

FILE = Path(__file__).parent / "practice_texts" / "decisions.yaml"


@dataclass(frozen=True, slots=True)
class Amendment:
    day: date
    why: TranslatedText
    answer: TranslatedText
    cost: Money | None


@dataclass(frozen=True, slots=True)
class Decided:
    day: date | None  # None: still a draft
    question: TranslatedText
    options: tuple[TranslatedText, ...]
    answer: TranslatedText
    reasons: TranslatedText
    decided_by: str
    cost: Money | None
    is_public: bool
    amended: Amendment | None
    withdrawn: tuple[date, TranslatedText] | None


def read_decisions(today: date) -> tuple[TranslatedText, tuple[Decided, ...]]:
    """How the community decides, in its words, and its decisions in their order."""
    told = read_mapping(FILE)
    rows = tuple(_decided(Reader(row, FILE, "decisions"), today) for row in told.raw("decisions"))
    return TranslatedText(told.raw("way")), rows


def _decided(row: Reader, today: date) -> Decided:
    amended, withdrawn = row.raw("amended"), row.raw("withdrawn")
    return Decided(
        day=_ago(today, row.raw("ago")) if row.has("ago") else None,
        question=TranslatedText(row.raw("question")),
        options=tuple(TranslatedText(option) for option in row.raw("options")),
        answer=TranslatedText(row.raw("answer", {})),
        reasons=TranslatedText(row.raw("reasons")),
        decided_by=row.string("decided_by", required=False),
        cost=_francs(row.raw("cost")),
        is_public=bool(row.raw("public", True)),
        amended=Amendment(_ago(today, amended["ago"]), TranslatedText(amended["why"]),
                          TranslatedText(amended["answer"]), _francs(amended.get("cost")))
        if amended else None,
        withdrawn=(_ago(today, withdrawn["ago"]), TranslatedText(withdrawn["why"])) if withdrawn else None,
    )  # fmt: skip


def _ago(today: date, days: int) -> date:
    return today - timedelta(days=days)


def _francs(minor: int | None) -> Money | None:
    return None if minor is None else Money(minor, "XOF")
