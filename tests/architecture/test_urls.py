"""Every address says who may open it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from teranga.base.permissions import Access


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{prefix}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.pattern}", pattern.callback


def test_every_address_has_a_permission_marker() -> None:
    unmarked = [
        address
        for address, view in patterns(get_resolver())
        if not isinstance(getattr(view, "access", None), Access)
    ]
    assert unmarked == []
