"""No community and no event can take the address of a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver

from teranga.domains.communities.actions.create_community import SlugReserved
from teranga.domains.communities.addresses import RESERVED_COMMUNITIES
from teranga.domains.events.actions.create_event import EventSlugReserved
from teranga.domains.events.addresses import RESERVED_EVENTS
from tests.domains.events.programmes import community, event
from tests.everything import everything

COMMUNITY = "<slug:community>"


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, f"{prefix}{pattern.pattern}")
        else:
            yield f"{prefix}{pattern.pattern}"


def taken_words() -> tuple[set[str], set[str]]:
    """Fixed words where a community's part stands, and where an event's part stands."""
    communities, events = set(), set()
    for route in routes(get_resolver()):
        language, _, rest = route.partition("/")
        first, _, after = rest.partition("/")
        communities |= {language, first}
        if first == "organise":  # the desk of a community and those of its events share addresses too
            first, _, after = after.partition("/")
            communities.add(first)
        if first == COMMUNITY and not after.partition("/")[0].count("."):
            events.add(after.partition("/")[0])
    return (
        {word for word in words if word and not set("<.:>") & set(word)} for words in (communities, events)
    )


def test_every_fixed_word_of_an_address_is_reserved() -> None:
    communities, events = taken_words()
    assert communities - RESERVED_COMMUNITIES == set()
    assert events - RESERVED_EVENTS == set()
    assert {"search", "me"} <= communities
    assert {"join", "pages"} <= events


@pytest.mark.django_db
def test_reserved_words_are_refused_and_nothing_is_created() -> None:
    place = community()
    before = everything()
    with pytest.raises(SlugReserved):
        community("search")
    with pytest.raises(EventSlugReserved):
        event(place, slug="pages")
    assert everything() == before
