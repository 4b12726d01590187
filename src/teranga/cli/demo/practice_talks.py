"""The talks of PyCon Essai: hand-written titles and beginnings, completed to abstracts of 60 to 120 words."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from teranga.cli.demo.world import Member

TEXTS = Path(__file__).parent / "practice_texts"
TRACKS = ("web", "data", "languages", "tools", "devices", "people")
PLENARY_KINDS = ("keynote", "panel")
FEWEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Talk:
    track: str  # one of TRACKS
    kind: str  # keynote, panel, talk, long, tutorial, workshop, lightning
    language: str
    level: str
    title: str
    abstract: str


def load_talks(seed: int) -> list[Talk]:
    """Every talk of every track, in the order of the files."""
    dice = random.Random(f"{seed}:abstracts")
    sentences = _load("sentences.yaml")
    talks = []
    for track in TRACKS:
        for kind, language, level, title, beginning in _load(f"talks-{track}.yaml"):
            bank = "plenary" if kind in PLENARY_KINDS else track
            endings = sentences["takeaways"][bank][language]
            audiences = sentences["audiences"][level][language]
            abstract = _completed(dice, beginning, endings, audiences)
            talks.append(Talk(track, kind, language, level, title, abstract))
    return talks


def biography(dice: random.Random, member: Member, talk: Talk) -> str:
    """One to three sentences in the language of the talk."""
    sentences = _load("sentences.yaml")
    first = dice.choice(sentences["biographies"][talk.track][talk.language])
    endings = dice.sample(sentences["endings"][talk.language], dice.choice((0, 1, 1, 2)))
    return " ".join([first.format(name=member.name, town=member.city), *endings])


def _completed(dice: random.Random, beginning: str, endings: list[str], audiences: list[str]) -> str:
    """The written beginning, then as many sentences of the subject as it needs, then for whom it is."""
    chosen = dice.sample(endings, len(endings))
    audience = dice.choice(audiences)
    parts = [beginning, chosen.pop()]
    while len(" ".join([*parts, audience]).split()) < FEWEST_WORDS and chosen:
        parts.append(chosen.pop())
    return " ".join([*parts, audience])


@cache
def _load(name: str) -> Any:
    return yaml.safe_load((TEXTS / name).read_text(encoding="utf-8"))
