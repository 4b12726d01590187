"""Reviews of an event of pretalx: what they say, the points by category, and who wrote them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from teranga.formats.proposals.pretalx_answers import Answers
from teranga.formats.proposals.pretalx_parts import Parts, key_of
from teranga.formats.proposals.values import name_of, rows_in, said, text_of

WHOLE = "score"  # the key of what a review is worth where it has no categories
STEPS = (1, 2, 4, 5, 10, 20, 100)  # points and weights are whole numbers here
MOST_POINTS, MOST_WEIGHT = 30_000, 100
NUMBER = re.compile(r"-?\d{1,4}(\.\d{1,6})?")


class Reviews:
    def __init__(self, parts: Parts, answers: Answers) -> None:
        self._parts, self._answers = parts, answers
        self._categories: dict[str, dict[str, Any]] = {}
        self._given: dict[str, dict[str, float]] = {}  # category -> label of points -> points
        self._writers: dict[str, dict[str, str]] = {}
        for one in parts.rows("score-categories"):
            self._category(one)
            for score in rows_in(one.get("scores")):
                self._note(key_of(one), score)
        self.told = [row for one in parts.rows("reviews") if (row := self._review(one))]
        self._steps = {key: _step(values.values()) for key, values in self._given.items()}
        for row in self.told:
            row["points"] = {key: round(value * self._steps[key]) for key, value in row["points"].items()}

    def criteria(self) -> list[dict[str, Any]]:
        """Those that somebody gave points by."""
        rows = {key: self._categories.get(key, {}) for key in self._given}
        weights = {key: 0.0 if row.get("is_independent") is True else _number(row.get("weight"), 1.0)
                   for key, row in rows.items()}  # fmt: skip
        step = _step(weights.values())
        found = []
        for key, row in rows.items():
            points = {label: round(value * self._steps[key]) for label, value in self._given[key].items()}
            least, most = min(0, *points.values()), max(points.values())
            found.append({
                "key": key, "name": _named(key, row), "least": least, "most": max(most, least + 1),
                "weight": min(MOST_WEIGHT, max(0, round(weights[key] * step))),
                "labels": {str(value): label for label, value in points.items() if not _is_number(label)},
                "tracks": self._tracks(row), "required": row.get("required") is True,
            })  # fmt: skip
        return found

    def writers(self) -> list[dict[str, str]]:
        return list(self._writers.values())

    def _tracks(self, row: Mapping[str, Any]) -> list[str]:
        """Names of the tracks that it is for."""
        named = [one if isinstance(one, dict) else self._parts.row("tracks", one) or {}
                 for one in rows_in(row.get("limit_tracks"))]  # fmt: skip
        return [name for one in named if (name := said(name_of(one.get("name"))))]

    def _review(self, one: Mapping[str, Any]) -> dict[str, Any] | None:
        proposal = key_of(one.get("submission"))
        points = {key: value for score in rows_in(one.get("scores"))[:40]
                  for key, value in self._points(score)}  # fmt: skip
        if not points and (whole := _number(one.get("score"))) is not None:
            self._given.setdefault(WHOLE, {})[str(whole)] = whole
            points = {WHOLE: whole}
        texts = [text_of(one.get("text")), *self._answers.said_by_reviewer(key_of(one), one.get("answers"))]
        text = "\n\n".join(filter(None, texts))
        if not proposal or not (points or text):
            return None
        return {"proposal": proposal, "writer": self._writer(one.get("user")), "points": points, "text": text,
                "for_speaker": "", "stale": 0, "sent": text_of(one.get("created"))[:40]}  # fmt: skip

    def _points(self, score: Any) -> Iterable[tuple[str, float]]:
        if isinstance(score, dict):
            inside = score.get("category")
            if isinstance(inside, dict):
                self._category(inside)
            if (key := key_of(inside)) and (value := self._note(key, score)) is not None:
                yield key, value

    def _category(self, one: Mapping[str, Any]) -> None:
        if key := key_of(one):
            self._categories.setdefault(key, dict(one))

    def _note(self, category: str, score: Any) -> float | None:
        value = _number(score.get("value")) if isinstance(score, dict) else None
        if value is not None:
            label = text_of(score.get("label"))[:80] or str(value)
            self._given.setdefault(category, {})[label] = value
        return value

    def _writer(self, value: Any) -> str:
        """The key of whoever wrote it: a code, or in the older shape the name."""
        key = key_of(value)
        if not key:
            return ""
        if key not in self._writers:
            known = value if isinstance(value, dict) else self._known(key)
            name = text_of(known.get("name"))[:160] or ("" if isinstance(value, dict) else key)
            self._writers[key] = {"key": key, "name": name, "email": text_of(known.get("email"))[:200]}
        return key

    def _known(self, key: str) -> Mapping[str, Any]:
        for part in ("reviewers", "users"):
            if row := self._parts.row(part, key):
                return row
        members = [one for team in self._parts.rows("teams") for one in rows_in(team.get("members"))]
        return next((one for one in members if isinstance(one, dict) and key_of(one) == key), {})


def _named(key: str, row: Mapping[str, Any]) -> dict[str, str] | str:
    if key == WHOLE:
        return {"en": "Score", "fr": "Note", "es": "Puntaje"}
    name = name_of(row.get("name"))
    return name if said(name) else {"en": f"Criterion {key}", "fr": f"Critère {key}", "es": f"Criterio {key}"}


def _number(value: Any, otherwise: Any = None) -> Any:
    found = NUMBER.fullmatch(text_of(value)) if not isinstance(value, bool) else None
    return float(found[0]) if found else otherwise


def _is_number(label: str) -> bool:
    return NUMBER.fullmatch(label) is not None


def _step(values: Iterable[float]) -> int:
    """The smallest by which all of them become whole numbers that are not too large."""
    rows = list(values)
    largest = max((abs(value) for value in rows), default=0.0)
    return next(
        (step for step in STEPS if largest * step <= MOST_POINTS
         and all(math.isclose(value * step, round(value * step), abs_tol=1e-6) for value in rows)),
        10 if largest * 10 <= MOST_POINTS else 1,
    )  # fmt: skip
