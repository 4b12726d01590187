"""Every view says in one word who may open it; a URL without that word fails the suite."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    PUBLIC = "public"  # anybody; the same bytes for everybody
    ANYONE = "anyone"  # anybody, but the answer may concern the one person who asks
    MEMBER = "member"  # somebody who confirmed an address or a claim code in this browser
    DEMO = "demo"  # anybody, and only while the demo runs


def access(kind: Access) -> Callable[[View], View]:
    """Mark a view with who may open it."""

    def mark(view: View) -> View:
        view.access = kind  # type: ignore[attr-defined]
        return view

    return mark
