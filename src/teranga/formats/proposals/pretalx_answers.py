"""Questions of an event of pretalx and what submissions, speakers and reviewers answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from teranga.formats.proposals.pretalx_parts import Parts, key_of
from teranga.formats.proposals.values import name_of, rows_in, said, text_of

KINDS = {
    "string": "text", "text": "long_text", "number": "number", "boolean": "tick", "choices": "choice",
    "multiple_choice": "choices", "date": "date", "datetime": "moment", "url": "address",
    "country": "country", "file": "file",
}  # fmt: skip
TARGETS = {"submission": "proposal", "speaker": "speaker", "reviewer": "reviewer"}


class Answers:
    """Questions stand in a list of their own, or inside the answers to them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._asked: dict[str, dict[str, Any]] = {}
        self._options: dict[str, dict[str, str]] = {}
        self._beside: dict[tuple[str, str], list[Any]] = {}
        for one in parts.rows("questions"):
            self._ask(one)
        for one in parts.rows("answers"):
            for whose in ("submission", "person", "review"):
                if key := key_of(one.get(whose)):
                    self._beside.setdefault((whose, key), []).append(one)

    def questions(self) -> list[dict[str, Any]]:
        """What reviewers are asked belongs to their reviews."""
        return [one for one in self._asked.values() if one["about"] != "reviewer"]

    def of(self, whose: str, key: str, inside: Any) -> list[dict[str, Any]]:
        """By question; where it was answered twice the last counts."""
        found = {}
        for one in [*rows_in(inside)[:200], *self._beside.get((whose, key), ())]:
            row = one if isinstance(one, dict) else self._parts.row("answers", one) or {}
            question = self._question(row.get("question"))
            answer = {"question": question, "value": text_of(row.get("answer")),
                      "values": self._chosen(question, row.get("options")),
                      "file": self._parts.file(row.get("answer_file"))}  # fmt: skip
            if question and (answer["value"] or answer["values"] or answer["file"]):
                found[question] = answer
        return list(found.values())

    def said_by_reviewer(self, key: str, inside: Any) -> list[str]:
        """“Question: answer”, as it stands under a review here."""
        return [
            f"{said(self._asked[one['question']]['label'])} {one['value'] or ', '.join(one['values'])}"
            for one in self.of("review", key, inside)
        ]

    def _question(self, value: Any) -> str:
        """Its key, "" where nothing is known of it."""
        if isinstance(value, dict) and key_of(value) not in self._asked:
            self._ask(value)
        key = key_of(value)
        if key and key not in self._asked:
            self._parts.misses("questions")
        return key if key in self._asked else ""

    def _ask(self, one: Mapping[str, Any]) -> None:
        key, label = key_of(one), name_of(one.get("question"))
        if not key or not said(label) or key in self._asked:
            return
        options = list(self._named_options(one.get("options")))
        self._options[key] = {option: said(name) for option, name in options}
        self._asked[key] = {
            "key": key, "label": label, "hint": name_of(one.get("help_text")),
            "kind": KINDS.get(text_of(one.get("variant")), "text"),
            "about": TARGETS.get(text_of(one.get("target")), "proposal"),
            "choices": [name for _option, name in options],
            "is_personal": one.get("contains_personal_data") is True, "seen_by": _seen_by(one),
        }  # fmt: skip

    def _named_options(self, value: Any) -> Iterable[tuple[str, dict[str, str] | str]]:
        for one in rows_in(value)[:200]:
            row = one if isinstance(one, dict) else self._parts.row("question-options", one) or {}
            name = name_of(row.get("answer"))
            if said(name):
                yield key_of(row), name

    def _chosen(self, question: str, value: Any) -> list[str]:
        """The names of the options that were taken."""
        known, found = self._options.get(question, {}), []
        for one in rows_in(value)[:200]:
            inside = said(name_of(one.get("answer"))) if isinstance(one, dict) else ""
            name = known.get(key_of(one)) or inside
            if name and name not in found:
                found.append(name)
        return found


def _seen_by(one: Mapping[str, Any]) -> str:
    if one.get("is_public") is True:
        return "public"
    return "reviewers" if one.get("is_visible_to_reviewers") is True else "team"
