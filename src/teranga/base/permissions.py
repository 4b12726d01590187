"""Every view says in one word who may open it; a URL without that word fails the suite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    PUBLIC = "public"  # anybody; the same bytes for everybody
    ANYONE = "anyone"  # anybody, but the answer may concern the one person who asks
    MEMBER = "member"  # somebody who confirmed an address or a claim code in this browser
    ACCOUNT = "account"  # somebody who signed in with an account
    ROLE = "role"  # somebody whose role allows the verb in the area, at the place that the address names
    DEMO = "demo"  # anybody, and only while the demo runs


@dataclass(frozen=True, slots=True)
class Needed:
    """What a role must allow; "" leaves it open: any verb, or any area."""

    verb: str = ""
    area: str = ""


def access(kind: Access, *, verb: str = "", area: str = "") -> Callable[[View], View]:
    """Mark a view with who may open it. The guard in front of every view reads the mark."""
    if (verb or area) and kind is not Access.ROLE:
        raise ValueError("Only a role has verbs and areas.")

    def mark(view: View) -> View:
        view.access = kind  # type: ignore[attr-defined]
        view.needed = Needed(str(verb), str(area))  # type: ignore[attr-defined]
        return view

    return mark
