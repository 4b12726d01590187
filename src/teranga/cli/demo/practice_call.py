"""What generated people propose for the next PyCon Essai, and what readers make of it: plain values."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from teranga.foundation.codes import ALPHABET

TEXTS = Path(__file__).parent / "practice_texts"
LEVELS, BY_LEVEL = ("beginner", "intermediate", "advanced"), (44, 40, 16)
PLAIN = 0.25  # of titles stand without an angle
FEWEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Idea:
    """A proposal as text, with how good it is for those who read it: from 0 to 4."""

    topic: str
    second: str  # another topic, or ""
    language: str
    level: str
    title: str
    abstract: str
    outline: str
    quality: float
    is_first_time: bool


@cache
def read_call() -> dict[str, Any]:
    return yaml.safe_load((TEXTS / "call.yaml").read_text(encoding="utf-8"))


@cache
def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((TEXTS / name).read_text(encoding="utf-8"))


def make_ideas(dice: random.Random, shares: Mapping[str, int]) -> list[Idea]:
    """So many of each topic, in the order in which they came in."""
    ideas = [idea for topic, count in shares.items() for idea in _of_topic(dice, topic, count)]
    dice.shuffle(ideas)
    return ideas


def _of_topic(dice: random.Random, topic: str, count: int) -> Iterator[Idea]:
    told = _read("call-subjects.yaml")
    subjects = [(language, *one) for language, those in told["subjects"][topic].items() for one in those]
    used: set[str] = set()
    turn = dice.sample(subjects, len(subjects))
    for number in range(count):
        language, subject, beginning = turn[number % len(turn)]
        title = _title(dice, subject, told["angles"][language], language, used)
        level = dice.choices(LEVELS, BY_LEVEL)[0]
        yield Idea(
            topic=topic,
            second=dice.choice([key for key in told["subjects"] if key != topic])
            if dice.random() < 0.3 else "",
            language=language,
            level=level,
            title=title,
            abstract=_abstract(dice, topic, language, level, beginning),
            outline=dice.choice(read_call()["outlines"][language]) if dice.random() < 0.7 else "",
            quality=min(4.0, max(0.0, dice.gauss(2.3 + 0.2 * (topic == "ai"), 0.8))),
            is_first_time=dice.random() < (0.45 if level == "beginner" else 0.2),
        )  # fmt: skip


def _title(dice: random.Random, subject: str, angles: Sequence[str], language: str, used: set[str]) -> str:
    colon = "\u202f: " if language == "fr" else ": "
    bare = [subject] if dice.random() < PLAIN else []
    choices = [*bare, *(f"{subject}{colon}{angle}" for angle in dice.sample(angles, len(angles)))]
    if "?" in subject or ":" in subject:
        choices.insert(0, subject)
    title = next(one for one in choices if one not in used)
    used.add(title)
    return title


def _abstract(dice: random.Random, topic: str, language: str, level: str, beginning: str) -> str:
    sentences = _read("sentences.yaml")
    endings = list(sentences["takeaways"][read_call()["topics"][topic]["bank"]][language])
    dice.shuffle(endings)
    audience = dice.choice(sentences["audiences"][level][language])
    parts = [beginning, endings.pop()]
    while len(" ".join([*parts, audience]).split()) < FEWEST_WORDS and endings:
        parts.append(endings.pop())
    return " ".join([*parts, audience])


def make_codes(dice: random.Random, count: int) -> list[str]:
    """Codes of six symbols, all different."""
    codes: set[str] = set()
    while len(codes) < count:
        codes.add("".join(dice.choices(ALPHABET, k=6)))
    return sorted(codes, key=lambda code: dice.random())


@dataclass(frozen=True, slots=True)
class Reader:
    """How somebody reads: kinder or stricter than others, and with more or less spread."""

    kindness: float
    spread: float
    careful: float  # how near they come to what a proposal is worth

    def points(self, dice: random.Random, quality: float, criteria: int) -> tuple[int, ...]:
        seen = 2.2 + self.spread * (quality - 2.2) + self.kindness + dice.gauss(0, self.careful)
        return tuple(min(4, max(0, round(seen + dice.gauss(0, 0.45)))) for _ in range(criteria))


def make_readers(dice: random.Random, count: int) -> list[Reader]:
    return [Reader(dice.gauss(0, 0.55), dice.uniform(0.6, 1.3), dice.uniform(0.3, 0.7)) for _ in range(count)]


def mood(points: Sequence[int]) -> str:
    """How such a review sounds: good, fair or poor."""
    mean = sum(points) / len(points)
    return "good" if mean >= 2.7 else "fair" if mean >= 1.7 else "poor"
