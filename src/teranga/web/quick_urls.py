"""Finding the view of an address among some hundred routes without trying each of them in turn.

Django tries routes one after the other, which took a tenth of a page's time. Here routes are first sorted
by their parts between slashes, and only those are tried whose fixed parts agree with the address, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, TypeAlias

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import Resolver404, ResolverMatch, RoutePattern

Pattern: TypeAlias = URLPattern | URLResolver
FIXED = re.compile(r"[^<>]*")


class Branch:
    """Routes that begin alike: those that go on with a fixed part, those with any, and those tried anyway."""

    __slots__ = ("anything", "ends", "fixed", "open")

    def __init__(self) -> None:
        self.fixed: dict[str, Branch] = {}
        self.anything: Branch | None = None
        self.ends: list[int] = []  # routes that are over here
        self.open: list[int] = []  # routes that may go on in any way

    def put(self, number: int, parts: list[str], *, is_whole: bool) -> None:
        if not parts:
            (self.ends if is_whole else self.open).append(number)
        elif FIXED.fullmatch(parts[0]):
            self.fixed.setdefault(parts[0], Branch()).put(number, parts[1:], is_whole=is_whole)
        else:
            self.anything = self.anything or Branch()
            self.anything.put(number, parts[1:], is_whole=is_whole)

    def found(self, parts: list[str], at: int = 0) -> Iterator[int]:
        yield from self.open
        if at == len(parts):
            yield from self.ends
            return
        if same := self.fixed.get(parts[at]):
            yield from same.found(parts, at + 1)
        if self.anything:
            yield from self.anything.found(parts, at + 1)


class QuickResolver(URLResolver):
    """Resolves as Django's own does, with the same answers and errors; `tried` names only what was tried."""

    @cached_property
    def branches(self) -> Branch:
        root = Branch()
        for number, pattern in enumerate(self.url_patterns):
            route = pattern.pattern
            parts = str(route).split("/")
            if not isinstance(route, RoutePattern) or "<path:" in str(route):
                root.open.append(number)
            elif isinstance(pattern, URLPattern):
                root.put(number, parts, is_whole=True)
            else:  # what stands below may follow the last slash
                root.put(number, parts[:-1], is_whole=False)
        return root

    def resolve(self, path: Any) -> ResolverMatch:
        inner = self.pattern.match(str(path))
        if not inner:
            raise Resolver404({"path": str(path)})
        below = Narrowed(self, sorted(self.branches.found(inner[0].split("/"))))
        return below.resolve(path)


class Narrowed(URLResolver):
    """A resolver for one address, with the few routes that may be meant."""

    def __init__(self, whole: URLResolver, numbers: Iterable[int]) -> None:
        self.__dict__.update(
            pattern=whole.pattern, default_kwargs=whole.default_kwargs, app_name=whole.app_name,
            namespace=whole.namespace, url_patterns=[whole.url_patterns[number] for number in numbers],
        )  # fmt: skip


def quickly(patterns: list[Pattern]) -> list[Pattern]:
    """The same routes, found quickly."""
    return [QuickResolver(RoutePattern(""), patterns)]
