"""What somebody answers to an invitation, as a plain value that can wait until it is confirmed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

GOING, MAYBE, NO = "going", "maybe", "no"
ANSWERS = (GOING, MAYBE, NO)


@dataclass(frozen=True, slots=True)
class Wish:
    """The answer, the guests by name ("" for one who is not named), and which quotas would do."""

    answer: str
    guests: tuple[str, ...] = ()
    quota: int | None = None  # None: the first that is open to answers
    others: tuple[int, ...] = ()
    accepts_parts: bool = False
    questions: dict[str, str] = field(default_factory=dict)  # number of the question -> answer
    came_from: str = ""
    language: str = "en"
    name: str = ""  # used only where the record has none yet

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Wish:
        lists = {name: tuple(told.get(name, ())) for name in ("guests", "others")}
        return cls(**(told | lists))
