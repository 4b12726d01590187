"""How well reviewers fit proposals: what both call their topics, and the words they use.

Words weigh by how rare they are (TF-IDF; Sparck Jones, A statistical interpretation of term specificity and
its application in retrieval, 1972): a word counts 1 + log(times used), times log((1 + texts) / (1 + texts
with it)) + 1; two texts are as near as the cosine of the angle between them. Topics count as the share of
the proposal's topics that the reviewer knows. Both become one number between 0 and 1.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from teranga.engines.assignment.problem import MAY_NOT, Matrix, Problem

Floats = NDArray[np.float64]
WORD = re.compile(r"[^\W\d_]{3,}")
UNIT = 10**9
TOPIC_SHARE = 0.6  # of the affinity, where both told topics; the words have the rest
IN_EVERY = 0.5  # a word in more than half of many texts says nothing
MANY = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """`people` are all who must not review it: speakers, their colleagues, their mentors."""

    key: str
    topics: frozenset[str] = frozenset()
    text: str = ""
    language: str = ""  # "" where every reviewer can read it
    people: frozenset[str] = frozenset()
    demand: int = 3


@dataclass(frozen=True, slots=True)
class Reviewer:
    """`text` is what they wrote themselves: a biography, past talks."""

    key: str
    topics: frozenset[str] = frozenset()
    text: str = ""
    languages: frozenset[str] = frozenset()  # none told: all
    least: int = 0
    most: int = 10


def problem_of(
    proposals: Sequence[Proposal], reviewers: Sequence[Reviewer], *,
    kept: Sequence[tuple[int, int]] = (), fair: bool = True,
) -> Problem:  # fmt: skip
    """The problem for a committee: affinities by topics and words, nobody who may not or cannot read it."""
    affinity = affinities(proposals, reviewers)
    for row, proposal in enumerate(proposals):
        for column, reviewer in enumerate(reviewers):
            reads = not proposal.language or not reviewer.languages or proposal.language in reviewer.languages
            if reviewer.key in proposal.people or not reads:
                affinity[row, column] = MAY_NOT
    return Problem(
        affinity,
        np.array([one.demand for one in proposals], dtype=np.int64),
        np.array([one.most for one in reviewers], dtype=np.int64),
        np.array([one.least for one in reviewers], dtype=np.int64),
        tuple(one.key for one in proposals), tuple(one.key for one in reviewers),
        UNIT, tuple(kept), fair,
    )  # fmt: skip


def affinities(proposals: Sequence[Proposal], reviewers: Sequence[Reviewer]) -> Matrix:
    """Proposals by reviewers, in billionths."""
    near = _words_near([one.text for one in proposals], [one.text for one in reviewers])
    shared, asked, known = _topics(proposals, reviewers)
    by_topic = shared / np.maximum(asked, 1)[:, None]
    both = (asked > 0)[:, None] & (known > 0)[None, :]
    mixed = np.where(both, TOPIC_SHARE * by_topic + (1 - TOPIC_SHARE) * near, near)
    whole: Matrix = np.rint(np.clip(mixed, 0, 1) * UNIT).astype(np.int64)
    return whole


def words_of(text: str) -> list[str]:
    """The words of a text, without case and accents; of three letters or more."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def _words_near(left: Sequence[str], right: Sequence[str]) -> Floats:
    counts = [Counter(words_of(text)) for text in (*left, *right)]
    texts = len(counts)
    used = Counter(word for count in counts for word in count)
    most = IN_EVERY * texts if texts >= MANY else texts
    place = {word: number for number, word in enumerate(sorted(w for w, n in used.items() if 1 < n <= most))}
    rarity = {word: math.log((1 + texts) / (1 + used[word])) + 1 for word in place}
    table = np.zeros((texts, len(place)), dtype=np.float32)
    for row, count in enumerate(counts):
        for word, times in count.items():
            if word in place:
                table[row, place[word]] = (1 + math.log(times)) * rarity[word]
    lengths = np.sqrt((table * table).sum(axis=1, keepdims=True))
    table /= np.where(lengths > 0, lengths, 1)
    near: Floats = table[: len(left)].astype(np.float64) @ table[len(left) :].astype(np.float64).T
    return near


def _topics(proposals: Sequence[Proposal], reviewers: Sequence[Reviewer]) -> tuple[Matrix, Matrix, Matrix]:
    sides: tuple[Sequence[Proposal | Reviewer], ...] = (proposals, reviewers)
    every = sorted({topic for side in sides for one in side for topic in one.topics})
    place = {topic: number for number, topic in enumerate(every)}
    asked = np.zeros((len(proposals), len(every)), dtype=np.int64)
    known = np.zeros((len(reviewers), len(every)), dtype=np.int64)
    for table, people in zip((asked, known), sides, strict=True):
        for row, one in enumerate(people):
            table[row, [place[topic] for topic in one.topics]] = 1
    return asked @ known.T, asked.sum(axis=1), known.sum(axis=1)
