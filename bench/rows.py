"""The one table: a figure, what was measured, what must be, and whether it is."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

OK, MISSED, NOT_MEASURED, PLAIN = "ok", "missed", "not measured", ""
HEADINGS = ("figure", "measured", "must", "")
WIDEST = 64


@dataclass(frozen=True, slots=True)
class Row:
    part: str
    figure: str
    measured: str
    must: str = ""
    verdict: str = PLAIN
    value: float | None = None


def at_most(part: str, figure: str, value: float, limit: float, unit: str, note: str = "") -> Row:
    return Row(part, figure, with_unit(value, unit) + note, f"≤ {with_unit(limit, unit)}",
               OK if value <= limit else MISSED, value)  # fmt: skip


def at_least(part: str, figure: str, value: float, limit: float, unit: str, note: str = "") -> Row:
    return Row(part, figure, with_unit(value, unit) + note, f"≥ {with_unit(limit, unit)}",
               OK if value >= limit else MISSED, value)  # fmt: skip


def seen(part: str, figure: str, measured: str, value: float | None = None) -> Row:
    """A figure that nobody set a limit for."""
    return Row(part, figure, measured, value=value)


def not_measured(part: str, figure: str, why: str, must: str = "") -> Row:
    return Row(part, figure, why, must, NOT_MEASURED)


def with_unit(value: float, unit: str) -> str:
    return f"{number(value)} {unit}".rstrip()


def number(value: float) -> str:
    """As many digits as a reader needs: 31,204 · 45.2 · 3.41 · 0.74."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(rows: Sequence[Row]) -> str:
    lines: list[tuple[str, str, str, str]] = [HEADINGS]
    part = None
    for row in rows:
        if row.part != part:
            part = row.part
            lines += [("", "", "", ""), (part, "", "", "")]
        lines.append((f"  {row.figure}", row.measured, row.must, row.verdict))
    widths = [min(WIDEST, max(len(line[at]) for line in lines)) for at in range(4)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
                     for line in lines)  # fmt: skip


def missed(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.verdict == MISSED]


def report(rows: Sequence[Row], details: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    return {"about": {**machine(), **about}, "rows": [asdict(row) for row in rows], "details": details}


def machine() -> dict[str, Any]:
    import os

    return {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}


def write_report(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
