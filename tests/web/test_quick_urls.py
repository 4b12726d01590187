"""Routes that are found quickly are those that Django's own way of trying one after the other finds."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RegexPattern, Resolver404, RoutePattern
from django.utils import translation

from teranga.web import urls
from teranga.web.quick_urls import QuickResolver, quickly
from tests.architecture.test_urls import patterns as all_routes

VALUES = {"int": "7", "uuid": "1b4e28ba-2fa1-11d2-883f-0016d3cca427", "way": "room"}
STRANGE = (
    "/fr/",
    "/fr//",
    "/fr/me",
    "/fr/a/b/c/d/e/f/",
    "/xx/",
    "/fr/a/goals/x/",
    "/fr/a/goals/7/card.jpg",
    "/",
)


def slow(pattern: Any) -> Any:
    """The same routes for Django's own resolver."""
    if isinstance(pattern, URLPattern):
        return pattern
    below = [slow(one) for one in pattern.url_patterns]
    return URLResolver(pattern.pattern, below, pattern.default_kwargs, pattern.app_name, pattern.namespace)


def found(resolver: URLResolver, address: str) -> Any:
    try:
        match = resolver.resolve(address)
    except Resolver404:
        return None
    return match.func, match.kwargs, match.url_name, match.route, match.extra_kwargs, match.captured_kwargs


def test_every_route_is_found_where_django_finds_it() -> None:
    quick = URLResolver(RegexPattern(r"^/"), urls.urlpatterns)
    plain = URLResolver(RegexPattern(r"^/"), [slow(one) for one in urls.urlpatterns])
    with translation.override("fr"):
        addresses = {
            "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda match, word=word: VALUES.get(match[1], word), route)
            for route, _ in all_routes(quick)
            for word in ("me", "a-word")
        }
        addresses |= (
            {one.rstrip("/") for one in addresses} | {one + "more/" for one in addresses} | {*STRANGE}
        )
        assert len(addresses) > 1000
        differing = [one for one in sorted(addresses) if found(quick, one) != found(plain, one)]
    assert differing == []


def view(request: Any, **kwargs: Any) -> None: ...


@pytest.mark.parametrize("address", ["/".join(parts) for parts in product(["a", "7", "b", ""], repeat=3)])
def test_the_first_of_several_fitting_routes_wins(address: str) -> None:
    inner = [path("", view, name="i0"), path("7/", view, name="i1"), path("<slug:x>/", view, name="i2")]
    patterns = [
        path("a/<int:x>/", view, name="0"), path("<slug:x>/7/", view, name="1"), path("a/", include(inner)),
        path("<slug:x>/<int:y>/", view, {"more": 1}, name="3"), path("b/<path:rest>", view, name="4"),
        path("<slug:x>/", include(inner)), path("", view, name="6"), path("<x>", view, name="7"),
    ]  # fmt: skip
    quick, plain = QuickResolver(RoutePattern(""), patterns), URLResolver(RoutePattern(""), patterns)
    assert found(quick, address) == found(plain, address)


def test_only_what_may_fit_is_tried() -> None:
    routes = [path(f"{number}/<slug:x>/", view, name=str(number)) for number in range(100)]
    (resolver,) = quickly(routes)
    with pytest.raises(Resolver404) as missed:
        resolver.resolve("7/a/b/")
    assert missed.value.args[0]["tried"] == []
    assert resolver.resolve("7/a/").url_name == "7"


def test_the_language_stands_before_all_that_is_found_quickly() -> None:
    (prefixed,) = i18n_patterns(*quickly([path("me/", view, name="me")]), prefix_default_language=True)
    with translation.override("es"):
        assert prefixed.resolve("es/me/").url_name == "me"
